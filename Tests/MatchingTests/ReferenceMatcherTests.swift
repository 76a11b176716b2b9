import Dialogue
import Language
import Matching
import Rules
import TestSupport
import Testing

/// The reader against a matcher by trial and error, on patterns and statements drawn by lot.
struct ReferenceMatcherTests {
  private static let lexicon = """
    lexicon:
      variants: |
        cant = go not
        hes = red walk | red talk
      fillers: |
        um
        oh well

    """

  @Test func findsWhatTrialAndErrorFinds() throws {
    var compared = 0
    var found = 0
    for seed in 0..<700 as Range<UInt64> {
      var random = SplitMix64(state: seed)
      let concepts = [("deep", random.phrases(with: [])), ("person", random.phrases(with: ["deep"]))]
      let intents = (0..<3).map { _ in (0..<random.number(in: 1..<4)).map { _ in random.rule() } }
      let reference = ReferenceMatcher(
        concepts: Dictionary(uniqueKeysWithValues: concepts), fillers: [["um"], ["oh", "well"]],
        variants: ["cant": [["go", "not"]], "hes": [["red", "walk"], ["red", "talk"]]],
        persons: Set(
          ["person"] + concepts[1].1.compactMap { if case .concept(let name) = $0 { name } else { nil } }),
        lemma: { $0 == "walks" ? "walk" : $0 })
      let text = Self.lexicon + Self.sections(concepts, intents)
      let reader = Reader(Matcher(try RuleBook(sections: text)))
      for _ in 0..<6 {
        let line = random.line()
        let expected = reference.sentences(of: line).flatMap { sentence in
          intents.enumerated().flatMap { number, rules in
            reference.spans(of: rules, in: sentence).map { "a.i\(number) \($0)" }
          }
        }
        let actual = reader.read(line).matches.map { "\($0.intent) \($0.span)" }
        #expect(actual.sorted() == expected.sorted(), "seed \(seed): “\(line)” by\n\(text)")
        compared += 1
        found += expected.count
      }
    }
    // Were hardly anything found, the comparison would be worth little.
    #expect(found > compared / 2)
  }

  /// Lines of all lengths in one batch, against one after the other.
  @Test func findsInManyLinesAtOnceWhatItFindsInEach() throws {
    var found = 0
    for seed in 0..<60 as Range<UInt64> {
      var random = SplitMix64(state: seed)
      let concepts = [("deep", random.phrases(with: [])), ("person", random.phrases(with: ["deep"]))]
      let intents = (0..<3).map { _ in (0..<random.number(in: 1..<4)).map { _ in random.rule() } }
      let matcher = Matcher(try RuleBook(sections: Self.lexicon + Self.sections(concepts, intents)))
      let lines = (0..<90).map { _ in
        (0..<random.number(in: 0..<12)).map { _ in random.line() }.joined(separator: " ")
      }
      let (reader, alone) = (Reader(matcher), Reader(matcher))
      var utterances = Array(repeating: Utterance(), count: lines.count + 1)
      reader.analyze(lines, into: &utterances)
      var matches = Array(repeating: [Match](), count: lines.count)
      for bare in reader.bareMatches(in: utterances, lines.count) {
        matches[bare.utterance] += [reader.match(of: bare, in: utterances[bare.utterance])].compactMap(\.self)
      }
      for (line, matches) in zip(lines, matches) {
        let expected = alone.bareMatches(in: alone.utterance(of: line))
        #expect(matches.map(Self.summary) == expected.map(Self.summary), "seed \(seed): “\(line)”")
        found += expected.count
      }
    }
    #expect(found > 1_000)
  }

  private static func summary(_ match: Match) -> String {
    "\(match.intent) \(match.span) \(match.score) \(match.rule.place)"
  }

  private static func sections(_ concepts: [(String, [Piece])], _ intents: [[ReferenceRule]]) -> String {
    let definitions = concepts.map { name, phrases in
      "  \(name): |\n" + phrases.map { "    \($0.text)\n" }.joined()
    }
    let entries = intents.enumerated().map { number, rules in
      "  - id: a.i\(number)\n    kind: chat\n    patterns: |\n" + rules.map { "      \($0.text)\n" }.joined()
    }
    return "concepts:\n" + definitions.joined() + "intents:\n" + entries.joined()
  }
}

extension SplitMix64 {
  fileprivate mutating func word() -> String {
    isOnce(in: 12)
      ? pick(["cant", "hes"])
      : isOnce(in: 16) ? "um" : pick(["walk", "walks", "talk", "red", "blue", "go", "not"])
  }

  fileprivate mutating func line() -> String {
    let words = (0..<number(in: 1..<12)).map { _ -> String in
      let word = isOnce(in: 6) ? pick(["um", "oh well", "oh"]) : isOnce(in: 8) ? "other" : word()
      return word + (isOnce(in: 9) ? "." : isOnce(in: 12) ? "," : "")
    }
    return words.joined(separator: " ")
  }

  fileprivate mutating func rule() -> ReferenceRule {
    ReferenceRule(
      piece: solid(depth: 2, concepts: ["deep", "person"]), isAtStart: isOnce(in: 8), isAtEnd: isOnce(in: 8))
  }

  fileprivate mutating func phrases(with concepts: [String]) -> [Piece] {
    (0..<number(in: 1..<4)).map { _ in solid(depth: 1, concepts: concepts) }
  }

  /// A piece that takes at least one word.
  private mutating func solid(depth: Int, concepts: [String]) -> Piece {
    while true {
      let piece = piece(depth: depth, concepts: concepts)
      if !piece.canBeEmpty { return piece }
    }
  }

  private mutating func piece(depth: Int, concepts: [String]) -> Piece {
    guard depth > 0 else {
      switch number(in: 0..<8) {
      case 0:
        return .quotation((0..<number(in: 1..<3)).map { _ in pick(["walks", "talk", "red", "go", "cant"]) })
      case 1, 2: return concepts.isEmpty ? .word(word()) : .concept(pick(concepts))
      default: return .word(word())
      }
    }
    switch number(in: 0..<8) {
    case 0: return .choice(pieces(2..<4, depth - 1, concepts))
    case 1: return .optional(pieces(1..<3, depth - 1, concepts))
    case 2:
      return .anyOrder(
        (0..<number(in: 2..<4)).map { _ in solid(depth: depth - 1, concepts: concepts) },
        gap: pick([1, 3, 6]))
    case 3: return piece(depth: 0, concepts: concepts)
    default: return sequence(depth, concepts)
    }
  }

  private mutating func pieces(_ count: Range<Int>, _ depth: Int, _ concepts: [String]) -> [Piece] {
    (0..<number(in: count)).map { _ in piece(depth: depth, concepts: concepts) }
  }

  /// Two to five pieces, gaps between some of them; the first and the last of a sequence with gaps take words.
  private mutating func sequence(_ depth: Int, _ concepts: [String]) -> Piece {
    if isOnce(in: 3) { return .sequence(pieces(2..<4, depth - 1, concepts)) }
    var parts = [solid(depth: depth - 1, concepts: concepts)]
    for _ in 0..<number(in: 0..<3) {
      if isOnce(in: 3) { parts.append(.gap(pick([1, 2, 3, 6]))) }
      parts.append(piece(depth: depth - 1, concepts: concepts))
    }
    if isOnce(in: 3) { parts.append(.gap(3)) }
    parts.append(solid(depth: depth - 1, concepts: concepts))
    return .sequence(parts)
  }
}
