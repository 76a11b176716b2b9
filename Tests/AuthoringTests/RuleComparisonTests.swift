import Authoring
import Diagnostics
import Rules
import TestSupport
import Testing

/// The sentences that two packs take differently, and why.
struct RuleComparisonTests {
  private static let pack = """
    cues:
      - {id: not, sets: {polarity: negated}, words: [not]}
    intents:
      - id: sign.no
        kind: sign
        title: Saying no
        patterns: |
          say no
        unless: |
          no way
      - id: sign.guilt
        kind: sign
        title: Guilt
        patterns: |
          guilty
      - id: safety.suicide
        kind: safety
        category: suicide
        title: Suicide
        red: |
          end it all
    """

  /// What is changed in the pack, a sentence, and the cause of what changes.
  @Test(arguments: [
    ("      guilty\n", "      guilty\n      bad\n", "I feel bad", "new bad"),
    ("      say no\n", "      say never\n", "I say no", "lost say no"),
    ("      no way\n", "      no way\n      no thanks\n", "I say no thanks", "veto"),
    ("      no way\n", "      on way\n", "I say no way", "no veto"),
    ("words: [not]", "words: [never]", "I do not feel guilty", "cues not →"),
    ("words: [not]", "words: [not, so]", "I feel so guilty", "cues → not"),
    ("      guilty\n", "      guilty\n      say no and\n", "I say no and go", "rival sign.guilt"),
    ("      end it all", "      stop it all", "I will end it all", "lost end it all"),
  ])
  func tellsTheCause(before: String, after: String, sentence: String, cause: String) async throws {
    let groups = try await groups(before, after, sentence)
    #expect(groups.map { name(of: $0.cause) }.contains(cause))
  }

  @Test func aLineElsewhereChangesNothing() async throws {
    #expect(try await groups("      no way\n", "\n      no way\n", "I say no, I feel guilty").isEmpty)
  }

  @Test func anotherPriorityAnswersAnotherFirst() async throws {
    let groups = try await groups(
      "    title: Guilt\n", "    title: Guilt\n    priority: 5\n", "I say no and feel guilty")
    #expect(groups.map { name(of: $0.cause) } == ["order"])
  }

  @Test func bothPlacesAreKept() async throws {
    let groups = try await groups("words: [not]", "\n   words: [never]", "not guilty")
    let change = try #require(groups.first?.changes.first)
    #expect(change.old.rule?.place.pathAndLine == "old.yaml:17")
    #expect(change.new.rule?.place.pathAndLine == "new.yaml:18")
  }

  @Test func comparesOnExamplesOfBothAndEachTextOnce() throws {
    let old = try RuleBook(sections: Self.pack + examples("say no", "guilty"), path: "old.yaml")
    let new = try RuleBook(sections: Self.pack + examples("say no", "say no always"), path: "new.yaml")
    let sentences = RuleComparison(from: old, to: new).sentences([], samples: 0, seed: 0)
    #expect(sentences.map(\.text) == ["say no", "say no always", "guilty"])
    #expect(sentences.map(\.place.path) == ["new.yaml", "new.yaml", "old.yaml"])
  }

  private func examples(_ texts: String...) -> String {
    "\n    examples:\n      match: |\n" + texts.map { "        \($0)" }.joined(separator: "\n")
  }

  private func groups(_ before: String, _ after: String, _ sentence: String) async throws
    -> [RuleComparison.Group]
  {
    try #require(Self.pack.contains(before))
    let old = try RuleBook(sections: Self.pack, path: "old.yaml")
    let new = try RuleBook(sections: Self.pack.replacing(before, with: after), path: "new.yaml")
    let line = RuleChange.Sentence(
      source: .line, text: sentence, place: SourcePlace(path: "lines", line: 1, column: 1))
    return RuleComparison.groups(of: await RuleComparison(from: old, to: new).changes(on: [line]))
  }

  private func name(of cause: RuleChange.Cause) -> String {
    switch cause {
    case .newPattern(let rule): "new \(rule.text)"
    case .lostPattern(let rule): "lost \(rule.text)"
    case .newVeto: "veto"
    case .lostVeto: "no veto"
    case .rival(let intent): "rival \(intent)"
    case .cues(let gone, let new):
      (["cues"] + gone + ["→"] + new).joined(separator: " ")
    case .order: "order"
    }
  }
}
