internal import Language

/// Finds the patterns that a sentence may match, by one word that each cannot do without.
///
/// For every pattern the rarest set of elements is chosen of which each match holds one; a sentence then
/// touches only the patterns whose words it has.
struct PatternIndex: Sendable {
  /// A pattern to try around a word.
  struct Posting: Sendable {
    var pattern: Int32
    /// The most counted words between the start of a match and the word: where to look for its start.
    var reach: Int32
  }

  /// Symbol → patterns to try where it occurs.
  private(set) var patternsBySymbol: [[Posting]]
  /// Concept → patterns to try where one of its phrases occurs.
  private(set) var patternsByConcept: [[Posting]]
  /// Whether a concept is the anchor of any pattern.
  private(set) var isAnchor: [Bool]

  init(
    patterns: [PatternProgram], concepts: [[PatternProgram]], starts: inout ConceptStarts, symbolCount: Int
  ) {
    patternsBySymbol = Array(repeating: [], count: symbolCount)
    patternsByConcept = Array(repeating: [], count: concepts.count)
    isAnchor = Array(repeating: false, count: concepts.count)
    let frequency = Self.frequencies(in: patterns, concepts, &starts, symbolCount)
    var lengths = ConceptLengths(concepts: concepts)
    for (number, program) in patterns.enumerated() {
      let reaches = lengths.reaches(in: program)
      for anchor in Self.anchors(of: program, weight: { starts.weight(of: $0, frequency) }) {
        let posting = Posting(pattern: Int32(number), reach: Int32(reaches[anchor]))
        register(program.elements[anchor], posting)
      }
    }
  }

  private static func frequencies(
    in patterns: [PatternProgram], _ concepts: [[PatternProgram]], _ starts: inout ConceptStarts,
    _ symbolCount: Int
  ) -> [Int] {
    var frequency = [Int](repeating: 0, count: symbolCount)
    for program in patterns + concepts.joined() {
      for case .lemmas(let symbols) in program.elements {
        for symbol in symbols { frequency[Int(symbol)] += 1 }
      }
    }
    return frequency
  }

  private mutating func register(_ anchor: Element, _ posting: Posting) {
    switch anchor {
    case .lemmas(let symbols): for symbol in symbols { patternsBySymbol[Int(symbol)].append(posting) }
    case .surface(let symbol): patternsBySymbol[Int(symbol)].append(posting)
    case .concept(let concept):
      isAnchor[concept] = true
      patternsByConcept[concept].append(posting)
    }
  }

  /// The cheapest elements of which every way through the program takes one.
  ///
  /// The candidates are each single element that no way avoids, all beginnings, and all ends.
  private static func anchors(of program: PatternProgram, weight: (Element) -> Int) -> [Int] {
    let all = program.elements.indices
    var cuts = [all.filter { program.isStart[$0] }, all.filter { program.isEnd[$0] }]
    for element in all where isUnavoidable(element, in: program) { cuts.append([element]) }
    let costs = cuts.map { cut in cut.reduce(0) { $0 + weight(program.elements[$1]) } }
    let best = costs.indices.min { costs[$0] < costs[$1] } ?? 0
    return cuts[best]
  }

  /// Whether an end can no longer be reached once an element is taken out.
  private static func isUnavoidable(_ avoided: Int, in program: PatternProgram) -> Bool {
    var reached = [Bool](repeating: false, count: program.elements.count)
    for element in program.elements.indices where element != avoided {
      reached[element] =
        program.isStart[element]
        || program.edges[element].contains { $0.from != avoided && reached[$0.from] }
      if reached[element] && program.isEnd[element] { return false }
    }
    return true
  }
}

extension ConceptStarts {
  /// How often an element is likely to be met: by how many patterns speak of its words.
  fileprivate mutating func weight(of element: Element, _ frequency: [Int]) -> Int {
    symbols(of: element).reduce(1) { $0 + frequency[Int($1)] }
  }
}

/// The most words that a concept or the beginning of a pattern can take.
private struct ConceptLengths {
  private let concepts: [[PatternProgram]]
  private var known: [Int: Int] = [:]

  init(concepts: [[PatternProgram]]) {
    self.concepts = concepts
  }

  private mutating func length(of element: Element) -> Int {
    guard case .concept(let concept) = element else { return 1 }
    if let length = known[concept] { return length }
    known[concept] = 1
    var longest = 1
    for program in concepts[concept] {
      let reaches = reaches(in: program)
      for index in program.elements.indices where program.isEnd[index] {
        longest = max(longest, reaches[index] + length(of: program.elements[index]))
      }
    }
    known[concept] = longest
    return longest
  }

  /// For each element, the most counted words that a match can hold before it.
  mutating func reaches(in program: PatternProgram) -> [Int] {
    var reaches = [Int](repeating: 0, count: program.elements.count)
    for index in program.elements.indices {
      for edge in program.edges[index] {
        reaches[index] = max(
          reaches[index], reaches[edge.from] + length(of: program.elements[edge.from]) + max(0, edge.gap))
      }
    }
    return reaches
  }
}
