import Diagnostics
import Dialogue
import Matching
import Rules
import TestSupport
import Testing

struct SafetyTests {
  private let engine: DialogueEngine

  init() throws {
    engine = DialogueEngine(try CoachBook.rules())
  }

  /// Lines, and after each the reply’s first word and the state.
  @Test(arguments: [
    (["i can't say no"], ["coach"]),
    (["i want to kill myself"], ["RED locked"]),
    // The direct question: yes, no, anything else.
    (["there is no point in living", "yes"], ["AMBER asked", "RED locked"]),
    (["there is no point in living", "yes, every night"], ["AMBER asked", "RED locked"]),
    (["there is no point in living", "no"], ["AMBER asked", "CLEAR"]),
    (["there is no point in living", "i am not suicidal"], ["AMBER asked", "CLEAR"]),
    (["there is no point in living", "no", "i can't say no"], ["AMBER asked", "CLEAR", "coach"]),
    (["there is no point in living", "i want to die"], ["AMBER asked", "RED locked"]),
    (["there is no point in living", "he hit me"], ["AMBER asked", "RED locked"]),
    (
      ["there is no point in living", "the weather", "i can't say no", "hello"],
      ["AMBER asked", "AGAIN asked", "RESOURCES kept", "coach kept"]
    ),
    (["there is no point in living", "the weather", "yes"], ["AMBER asked", "AGAIN asked", "RED locked"]),
    (["there is no point in living", "the weather", "no"], ["AMBER asked", "AGAIN asked", "CLEAR"]),
    // Kept: every later amber is red.
    (
      ["there is no point in living", "the weather", "hm", "they would be better off without me"],
      ["AMBER asked", "AGAIN asked", "RESOURCES kept", "RED locked kept"]
    ),
    // Locked: coaching rests until a clear no; other categories stay locked for the session.
    (["kill myself", "i can't say no", "hello"], ["RED locked", "SHORT locked", "SHORT locked"]),
    (["kill myself", "no", "i can't say no"], ["RED locked", "CLEAR kept", "coach kept"]),
    // Safety from another must be said: “no” alone may answer “can you get away?”.
    (["he hit me", "no", "i can't say no"], ["RED locked", "SHORT locked", "SHORT locked"]),
    (["kill myself", "what is a boundary"], ["RED locked", "coach locked"]),
    // Taking it back is no clear no.
    (
      ["there is no point in living", "just kidding", "just kidding"],
      ["AMBER asked", "AGAIN asked", "RESOURCES kept"]
    ),
    (["there is no point in living", "no, just kidding"], ["AMBER asked", "AGAIN asked"]),
    (["kill myself", "no, just kidding"], ["RED locked", "SHORT locked"]),
    // A weak sign says nothing alone, nor said twice; two different ones ask.
    (["my wrist hurts"], ["coach"]),
    (["my wrist, my left side, my wrist"], ["coach"]),
    (["my wrist hurts. i told them i fell"], ["AMBER asked"]),
    // Somebody else’s danger; danger of the past.
    (["my sister wants to kill herself", "i can't say no"], ["THIRD kept", "coach kept"]),
    (["i wanted to die years ago", "yes"], ["PAST asked", "CLEAR"]),
    (["i wanted to die years ago", "no"], ["PAST asked", "RED locked"]),
    // Idioms of the closed list.
    (["i could die of embarrassment"], ["coach"]),
    (["i could die of embarrassment and kill myself"], ["RED locked"]),
    // In commands, in shouts, in escapes.
    (["/why i want to die"], ["RED locked"]),
    (["//kill myself"], ["RED locked"]),
    (["KILL MYSELF!!!"], ["RED locked"]),
    (["kill\u{0}myself"], ["RED locked"]),
  ])
  func goesFromStateToState(lines: [String], expected: [String]) {
    #expect(engine.turns(on: lines).map(summary(of:)) == expected)
  }

  private func summary(of turn: Turn) -> String {
    let state = turn.conversation.safety
    let first = turn.reply.text.split(separator: " ").first.map(String.init) ?? ""
    let isSafety = turn.reply.acts.contains(.safety)
    return
      ([isSafety ? first : "coach"] + (state.asked == nil ? [] : ["asked"])
      + (state.locked.isEmpty ? [] : ["locked"]) + (state.kept.isEmpty ? [] : ["kept"])).joined(
        separator: " ")
  }

  @Test func answersTheMostUrgentFirst() {
    let turn = engine.turns(on: ["he hit me and i want to kill myself"])[0]
    #expect(turn.safety.hits.map(\.category) == [.suicide, .violence])
    #expect(turn.move == .safety(.suicide, .red))
    #expect(turn.conversation.safety.locked == [.suicide])
  }

