internal import Language

/// How often words and concepts are likely to be met, by a number for each: words by their codes, then
/// the concepts.
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
    if case .concept(let concept) = element { return [2 * symbolCount + concept] }
    return element.words.map { Int($0.number) }
  }

  /// Adds to the weight of every word of an element; a concept weighs what it was given.
  mutating func add(_ weight: Int, toWordsOf element: Element) {
    for word in element.words { weights[Int(word.number)] += weight }
  }

  /// Adds to the weight of a word as a lemma and as a surface.
  mutating func add(_ weight: Int, to symbol: SymbolID) {
    weights[Int(WordCode.lemma(symbol).number)] += weight
    weights[Int(WordCode.surface(symbol).number)] += weight
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
    if elements.count == 1 { return alone[elements[0]] }
    var isCounted: Set<Int> = []
    isCounted.reserveCapacity(elements.reduce(0) { $0 + words[$1].count })
    var cost = elements.count
    for element in elements {
      for word in words[element] where isCounted.insert(word.code).inserted { cost += word.weight }
    }
    return cost
  }
}
