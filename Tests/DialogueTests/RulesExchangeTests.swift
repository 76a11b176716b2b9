import Dialogue
import Rules
import TestSupport
import Testing

/// A conversation that goes on with another edition of its rules.
struct RulesExchangeTests {
  private func book(_ changes: [(String, String)]) throws -> RuleBook {
    var text = CoachBook.text
    for (part, other) in changes {
      let range = try #require(text.firstRange(of: part), "\(part)")
      text.replaceSubrange(range, with: other)
    }
    return try RuleBook(sections: text)
  }

  private func engine(_ book: RuleBook) -> DialogueEngine {
    DialogueEngine(DialogueEngine.Rules(book: book, bundled: book))
  }

  /// The turn on the last line, said to the new rules after all others were said to the old ones.
  private func turn(after lines: String..., changes: [(String, String)]) throws -> Turn {
    let old = try book([])
    let new = try book(changes)
    let before = engine(old).turns(on: Array(lines.dropLast())).last?.conversation ?? Conversation(seed: 7)
    return engine(new).turn(on: lines[lines.count - 1], in: before.moved(from: old, to: new), at: .usualStart)
  }

  @Test func anOpenQuestionIsAnsweredByTheNewRules() throws {
    let turn = try turn(
      after: "i can't say no", "i am scared",
      changes: [("So the yes buys you some safety.", "It is fear, then.")])
    #expect(turn.reply.text.hasPrefix("It is fear, then."))
  }

  @Test func anOpenQuestionIsFoundWhereItMovedTo() throws {
    let turn = try turn(
      after: "i can't say no", "i am scared",
      changes: [
        (
          "      - id: before\n",
          "      - {id: new, say: [Another one?], else: [Wrong one.]}\n      - id: before\n"
        )
      ])
    #expect(turn.reply.text.hasPrefix("So the yes buys you some safety."))
  }

  @Test func aQuestionThatIsGoneIsLetGo() throws {
    let turn = try turn(
      after: "i can't say no", "i am scared",
      changes: [("      - id: before\n", "      - id: after\n")])
    #expect(!turn.reply.text.contains("safety"))
  }

  @Test func anIntentKeepsItsPlaceUnderItsNewName() throws {
    let turn = try turn(
      after: "i can't say no", "i am scared",
      changes: [("  - id: sign.no\n", "  - id: sign.refusing\n    was: [sign.no]\n")])
    #expect(turn.reply.text.hasPrefix("So the yes buys you some safety."))
    #expect(turn.conversation.heard.map(\.intent.text) == ["sign.refusing"])
    #expect(turn.conversation.topic?.text == "sign.refusing")
  }

  @Test func whatIsGoneIsForgotten() throws {
    let turn = try turn(
      after: "i can't say no and i am tired", "/next",
      changes: [("  - id: sign.tired\n", "  - id: sign.sleepy\n")])
    #expect(turn.conversation.agenda.isEmpty)
  }

  @Test func undoGoesBackBehindTheExchange() throws {
    let turn = try turn(after: "i can't say no", "/undo", changes: [("You are tired.", "Tired, then.")])
    #expect(turn.conversation.heard.isEmpty)
  }

  @Test func theEngineWordsWhatItHasNoTurnFor() throws {
    let book = try book([("  forgotten:", "  reloaded: [\"New: {changes}.\"]\n  forgotten:")])
    var conversation = Conversation(seed: 1)
    #expect(engine(book).words(for: .reloaded, changes: "a, b", in: &conversation) == "New: a, b.")
    #expect(engine(book).words(for: .reloadBroken, in: &conversation) == "")
  }

  @Test func reloadIsACommandThatOnlyShows() throws {
    let turn = engine(try book([])).turn(on: "/reload", in: Conversation(seed: 1), at: .usualStart)
    #expect(turn.effect == .reload)
    #expect(turn.isShowOnly)
    #expect(turn.reply.isEmpty)
  }
}
