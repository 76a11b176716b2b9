import Dialogue
import Matching
import Rules
import TestSupport
import Testing

/// What the coach says to somebody who comes back, and then to what they answer.
struct ReturnTests {
  private let engine: DialogueEngine
  private static let begin = Instant.usualStart
  private static let hour = 3_600

  init() throws {
    engine = DialogueEngine(try CoachBook.rules())
  }

  /// A conversation after some lines, an hour of silence counting from the last of them.
  private func conversation(after lines: [String]) -> Conversation {
    engine.turns(on: lines, at: Self.begin).last?.conversation ?? Conversation(seed: 7)
  }

  private func welcome(_ conversation: Conversation, after hours: Int) -> Turn {
    let last = conversation.lastInstant ?? Self.begin
    return engine.welcome(to: conversation, at: last.advanced(by: hours * Self.hour))
  }

  private static let taken = ["i can't say no to my mum", "scared", "yes"]

  @Test(arguments: [
    (1, ""), (3, ""), (4, "HOURS one small no?"), (24, "DAY one small no?"), (100, "DAYS one small no?"),
    (14 * 24, "LONG one small no?"), (-24, ""),
  ])
  func asksAfterTheStepByHowLongAgo(hours: Int, reply: String) {
    let turn = welcome(conversation(after: Self.taken), after: hours)
    // One of the two wordings for days.
    #expect(turn.reply.text.replacing("AGAIN", with: "DAYS") == reply)
    #expect(turn.isWelcome)
    #expect(turn.facts == (reply.isEmpty ? [] : [Fact(.asked, "small-no")]))
    #expect(turn.conversation.open == (reply.isEmpty ? nil : .tried(ID("small-no"))))
  }

  /// The step was taken along before they were here last.
  @Test func tellsHowLongAgoTheStepWasTaken() {
    let taken = conversation(after: Self.taken)
    let later = engine.turns(
      on: ["hello"], from: taken, at: Self.begin.advanced(by: 100 * Self.hour))[0].conversation
    #expect(["DAYS one small no?", "AGAIN one small no?"].contains(welcome(later, after: 24).reply.text))
    var unknown = later
    unknown.stepInstant = nil
    #expect(welcome(unknown, after: 24).reply.text == "DAY one small no?")
  }

  @Test(arguments: [["i can't say no to my mum"], ["hello"], []])
  func namesNothingWhereThereIsNoStep(lines: [String]) {
    let turn = welcome(conversation(after: lines), after: 24)
    #expect(turn.reply.text == (lines.isEmpty ? "" : "BACK."))
    #expect(turn.facts.isEmpty)
    #expect(turn.conversation.open == nil)
  }

  @Test(arguments: [["i want to die"], ["he hit me"], ["i wanted to die years ago", "yes"]])
  func namesNothingOnceDangerCameUp(lines: [String]) {
    for said in [Self.taken + lines, lines + Self.taken] {
      let turn = welcome(conversation(after: said), after: 24)
      #expect(turn.reply.text == "BACK.", "\(said)")
      #expect(turn.conversation.open == nil)
    }
  }

  @Test func asksAfterAStepOnceUntilOneIsTakenUpAgain() {
    let first = welcome(conversation(after: Self.taken), after: 24)
    #expect(first.reply.text == "DAY one small no?")
    let answered = engine.turns(
      on: ["it went well"], from: first.conversation, at: Self.begin.advanced(by: 25 * Self.hour))[0]
    let second = welcome(answered.conversation, after: 24)
    #expect(second.reply.text == "BACK.")
    let again = engine.turns(
      on: ["/step write-it"], from: second.conversation, at: Self.begin.advanced(by: 60 * Self.hour))[0]
    #expect(welcome(again.conversation, after: 24).reply.text == "DAY write it down?")
  }

  @Test func welcomesInOtherWordsTheNextTime() {
    var conversation = conversation(after: Self.taken)
    let first = welcome(conversation, after: 100).reply.text
    conversation.welcomes = 1
    let second = welcome(conversation, after: 100).reply.text
    conversation.welcomes = 2
    #expect(Set([first, second]) == ["DAYS one small no?", "AGAIN one small no?"])
    #expect(welcome(conversation, after: 100).reply.text == first)
  }

  @Test(arguments: [
    ("no", "NOT TRIED. What got in the way?"), ("nope", "NOT TRIED. What got in the way?"),
    ("yes", "TOLD. What stays?"), ("the weather was nice", "TOLD. What stays?"),
    // Something else was on their mind.
    ("hello", "Hello."), ("i feel guilty", "Guilt weighs on you."), ("i want to die", "RED"),
    ("another one", "Here is one."),
  ])
  func hearsWhatCameOfIt(answer: String, reply: String) {
    let greeted = welcome(conversation(after: Self.taken), after: 24)
    let turn = engine.turns(
      on: [answer], from: greeted.conversation, at: Self.begin.advanced(by: 25 * Self.hour))[0]
    #expect(turn.reply.text.hasPrefix(reply), "\(turn.reply.text)")
  }

  @Test func isNoTurnThatIsTakenBack() {
    let greeted = welcome(conversation(after: Self.taken), after: 24)
    let undone = engine.turns(on: ["it went well", "/undo"], from: greeted.conversation)
    #expect(undone[1].conversation.open == .tried(ID("small-no")))
  }

  @Test func tellsWhy() {
    let greeted = welcome(conversation(after: Self.taken), after: 24)
    let why = engine.turns(on: ["/why"], from: greeted.conversation)[0].reply.text
    #expect(why.contains("step taken along: small-no"))
    #expect(why.contains("said (ask): small.yaml:"))
  }

  /// Same seed, same lines, same moments: same replies; and no moment is one that cannot be.
  @Test func hangsOnTheMomentsAlone() {
    let lines = Self.taken + ["no", "kill myself", "/undo", "/region gb", "blorp", "/why", "it went well"]
    let ends = [Int.min, -62_135_596_800, 0, 253_402_300_799, .max].map(Instant.init)
    for seed in 0..<200 as Range<UInt64> {
      var random = SplitMix64(state: seed)
      let said = (0..<12).map { _ in
        let line: String? = random.pick([nil] + lines.map(Optional.some))
        let instant =
          seed.isMultiple(of: 2)
          ? random.pick(ends) : Self.begin.advanced(by: random.number(in: -2_000_000..<4_000_000))
        return (line, instant)
      }
      let first = replies(to: said, seed: seed)
      #expect(replies(to: said, seed: seed) == first, "seed \(seed)")
    }
  }

  private func replies(to said: [(line: String?, instant: Instant)], seed: UInt64) -> [String] {
    var conversation = Conversation(seed: seed)
    return said.map { line, instant in
      let turn =
        line.map { engine.turn(on: $0, in: conversation, at: instant) }
        ?? engine.welcome(to: conversation, at: instant)
      conversation = turn.conversation
      return turn.reply.text
    }
  }
}