  @Test(arguments: [("/quit", SessionEffect.leave), ("/private", .goPrivate), ("/forget all", .forget(.all))])
  func letsCommandsWorkWhileLocked(command: String, effect: SessionEffect) {
    let turns = engine.turns(on: ["kill myself", command])
    #expect(turns[1].effect == effect)
    #expect(turns[1].conversation.safety.locked == [.suicide])
  }

  @Test(arguments: ["/why", "/heard", "/steps", "/step small-no", "/next", "/undo"])
  func keepsOtherCommandsWaitingWhileLocked(command: String) {
    let turns = engine.turns(on: ["i can't say no", "kill myself", command])
    #expect(turns[2].reply.text == "SHORT")
    #expect(turns[2].conversation.safety.locked == [.suicide])
  }

  @Test func givesTheNumbersOfTheRegion() {
    let turns = engine.turns(on: ["/region gb", "kill myself"])
    #expect(turns[1].reply.text.contains("Samaritans: 116 123 (call, 24/7)"))
    #expect(!turns[1].reply.text.contains("Find a helpline"))
    #expect(engine.turns(on: ["kill myself"])[0].reply.text.contains("Find a helpline"))
    #expect(engine.turns(on: ["/region fr", "kill myself"])[1].reply.text.contains("Find a helpline"))
  }

