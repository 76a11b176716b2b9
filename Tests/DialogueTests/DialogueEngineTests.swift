import Dialogue
import Matching
import Rules
import TestSupport
import Testing

struct DialogueEngineTests {
  private let engine: DialogueEngine

  init() throws {
    engine = DialogueEngine(try CoachBook.rules())
  }

  private func replies(_ lines: String..., seed: UInt64 = 7) -> [String] {
    engine.turns(on: lines, from: Conversation(seed: seed)).map(\.reply.text)
  }

  private func facts(_ turn: Turn) -> [String] { turn.facts.map { "\($0.name.rawValue) \($0.value)" } }

  // MARK: - Findings

  @Test func reflectsThenAsksAboutAFinding() {
    let turn = engine.turns(on: ["i can't say no to my mum"])[0]
    #expect(turn.move == .respond(ID("sign.no")))
    #expect(turn.reply.acts == [.reflect, .insight, .ask])
    #expect(turn.reply.text.contains("your mum"))
    #expect(facts(turn) == ["person my mum", "asked sign.no/before"])
    #expect(turn.conversation.open == .ask(ID("sign.no"), 0))
  }

  @Test func offersAStepWhereThereIsNothingToAsk() {
    let turn = engine.turns(on: ["i feel guilty"])[0]
    #expect(turn.reply.acts == [.reflect, .offer])
    #expect(turn.conversation.open == .offer(ID("write-it")))
    #expect(turn.reply.step == nil)
  }

  @Test(arguments: [
    ("he can't say no", "his side"), ("my sister can't say no", "your sister's side"),
    ("i don't feel guilty", "not so"), ("i used to feel guilty", "Is that still how it goes?"),
  ])
  func claimsNothingThatIsNotTheUsersOwnNow(line: String, reply: String) {
    let turn = engine.turns(on: [line])[0]
    #expect(turn.accepted.isEmpty)
    #expect(turn.conversation.heard.isEmpty)
    #expect(turn.reply.text.lowercased().contains(reply.lowercased()))
  }

