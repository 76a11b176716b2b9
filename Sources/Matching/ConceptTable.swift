internal import Language

/// The phrases of all concepts, by the words that they can begin with.
struct ConceptTable: Sendable {
  /// The phrases of one concept that can begin with one symbol.
  struct Entry: Sendable {
    var concept: Int32
    /// A range of `phrases`.
    var first: Int32
    var count: Int32
  }

  /// Symbol → entries, sorted by concept.
  private(set) var entries: [[Entry]]
  /// Numbers of programs.
  private(set) var phrases: [Int32] = []

  init(concepts: [[PatternProgram]], programs: [[Int32]], starts: inout ConceptStarts, symbolCount: Int) {
    entries = Array(repeating: [], count: symbolCount)
    for (concept, phrases) in concepts.enumerated() {
      var bySymbol: [SymbolID: [Int32]] = [:]
      for (index, phrase) in phrases.enumerated() {
        var symbols: Set<SymbolID> = []
        for element in phrase.elements.indices where phrase.isStart[element] {
          symbols.formUnion(starts.symbols(of: phrase.elements[element]))
        }
        for symbol in symbols { bySymbol[symbol, default: []].append(programs[concept][index]) }
      }
      for (symbol, phrases) in bySymbol {
        entries[Int(symbol)].append(
          Entry(concept: Int32(concept), first: Int32(self.phrases.count), count: Int32(phrases.count)))
        self.phrases += phrases
      }
    }
  }

  /// The phrases of a concept that can begin with a symbol.
  func entry(of concept: Int32, beginningWith symbol: SymbolID) -> Entry? {
    let list = entries[Int(symbol)]
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if list[middle].concept < concept { low = middle + 1 } else { high = middle }
    }
    return low < list.count && list[low].concept == concept ? list[low] : nil
  }
}

/// The words that each concept’s phrases can begin with.
struct ConceptStarts {
  private let concepts: [[PatternProgram]]
  private var known: [Int: Set<SymbolID>] = [:]

  init(concepts: [[PatternProgram]]) {
    self.concepts = concepts
  }

  mutating func symbols(of element: Element) -> Set<SymbolID> {
    switch element {
    case .lemmas(let symbols): return Set(symbols)
    case .surface(let symbol): return [symbol]
    case .concept(let concept):
      if let symbols = known[concept] { return symbols }
      known[concept] = []
      var symbols: Set<SymbolID> = []
      for program in concepts[concept] {
        for element in program.elements.indices where program.isStart[element] {
          symbols.formUnion(self.symbols(of: program.elements[element]))
        }
      }
      known[concept] = symbols
      return symbols
    }
  }
}