  /// The number of the book was looked up on 2026-11-01; 183 days later is 2027-05-03.
  @Test(arguments: [
    ("2026-01-01T00:00:00Z", false), ("2026-11-01T00:00:00Z", false), ("2027-05-03T23:59:59Z", false),
    ("2027-05-04T00:00:00Z", true), ("9999-12-31T23:59:59Z", true), ("0001-01-01T00:00:00Z", false),
  ])
  func datesAnOldNumber(instant: String, isDated: Bool) throws {
    let start = try #require(Instant(instant))
    let begun = Conversation(seed: 7, region: "GB")
    let reply = engine.turns(on: ["kill myself"], from: begun, at: start)[0].reply.text
    #expect(reply.contains("Samaritans: 116 123 (call, 24/7; checked 2026-11-01)") == isDated)
    #expect(reply.contains("Samaritans: 116 123 (call, 24/7)") != isDated)
    #expect(
      !engine.turns(on: ["kill myself"], at: start)[0].reply.text.contains("checked"), "nobody says when")
  }

  @Test func isNotForgottenWithTheTurnItCameUpIn() {
    let turns = engine.turns(on: ["i can't say no", "kill myself"])
    let state = turns[0].conversation.forgetting(turns[1].conversation)
    #expect(state.safety.locked == [.suicide])
    #expect(state.hasMetDanger)
    #expect(state.heard.map(\.intent) == [ID("sign.no")])
    #expect(state.open == turns[0].conversation.open)
  }

  @Test func asksForTheCountryOnce() {
    let turns = engine.turns(on: ["kill myself", "hm", "no", "kill myself"])
    #expect(turns.map { $0.reply.text.contains("COUNTRY") } == [true, false, false, false])
    #expect(turns[3].conversation.region == nil)
    #expect(!engine.turns(on: ["/region gb", "kill myself"])[1].reply.text.contains("COUNTRY"))
  }

  @Test(arguments: ["uk", "I am in Great Britain", "GB", "the U.K. — well, uk"])
  func hearsTheCountry(answer: String) {
    let turns = engine.turns(on: ["kill myself", answer, "no"])
    #expect(turns[1].reply.text.contains("Samaritans"), "\(turns[1].reply.text)")
    #expect(turns[1].conversation.region == "GB")
    #expect(turns[1].conversation.safety.locked == [.suicide])
    #expect(turns[2].reply.text.contains("CLEAR"))
  }

  @Test(arguments: ["he is from the uk and that is why we moved there", "hm", "bg"])
  func takesNothingElseForACountry(answer: String) {
    let turns = engine.turns(on: ["kill myself", answer])
    #expect(turns[1].conversation.region == nil)
    #expect(turns[1].reply.text.contains("SHORT"))
  }

  /// The country is no answer to the direct question, which stays open.
  @Test func aCountryLeavesTheDirectQuestionOpen() {
    let turns = engine.turns(on: ["he hit me", "no point in living", "uk", "yes"])
    #expect(turns[2].conversation.safety == turns[1].conversation.safety)
  }

  /// The lock is not lifted by the answers of a pack: only the bundled guide stays open while it holds.
  @Test func answersNoQuestionOfAnotherPackWhileLocked() throws {
    let pack = try RuleBook(
      sections: """
        intents:
          - {id: own.question, kind: question, patterns: [hello, no], say: [FACT]}
        """)
    let engine = DialogueEngine(DialogueEngine.Rules(book: pack, bundled: try CoachBook.book()))
    let turns = engine.turns(on: ["hello", "kill myself", "hello"])
    #expect(turns.map { $0.reply.text.prefix(5) } == ["FACT", "RED \n", "SHORT"].map { $0.prefix(5) })
  }

  @Test func withholdsEveryTurnUntilAllIsQuiet() {
    let turns = engine.turns(on: ["hello", "there is no point in living", "hm", "no", "hello"])
    #expect(turns.map(\.isWithheld) == [false, true, true, true, false])
  }

  // MARK: - Hostile packs

  /// A pack that tries everything to keep the screen quiet.
  private static let hostile = """
    format: 1
    pack: {id: hostile, language: en, version: 1.0.0}
    concepts:
      yes: never
      no: |
        yes
    lexicon:
      variants: |
        kill = love
        myself = cake
        die = sleep
        hit = hug
      fillers: |
        kill
        die
      irregular: |
        sleep die
      exact: die kill
      mirror: |
        i = i
    cues:
      - {id: not, sets: {polarity: negated}, reach: clause, words: [i, he, to]}
    intents:
      - id: catch.all
        kind: sign
        priority: 100
        title: Everything
        patterns: |
          (i|you|he|she|it|we|they|the|a|to|and)
        unless: |
          never ever said
        reflect: |
          All is well.
      - id: safety.suicide
        kind: safety
        title: Nothing
        category: suicide
        urgency: 99
        red: |
          marmalade
        amber: |
          jam
        unless: |
          (kill|die|myself|want|to|no point in living)
        clear: |
          (i|want|yes)
        retract: |
          (i|kill|die|yes)
        say-red: |
          All is well.
        say-amber: |
          All is well.

    """

  @Test(arguments: [
    "i want to kill myself", "I want to die.", "he hit me", "Kill myself", "to die? i want to die",
  ])
  func firesWhateverThePackSays(line: String) throws {
    let hostile = try RuleBook(sections: Self.hostile, path: "hostile.yaml")
    let engine = DialogueEngine(DialogueEngine.Rules(book: hostile, bundled: try CoachBook.book()))
    let turn = engine.turns(on: [line])[0]
    #expect(turn.safety.first?.level == .red)
    #expect(turn.reply.acts == [.safety])
    #expect(turn.reply.text.hasPrefix("RED"))
    #expect(turn.reply.text.contains("Find a helpline"))
    #expect(!turn.conversation.safety.locked.isEmpty)
  }

  @Test(arguments: [("yes", "RED"), ("no", "CLEAR"), ("hm", "AGAIN")])
  func hearsYesAndNoWhateverThePackSays(answer: String, reply: String) throws {
    let hostile = try RuleBook(sections: Self.hostile, path: "hostile.yaml")
    let engine = DialogueEngine(DialogueEngine.Rules(book: hostile, bundled: try CoachBook.book()))
    let turns = engine.turns(on: ["there is no point in living", answer])
    #expect(turns.map { $0.reply.text.split(separator: " ").first } == ["AMBER", Substring(reply)])
  }

  @Test func letsAPackAddCuesAndTakeNoneAway() throws {
    let more = try RuleBook(sections: Self.hostile, path: "hostile.yaml")
    let engine = DialogueEngine(DialogueEngine.Rules(book: more, bundled: try CoachBook.book()))
    let turn = engine.turns(on: ["so much marmalade"])[0]
    #expect(turn.safety.hits.map(\.rule.path) == ["hostile.yaml"])
    #expect(turn.reply.text.hasPrefix("RED"))
  }

  @Test func refusesAChangeThatReplacesASafetyIntent() throws {
    let base = try CoachBook.book()
    let change = """
      format: 1
      pack: {id: more, language: en, version: 1.0.0, extends: small}
      intents:
        - id: safety.suicide
          kind: safety
          category: suicide
          change: CHANGE
          red: |
            marmalade
          unless: |
            kill myself

      """
    #expect(throws: BrokenPack.self) {
      try RuleBook(sections: change.replacing("CHANGE", with: "replace"), base: base)
    }
    let added = try RuleBook(sections: change.replacing("CHANGE", with: "add"), base: base)
    let screen = SafetyScreen(books: [added])
    #expect(screen.finding(in: "marmalade").first?.level == .red)
    #expect(screen.finding(in: "kill myself").first?.level == .red)
  }
}
