internal import Language

/// The words that each concept’s phrases can begin with.
struct ConceptStarts {
  private let concepts: [[PatternProgram]]
  private var known: [Int: Set<SymbolID>] = [:]

  init(concepts: [[PatternProgram]]) {
    self.concepts = concepts
  }

  mutating func symbols(of element: Element) -> Set<SymbolID> {
    switch element {
    case .lemmas(let symbols), .surfaces(let symbols): return Set(symbols)
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
