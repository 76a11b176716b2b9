internal import Language

/// How often words and concepts are likely to be met, by a number for each: lemmas are even, surfaces odd, then
/// come the concepts.
struct WordWeights {
  private let symbolCount: Int
  private var weights: [Int]
  /// How many elements of the program at hand take each; zero between programs.
  private var counts: [Int]

  init(symbolCount: Int, conceptCount: Int) {
    self.symbolCount = symbolCount
    weights = Array(repeating: 0, count: 2 * symbolCount + conceptCount)
    counts = weights
  }

  private func codes(of element: Element) -> [Int] {
    switch element {
    case .lemmas(let symbols): symbols.map { 2 * Int($0) }
    case .surfaces(let symbols): symbols.map { 2 * Int($0) + 1 }
    case .concept(let concept): [2 * symbolCount + concept]
    }
  }

  /// Adds to the weight of every word of an element; a concept weighs what it was given.
  mutating func add(_ weight: Int, toWordsOf element: Element) {
    if case .concept = element { return }
    for code in codes(of: element) { weights[code] += weight }
  }

  /// Adds to the weight of a lemma and of the surfaces of the same number: a number is given to but one of them.
  mutating func add(_ weight: Int, to symbol: SymbolID) {
    weights[2 * Int(symbol)] += weight
    weights[2 * Int(symbol) + 1] += weight
  }

  /// What a concept weighs, 0 where it was not given.
  subscript(concept concept: Int) -> Int {
    get { weights[2 * symbolCount + concept] }
    set { weights[2 * symbolCount + concept] = newValue }
  }

  /// The weights of a program’s elements; each concept in it must have been given one.
  mutating func weights(of program: PatternProgram) -> ElementWeights {
    let codes = program.elements.map { self.codes(of: $0) }
    for code in codes.joined() { counts[code] += 1 }
    let alone = codes.map { $0.reduce(1) { $0 + weights[$1] } }
    let shared = codes.map { $0.reduce(1) { $0 + ElementWeights.unit * weights[$1] / counts[$1] } }
    for code in codes.joined() { counts[code] = 0 }
    return ElementWeights(alone: alone, shared: shared, words: codes.map { $0.map { ($0, weights[$0]) } })
  }
}

/// How often the elements of one program are likely to be met.
struct ElementWeights {
  /// What `shared` counts one as, so that it can be divided.
  static let unit = 64

  /// Each by itself.
  let alone: [Int]
  /// Each where the weight of a word is shared by all elements that take it, in 64ths.
  let shared: [Int]
  /// The words of each element by number, with what each weighs.
  let words: [[(code: Int, weight: Int)]]

  /// How often any of these elements is likely to be met: a word that several take counts once.
  func cost(of elements: [Int]) -> Int {
    var isCounted: Set<Int> = []
    var cost = 0
    for element in elements {
      cost += 1
      for word in words[element] where isCounted.insert(word.code).inserted { cost += word.weight }
    }
    return cost
  }
}
