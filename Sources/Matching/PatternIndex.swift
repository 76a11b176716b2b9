internal import Language

/// Finds the patterns that a sentence may match, by one word that each cannot do without.
///
/// For every pattern the rarest set of words is chosen of which each match holds at least one; a sentence then
/// touches only the patterns whose words it has.
struct PatternIndex: Sendable {
  /// Symbol → patterns to try where it occurs.
  private(set) var patternsBySymbol: [[Int32]]
  /// Concept → patterns to try where one of its phrases occurs.
  private(set) var patternsByConcept: [[Int32]]
  /// Symbol → concepts with a phrase that may begin with it.
  private(set) var conceptsBySymbol: [[Int32]]

  init(patterns: [PatternProgram], concepts: [[PatternProgram]], vocabulary: Vocabulary) {
    patternsBySymbol = Array(repeating: [], count: vocabulary.count)
    patternsByConcept = Array(repeating: [], count: concepts.count)
    conceptsBySymbol = Array(repeating: [], count: vocabulary.count)
    var starts = ConceptStarts(concepts: concepts)
    var frequency = [Int](repeating: 0, count: vocabulary.count)
    for program in patterns {
      for element in program.elements {
        for symbol in starts.symbols(of: element) { frequency[Int(symbol)] += 1 }
      }
    }
    var used = [Bool](repeating: false, count: concepts.count)
    for (number, program) in patterns.enumerated() {
      let anchors = Self.anchors(of: program) { element in
        starts.symbols(of: element).reduce(1) { $0 + frequency[Int($1)] }
      }
      for anchor in anchors { register(anchor, for: Int32(number), used: &used) }
    }
    for concept in concepts.indices where used[concept] {
      for symbol in starts.symbols(of: .concept(concept)) {
        conceptsBySymbol[Int(symbol)].append(Int32(concept))
      }
    }
  }

  private mutating func register(_ anchor: Element, for pattern: Int32, used: inout [Bool]) {
    switch anchor {
    case .lemmas(let symbols):
      for symbol in symbols where patternsBySymbol[Int(symbol)].last != pattern {
        patternsBySymbol[Int(symbol)].append(pattern)
      }
    case .surface(let symbol): patternsBySymbol[Int(symbol)].append(pattern)
    case .concept(let concept):
      used[concept] = true
      if patternsByConcept[concept].last != pattern { patternsByConcept[concept].append(pattern) }
    }
  }

  /// The cheapest set of elements of which every way through the program takes one.
  ///
  /// In a graph in topological order these sets are the cuts between one element and the rest; here the
  /// candidates are single elements that no way avoids, and the set of all beginnings or endings.
  private static func anchors(of program: PatternProgram, weight: (Element) -> Int) -> [Element] {
    let count = program.elements.count
    let starts = (0..<count).filter { program.isStart[$0] }
    let ends = (0..<count).filter { program.isEnd[$0] }
    var cuts = [starts, ends]
    for element in 0..<count where isUnavoidable(element, in: program) { cuts.append([element]) }
    let best = cuts.min { cost(of: $0, program, weight) < cost(of: $1, program, weight) } ?? starts
    return Array(Set(best.map { program.elements[$0] }))
  }

  private static func cost(of cut: [Int], _ program: PatternProgram, _ weight: (Element) -> Int) -> Int {
    cut.reduce(0) { $0 + weight(program.elements[$1]) }
  }

  /// Whether an end can no longer be reached once an element is taken out.
  private static func isUnavoidable(_ avoided: Int, in program: PatternProgram) -> Bool {
    var reached = [Bool](repeating: false, count: program.elements.count)
    for element in program.elements.indices where element != avoided {
      reached[element] =
        program.isStart[element] || program.edges[element].contains { $0.from != avoided && reached[$0.from] }
      if reached[element] && program.isEnd[element] { return false }
    }
    return true
  }
}

/// The words that each concept’s phrases can begin with.
private struct ConceptStarts {
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
