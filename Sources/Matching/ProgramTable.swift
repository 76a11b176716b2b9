internal import Language

/// Compiled patterns laid out flat, so that a search touches plain numbers in a few arrays.
struct ProgramTable: Sendable {
  /// One pattern: a range of elements.
  struct Program: Sendable {
    var first: Int32
    var count: Int32
    var isAtSentenceStart: Bool
    var isAtSentenceEnd: Bool
  }

  /// One element: what it takes, and the edges that lead to it.
  struct ElementRecord: Sendable {
    enum Kind: UInt8, Sendable { case lemma, lemmas, surface, concept }

    var kind: Kind
    var isStart: Bool
    var isEnd: Bool
    /// The symbol or concept; for `lemmas` the start of a range of `symbols`.
    var value: Int32
    var symbolCount: Int32
    var firstEdge: Int32
    var edgeCount: Int32
  }

  struct EdgeRecord: Sendable {
    /// Counted from the program’s first element.
    var from: Int32
    var gap: Int32
  }

  private(set) var programs: [Program] = []
  private(set) var elements: [ElementRecord] = []
  private(set) var edges: [EdgeRecord] = []
  private(set) var symbols: [SymbolID] = []

  /// Appends a program and gives its number.
  mutating func append(_ program: PatternProgram) -> Int32 {
    let first = Int32(elements.count)
    for index in program.elements.indices {
      var record = ElementRecord(
        kind: .lemma, isStart: program.isStart[index], isEnd: program.isEnd[index], value: 0, symbolCount: 0,
        firstEdge: Int32(edges.count), edgeCount: Int32(program.edges[index].count))
      switch program.elements[index] {
      case .lemmas(let lemmas) where lemmas.count == 1: record.value = lemmas[0]
      case .lemmas(let lemmas):
        record.kind = .lemmas
        record.value = Int32(symbols.count)
        record.symbolCount = Int32(lemmas.count)
        symbols += lemmas
      case .surface(let symbol):
        record.kind = .surface
        record.value = symbol
      case .concept(let concept):
        record.kind = .concept
        record.value = Int32(concept)
      }
      elements.append(record)
      edges += program.edges[index].map { EdgeRecord(from: Int32($0.from), gap: Int32($0.gap)) }
    }
    programs.append(
      Program(
        first: first, count: Int32(program.elements.count), isAtSentenceStart: program.isAtSentenceStart,
        isAtSentenceEnd: program.isAtSentenceEnd))
    return Int32(programs.count - 1)
  }

  /// Whether a sorted range of `symbols` holds a symbol.
  func contains(_ symbol: SymbolID, from start: Int32, count: Int32) -> Bool {
    var low = Int(start)
    var high = Int(start + count)
    while high - low > 8 {
      let middle = (low + high) / 2
      if symbols[middle] <= symbol { low = middle } else { high = middle }
    }
    for index in low..<high where symbols[index] == symbol { return true }
    return false
  }
}