  @Test func namesTheNextFindingAndPutsTheRestOnTheAgenda() {
    let turns = engine.turns(on: ["i can't say no, i feel guilty and i am tired", "/next", "/next", "/next"])
    #expect(turns[0].conversation.agenda == [ID("sign.guilt"), ID("sign.tired")])
    #expect(turns[0].reply.text.contains("I also heard guilt"))
    #expect(
      turns.map(\.move).dropFirst().prefix(2) == [.takeUp(ID("sign.guilt")), .takeUp(ID("sign.tired"))])
    #expect(turns[3].reply.text == "I have heard nothing yet.")
  }

  @Test func keepsAtMostFiveOnTheAgenda() {
    var conversation = Conversation(seed: 1)
    for number in 0..<9 { conversation.note(ID("a.\(number % 7)")) }
    #expect(conversation.agenda.map(\.text) == ["a.0", "a.1", "a.2", "a.3", "a.4"])
  }

  // MARK: - Answers

  @Test func takesAYesOrANoForTheAnswerToAnOffer() {
    let yes = engine.turns(on: ["i feel guilty", "yes please"])[1]
    #expect(yes.move == .giveStep(ID("write-it")))
    #expect(yes.reply.step == ID("write-it"))
    #expect(yes.reply.text.contains("Write it down (2 min). Write one line."))
    #expect(facts(yes) == ["chosen write-it"])
    let no = engine.turns(on: ["i feel guilty", "no"])[1]
    #expect(no.move == .decline(ID("write-it")))
    #expect(no.reply.step == nil)
    #expect(no.conversation.open == .free)
  }

  @Test func readsOnBehindANo() {
    let turn = engine.turns(on: ["i feel guilty", "no, i am just tired"])[1]
    #expect(turn.move == .respond(ID("sign.tired")))
  }

  @Test func givesTheSmallestSizeAndAnotherStepWhenAsked() {
    let turns = engine.turns(on: ["i can't say no", "i am afraid", "another one", "something smaller"])
    #expect(turns[1].conversation.open == .offer(ID("small-no")))
    #expect(turns[2].reply.step == ID("write-it"))
    // It has no smaller size, so the other step is what is smaller.
    #expect(turns[3].reply.step == ID("small-no"))
  }

  @Test func triesTheAnswersOfItsQuestionFirst() {
    let turn = engine.turns(on: ["i can't say no", "because i am scared"])[1]
    #expect(turn.move == .answer(ID("sign.no"), ask: 0, answer: 0))
    #expect(turn.reply.acts == [.reflect, .insight, .offer])
    #expect(turn.reply.text.hasPrefix("So the yes buys you some safety."))
  }

  @Test func takesAnythingElseForAnAnswerThatNothingClaims() {
    let turn = engine.turns(on: ["i can't say no", "blorp"])[1]
    #expect(turn.move == .answer(ID("sign.no"), ask: 0, answer: nil))
    #expect(turn.reply.text.hasPrefix("Thank you for looking at that."))
  }

  @Test func closesTheQuestionWithANewFinding() {
    let turns = engine.turns(on: ["i can't say no", "i am tired", "i am scared"])
    #expect(turns[1].move == .respond(ID("sign.tired")))
    #expect(turns[2].move == .clarify(1))
  }

  @Test func leavesAQuestionOpenForOneReplyAlone() {
    #expect(replies("i feel guilty", "blorp", "yes").last == "Yes to what?")
    #expect(replies("no") == ["No to what?"])
  }

  @Test func takesAYesToAPastSignForAFinding() {
    let turns = engine.turns(on: ["i used to feel guilty", "yes"])
    #expect(turns[0].conversation.open == .stillSo(ID("sign.guilt")))
    #expect(turns[1].move == .takeUp(ID("sign.guilt")))
    #expect(turns[1].conversation.heard.map(\.intent) == [ID("sign.guilt")])
  }

  // MARK: - Correction

  @Test func withdrawsTheLastInferenceAndNeverRepeatsIt() {
    let turns = engine.turns(on: ["i can't say no", "that's not it", "i can't say no", "/heard"])
    #expect(turns[1].move == .correct([ID("sign.no")]))
    #expect(facts(turns[1]) == ["withdrawn sign.no"])
    #expect(turns[1].conversation.heard.isEmpty)
    #expect(turns[1].reply.text.contains("wrong about struggling to refuse"))
    #expect(turns[2].accepted.isEmpty)
    #expect(turns[2].move == .clarify(1))
    #expect(turns[3].reply.text == "I have heard nothing yet.")
  }

  @Test func offersTheRunnerUp() {
    let turns = engine.turns(on: ["i feel guilty about work", "that's not it", "yes"])
    #expect(turns[0].move == .respond(ID("sign.worry")))
    #expect(turns[1].move == .correct([ID("sign.worry")]))
    #expect(turns[1].reply.text == "Then is it guilt?")
    #expect(turns[2].move == .takeUp(ID("sign.guilt")))
  }

  @Test func hasNothingToTakeBackAtFirst() {
    #expect(replies("that's not it") == ["There is nothing to take back."])
    #expect(replies("/undo") == ["There is nothing to take back."])
  }

  @Test func undoesTurnByTurn() {
    let turns = engine.turns(on: ["i can't say no to my mum", "i feel guilty", "/undo", "/undo", "/undo"])
    #expect(turns[2].conversation.heard.map(\.intent) == [ID("sign.no")])
    #expect(turns[2].conversation.open == .ask(ID("sign.no"), 0))
    #expect(facts(turns[2]) == ["withdrawn sign.guilt"])
    #expect(turns[3].conversation.heard.isEmpty)
    #expect(turns[3].conversation.person == nil)
    #expect(turns[4].reply.text == "There is nothing to take back.")
  }

  @Test func showsWithoutChangingAnything() {
    let turns = engine.turns(on: ["i can't say no", "/why", "/heard", "/help", "/steps", "i am scared"])
    #expect(turns.map(\.isShowOnly) == [false, true, true, true, true, false])
    #expect(turns[5].move == .answer(ID("sign.no"), ask: 0, answer: 0))
    #expect(turns[1].reply.text.contains("small.yaml:"))
    #expect(turns[1].reply.text.contains("pattern: can not * say no"))
    #expect(turns[1].reply.text.contains("“can't say no” · self, affirmed, now, statement · score 4"))
    #expect(turns[2].reply.text.contains("Struggling to refuse (sign.no, turn 1)"))
    #expect(turns[4].reply.text.contains("small-no"))
  }

  // MARK: - Commands

  @Test(arguments: [
    ("/hepl", "There is no /hepl. Did you mean /help?"),
    ("/undoo", "There is no /undoo. Did you mean /undo?"),
    ("/blorp", "There is no /blorp."), ("/", "There is no /."),
    ("/step smal-no", "There is no step ‘smal-no’. Did you mean /step small-no?"),
  ])
  func namesTheNearestCommand(line: String, reply: String) {
    let turn = engine.turns(on: [line])[0]
    #expect(turn.reply.text.hasPrefix(reply))
    #expect(turn.reply.acts == [.command])
  }

  @Test func listsEveryCommandInItsHelpAndNoOther() {
    let help = replies("/help")[0].split(separator: "\n").map { $0.split(separator: " ")[0] }
    #expect(help == Command.forms.map { "/\($0.name)" }.map { Substring($0) })
    for name in help {
      let parsed = Command.parse(String(name))
      #expect(parsed != nil)
      if case .unknown = parsed { Issue.record("\(name) is in the help and is none") }
    }
  }

  @Test func escapesASlash() {
    let turn = engine.turns(on: ["//i can't say no"])[0]
    #expect(turn.move == .respond(ID("sign.no")))
    #expect(Command.parse("//help") == nil)
    #expect(Command.parse("help") == nil)
    #expect(Command.parse("/HELP") == .command(.help))
    #expect(Command.parse("/step  small-no ") == .command(.step("small-no")))
  }

  @Test func showsAStepInAllItsSizes() {
    let turn = engine.turns(on: ["/step small-no"])[0]
    #expect(turn.reply.step == ID("small-no"))
    for part in [
      "2 min: Say one small no today.", "10 min: Write three.", "15 min: Say it aloud.",
      "Firm: “No, thank you.”",
    ] {
      #expect(turn.reply.text.contains(part))
    }
  }

  // MARK: - Fallback and variants

  @Test func saysEachTimeInAnotherWayThatItUnderstoodNothing() {
    let turns = engine.turns(on: ["blorp", "blorp", "blorp", "hello", "i feel guilty", "write", "blorp"])
    #expect(turns[0].reply.text == "I did not follow that.")
    #expect(turns[1].reply.text.hasPrefix("I know something of "))
    #expect(turns[2].reply.text == "I still do not follow.")
    #expect(turns.map(\.move).prefix(3) == [.clarify(1), .clarify(2), .clarify(3)])
    #expect(turns[5].move == .clarify(1))
  }

  @Test func usesEveryVariantBeforeItRepeatsOne() {
    for seed in 0..<20 as Range<UInt64> {
      let lines = Array(repeating: "i always say yes to my mum", count: 6)
      let turns = engine.turns(on: lines, from: Conversation(seed: seed))
      let reflections = turns.map { $0.reply.parts[0].text }
      #expect(Set(reflections[..<3]).count == 3, "seed \(seed)")
      #expect(Array(reflections[..<3]) == Array(reflections[3...]), "seed \(seed)")
    }
    let firsts = (0..<20).map {
      engine.turns(on: ["i always say yes"], from: Conversation(seed: $0))[0].reply.parts[0].text
    }
    #expect(Set(firsts).count == 3)
  }

  @Test func movesNoVariantWhenAnotherListIsEdited() throws {
    let edited = CoachBook.text.replacing(
      "Guilt weighs on you.", with: "Guilt weighs.\n          Guilt, again."
    )
    .replacing("fallback: [I did", with: "fallback: [What?, I did")
    let book = try RuleBook(sections: edited, path: "small.yaml")
    let other = DialogueEngine(.init(book: book, bundled: book))
    for seed in 0..<20 as Range<UInt64> {
      let lines = Array(repeating: "i always say yes to my mum", count: 5)
      let start = Conversation(seed: seed)
      let before = engine.turns(on: lines, from: start).map { $0.reply.parts[0].text }
      #expect(other.turns(on: lines, from: start).map { $0.reply.parts[0].text } == before, "seed \(seed)")
    }
  }

  // MARK: - Whatever is said

  /// Lines of every kind, in an order drawn by lot.
  private static let lines = [
    "i can't say no to my mum", "yes", "no", "i feel guilty and i am tired", "/next", "/undo",
    "that's not it",
    "he used to feel guilty", "my sister can't say no", "blorp", "what is a boundary", "hello", "i am scared",
    "",
    "something smaller", "another one", "/step small-no", "i said no and i worry", "/why", "next topic",
    "there is no point in living", "no, i am not suicidal", "i want to die", "ÄÖ नमस्ते 😀", "/region gb",
  ]

  @Test func asksAtMostOneQuestionAndGivesAtMostOneStep() {
    for seed in 0..<100 as Range<UInt64> {
      var random = SplitMix64(state: seed)
      let lines = (0..<15).map { _ in random.pick(Self.lines) }
      for turn in engine.turns(on: lines, from: Conversation(seed: seed)) {
        let count = turn.reply.text.count { $0 == "?" }
        #expect(count <= 1 || turn.reply.acts == [.command], "seed \(seed): \(turn.line): \(turn.reply.text)")
        #expect(!turn.reply.text.contains("{"), "seed \(seed): \(turn.reply.text)")
        #expect(!turn.reply.isEmpty, "seed \(seed): \(turn.line)")
      }
    }
  }

  @Test func dependsOnNothingButItsArguments() throws {
    let rules = try CoachBook.rules()
    for seed in 0..<40 as Range<UInt64> {
      var random = SplitMix64(state: seed)
      var conversation = Conversation(seed: seed)
      for _ in 0..<8 {
        let line = random.pick(Self.lines)
        let used = engine.turn(on: line, in: conversation, at: .usualStart)
        let fresh = DialogueEngine(rules).turn(on: line, in: conversation, at: .usualStart)
        #expect(used.reply.text == fresh.reply.text, "seed \(seed): \(line)")
        #expect(used.facts == fresh.facts)
        #expect(used.move == fresh.move)
        #expect(used.conversation.safety == fresh.conversation.safety)
        #expect(used.conversation.uses == fresh.conversation.uses)
        conversation = used.conversation
      }
    }
  }
}
