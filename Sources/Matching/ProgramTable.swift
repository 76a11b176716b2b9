internal import Language

/// Compiled patterns and phrases laid out flat, so that a search touches plain numbers in a few arrays.
///
/// The patterns come first, in the order of `Matcher.patterns`, then the phrases of concepts.
struct ProgramTable: Sendable {
  /// What an element takes; equal elements of all programs share one class, and the first classes are the concepts.
  struct WordClass: Sendable {
    enum Kind: UInt8, Sendable { case concept, lemmas, surfaces }

    var kind: Kind
    /// A range of `symbols`, sorted; empty for a concept.
    var first: Int32
    var count: Int32
    /// Whether each of its words marks it; else it is looked up when it is asked for.
    var isMarked = true
  }

  /// One pattern or phrase: a range of elements.
  struct Program: Sendable {
    var first: Int32
    var count: Int32
    /// Classes that each match takes a word of, the rarest first; behind the last the first again.
    var requirements: (Int32, Int32, Int32)
    var hasRequirements: Bool
    /// The concept whose phrase it is, or -1 for a pattern.
    var concept: Int32
    /// One more than the highest level of the concepts in it, 0 without any: when it can be searched for.
    var level: Int32
    var isAtSentenceStart: Bool
    var isAtSentenceEnd: Bool
  }

  /// One element: what it takes, and the edges that lead to it.
  struct ElementRecord: Sendable {
    var wordClass: Int32
    var firstEdge: Int32
    var edgeCount: UInt16
    var isStart: Bool
    var isEnd: Bool

    /// Indices of the table’s edges.
    @inline(__always)
    var edges: Range<Int> { Int(firstEdge)..<(Int(firstEdge) + Int(edgeCount)) }
  }

  struct EdgeRecord: Sendable {
    /// Counted from the program’s first element.
    var from: UInt16
    var gap: Int16

    /// A gap that is longer than any sentence.
    static let widestGap = 1_000
  }

  var programs: [Program] = []
  var elements: [ElementRecord] = []
  var edges: [EdgeRecord] = []
  var classes: [WordClass] = []
  var symbols: [SymbolID] = []
  /// The largest number of elements in a program.
  var largestProgram = 0
  /// The highest level of a program.
  var highestLevel = 0
}

/// Lays programs out, sharing equal classes.
struct ProgramTableBuilder {
  private(set) var table = ProgramTable()
  private var classNumbers: [Element: Int32] = [:]

  init(conceptCount: Int) {
    table.classes = Array(repeating: .init(kind: .concept, first: 0, count: 0), count: conceptCount)
  }

  /// The class of an element, made now if it is new.
  private mutating func number(of element: Element) -> Int32 {
    let kind: ProgramTable.WordClass.Kind
    let symbols: [SymbolID]
    switch element {
    case .concept(let concept): return Int32(concept)
    case .lemmas(let lemmas): (kind, symbols) = (.lemmas, lemmas)
    case .surfaces(let surfaces): (kind, symbols) = (.surfaces, surfaces)
    }
    if let known = classNumbers[element] { return known }
    let number = Int32(table.classes.count)
    classNumbers[element] = number
    table.classes.append(
      .init(kind: kind, first: Int32(table.symbols.count), count: Int32(symbols.count)))
    table.symbols += symbols
    return number
  }

  mutating func setMarked(_ isMarked: Bool, class number: Int) { table.classes[number].isMarked = isMarked }

  /// Appends a program; `required` are the elements that each match holds, the rarest first.
  mutating func append(_ program: PatternProgram, required: [Int], concept: Int?, level: Int) {
    let first = Int32(table.elements.count)
    for index in program.elements.indices {
      table.elements.append(
        .init(
          wordClass: number(of: program.elements[index]), firstEdge: Int32(table.edges.count),
          edgeCount: UInt16(program.edges[index].count), isStart: program.isStart[index],
          isEnd: program.isEnd[index]))
      table.edges += program.edges[index].map {
        .init(from: UInt16($0.from), gap: Int16(min($0.gap, ProgramTable.EdgeRecord.widestGap)))
      }
    }
    table.programs.append(
      .init(
        first: first, count: Int32(program.elements.count),
        requirements: (0, 0, 0), hasRequirements: false,
        concept: concept.map(Int32.init) ?? -1, level: Int32(level),
        isAtSentenceStart: program.isAtSentenceStart, isAtSentenceEnd: program.isAtSentenceEnd))
    require(required.map { table.elements[Int(first) + $0].wordClass })
    table.largestProgram = max(table.largestProgram, program.elements.count)
    table.highestLevel = max(table.highestLevel, level)
  }

  /// Notes the classes that the last program cannot do without.
  private mutating func require(_ classes: [Int32]) {
    guard let rarest = classes.first else { return }
    let last = table.programs.count - 1
    table.programs[last].requirements = (
      rarest, classes.count > 1 ? classes[1] : rarest, classes.count > 2 ? classes[2] : rarest
    )
    table.programs[last].hasRequirements = true
  }
}
