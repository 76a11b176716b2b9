/// How deep concepts are nested: a program can be searched for once the concepts in it are.
struct ConceptLevels {
  private let concepts: [[PatternProgram]]
  private var known: [Int?]

  init(concepts: [[PatternProgram]]) {
    self.concepts = concepts
    known = Array(repeating: nil, count: concepts.count)
  }

  /// The highest level of a concept’s phrases; the linker refused cycles.
  mutating func level(of concept: Int) -> Int {
    if let level = known[concept] { return level }
    known[concept] = 0
    var level = 0
    for program in concepts[concept] { level = max(level, self.level(of: program)) }
    known[concept] = level
    return level
  }

  /// One more than the level of the deepest concept in a program, 0 without any.
  mutating func level(of program: PatternProgram) -> Int {
    var level = 0
    for case .concept(let concept) in program.elements { level = max(level, self.level(of: concept) + 1) }
    return level
  }
}
