import Diagnostics
import Dialogue
import Rules
import TestSupport
import Testing
import Transcripts

struct ReplayTests {
  private let engine: DialogueEngine

  init() throws {
    engine = DialogueEngine(try CoachBook.rules())
  }

  private func transcript(_ body: String, header: String = "") -> Transcript {
    let text = "trellis-transcript: 1\n\(header)\n\(body)\n"
    let (transcript, diagnostics) = TranscriptParser.parse(SourceFile(path: "t", text: text))
    #expect(diagnostics.isEmpty)
    return transcript
  }

  /// `line layer` of each difference.
  private func differences(_ body: String, header: String = "") -> [String] {
    Replay(transcript(body, header: header), with: engine).run().differences.map {
      "\($0.line) \($0.layer.rawValue)"
    }
  }

  private static let conversation = [
    "hello", "i can't say no to my mum, and i feel guilty", "because i am scared", "yes", "/why", "/next",
    "something smaller", "that's not it", "/undo", "he used to feel guilty", "no", "what is a boundary",
    "blorp", "blorp again", "and blorp", "", "two\n\nlines = here\n> and here", "/region gb", "/nxt",
    "there is no point in living", "the weather", "no", "i always say yes", "i don't feel guilty", "// slash",
  ]

  // MARK: - Recorded files

  private func recorded(_ lines: [String], seed: UInt64) -> String {
    var conversation = Conversation(seed: seed)
    var instant = Instant.usualStart
    var text = TranscriptWriter.header(for: conversation, pack: engine.book.pack, start: instant)
    for line in lines {
      let turn = engine.turn(on: line, in: conversation)
      text += TranscriptWriter.entry(for: turn, at: instant)
      conversation = turn.conversation
      instant = instant.advanced(by: 60)
    }
    return text
  }

  /// Taken up again, the coach knows what was recorded and no more: a question is no longer open.
  @Test func goesOnWithASessionAsItWasTakenUp() throws {
    let first = recorded(["i can't say no to my mum", "blorp"], seed: 3)
    let (begun, _) = TranscriptParser.parse(SourceFile(path: "t", text: first))
    let resumed = Conversation(resuming: begun, by: engine.book)
    let turn = engine.turn(on: "yes", in: resumed)
    let whole = first + "# continued\n" + TranscriptWriter.entry(for: turn, at: .usualStart)
    let (transcript, diagnostics) = TranscriptParser.parse(SourceFile(path: "t", text: whole))
    #expect(diagnostics.isEmpty)
    #expect(Replay(transcript, with: engine).run().differences.isEmpty)
    let unmarked = whole.replacing("# continued\n", with: "")
    let (other, _) = TranscriptParser.parse(SourceFile(path: "t", text: unmarked))
    #expect(!Replay(other, with: engine).run().differences.isEmpty)
  }

  @Test func findsNoDifferenceInWhatItRecorded() {
    for seed in 0..<20 as Range<UInt64> {
      var random = SplitMix64(state: seed)
      let lines = seed == 0 ? Self.conversation : (0..<15).map { _ in random.pick(Self.conversation) }
      let text = recorded(lines, seed: seed)
      let (transcript, diagnostics) = TranscriptParser.parse(SourceFile(path: "t", text: text))
      #expect(diagnostics.isEmpty, "seed \(seed)")
      #expect(transcript.torn == nil)
      let result = Replay(transcript, with: engine).run()
      #expect(result.differences.isEmpty, "seed \(seed): \(result.differences)\n\(text)")
      #expect(result.turns + result.withheld == lines.count)
      #expect(result.evaluated > 0)
    }
  }

  @Test func leavesOutTheTextOfWithheldTurns() {
    let text = recorded(["hello", "i want to kill myself tonight", "because of my mum"], seed: 1)
    #expect(
      text.contains(">-\n! withheld\n@ 2026-01-01T09:01:00Z\n\n>-\n! withheld\n@ 2026-01-01T09:02:00Z\n"))
    for word in ["kill", "tonight", "mum", "suicide", "RED"] { #expect(!text.contains(word), "\(word)") }
  }

  @Test func demandsOfACompleteFileThatNothingIsLeftOut() {
    let lines = recorded(["i can't say no to my mum"], seed: 1).split(
      separator: "\n", omittingEmptySubsequences: false)
    for dropped in ["= ", "% asked", "% person"] {
      let text = lines.filter { !$0.hasPrefix(dropped) }.joined(separator: "\n")
      let (transcript, _) = TranscriptParser.parse(SourceFile(path: "t", text: text))
      #expect(Replay(transcript, with: engine).run().differences.count == 1, "without \(dropped)")
    }
  }

  // MARK: - Hand-written files

  /// What holds, and what does not, after “i can't say no to my mum, and i feel guilty”.
  @Test(arguments: [
    ("= sign.no", true), ("= sign.tired", false), ("= !sign.tired", true), ("= !sign.no", false),
    ("= none", false), ("= sign.no who=self polarity=affirmed time=now mood=statement", true),
    ("= sign.no who=other", false), ("= sign.no time=past", false), ("+ none", true), ("+ small-no", false),
    ("! none", true), ("! suicide red", false), ("! suicide asked", false), ("! suicide locked", false),
    ("% asked sign.no/before", true), ("% person my mum", true), ("% person my boss", false),
    ("% offered small-no", false), ("~ act reflect", true), ("~ act step", false),
    ("~ reply contains \"YOUR MUM\"", true), ("~ reply contains \"your boss\"", false),
    ("~ reply lacks \"your boss\"", true), ("~ reply lacks \"your mum\"", false),
    ("~ reply one-of \"your boss\" \"your mum\"", true), ("~ reply one-of \"your boss\" \"x\"", false),
    ("~ words <= 70", true), ("~ words < 3", false), ("~ words >= 3", true), ("~ words = 1000", false),
    ("~ asked before", true), ("~ asked sign.no/before", true), ("~ asked after", false),
    ("< Something else.", false),
  ])
  func checksWhatATranscriptSays(line: String, holds: Bool) {
    let found = differences("> i can't say no to my mum, and i feel guilty\n\(line)")
    #expect(found.map { $0.split(separator: " ").first } == (holds ? [] : ["4"]))
  }

  @Test func checksTheReplyWordForWordButForRunsOfSpaces() {
    let reply = engine.turns(on: ["hello"], from: Conversation(seed: 0))[0].reply.text
    #expect(differences("> hello\n< \(reply)") == [])
    #expect(differences("> hello\n<    \(reply)  ") == [])
    #expect(differences("> hello\n< \(reply.lowercased())") == ["4 reply"])
    #expect(differences("> hello\n< \(reply)\n< more") == ["4 reply"])
  }

  @Test func goesOnFromTheRecordedStateAfterADifference() {
    // The file says that a step was offered, so the yes takes it, whatever was asked today.
    #expect(
      differences("> i can't say no\n% offered small-no\n< Old words.\n\n> yes\n+ small-no\n") == [
        "4 fact", "5 reply",
      ])
  }

  @Test func expectsAnXfailToFail() {
    #expect(differences("# xfail: not yet\n> hello\n= sign.no") == [])
    #expect(differences("# xfail: not yet\n> hello\n= none") == ["4 xfail"])
    #expect(differences("> hello\n= sign.no", header: "# xfail: all\n") == [])
    #expect(differences("> hello\n= none", header: "# xfail: all\n") == ["1 xfail"])
  }

  @Test func refusesAnotherPackAndNotesAnotherVersion() {
    #expect(differences("> hello", header: "pack: hi 1.0.0\n") == ["1 pack"])
    let result = Replay(transcript("> hello", header: "pack: small 0.9.0\n"), with: engine).run()
    #expect(result.differences.isEmpty)
    #expect(result.notes == ["t: recorded with pack version 0.9.0, replayed with 1.0.0"])
  }

  /// A rule is broken, then mended.
  @Test func failsWithPathAndLineWhereARuleIsBrokenAndPassesWhenItIsMended() throws {
    let body = "> i can't say no to my mum\n= sign.no\n\n> i feel guilty\n= sign.guilt\n"
    let broken = CoachBook.text.replacing("can not * say no", with: "can not * say na")
    #expect(broken != CoachBook.text)
    let book = try RuleBook(sections: broken, path: "small.yaml")
    let result = Replay(transcript(body), with: DialogueEngine(.init(book: book, bundled: book))).run()
    #expect(
      result.differences.map { "\($0.path):\($0.line) \($0.layer) \($0.expected)" } == ["t:4 intent sign.no"])
    #expect(differences(body) == [])
  }

  // MARK: - Acceptance

  private func accepted(_ body: String) -> String {
    let transcript = transcript(body)
    return Acceptance.updated(transcript, by: Replay(transcript, with: engine).run(accepting: true))
      .dropFirst(2)
      .joined(separator: "\n")
  }

  @Test func rewritesOnlyWhatDiffers() {
    let before = """
      # The first turn.
      > hello
      # Nothing is claimed.
      = sign.no
      ~ act chat
      < Goodbye.

      # The second turn.
      > i feel guilty
      = sign.tired
      = !sign.no
      + small-no
      ! suicide red
      % offered small-no
      # The end.
      """
    let after = """
      # The first turn.
      > hello
      # Nothing is claimed.
      = chat.hello
      ~ act chat
      < Hello.

      # The second turn.
      > i feel guilty
      = sign.guilt
      = !sign.no
      + none
      ! none
      % offered write-it
      # The end.
      """
    #expect(accepted(before) == after)
    #expect(accepted(after) == after)
  }

  @Test func leavesNegativeExpectationsAndLooserOnesToPeople() {
    let body = "> i can't say no\n= !sign.no\n~ reply contains \"nowhere\""
    #expect(accepted(body) == body)
  }

  @Test func makesARecordedFilePassAgain() throws {
    let text = recorded(Self.conversation, seed: 3)
    let other = CoachBook.text.replacing("feel guilty", with: "feel gilty").replacing(
      "Hello.", with: "Hi there.")
    let book = try RuleBook(sections: other, path: "small.yaml")
    let changed = DialogueEngine(.init(book: book, bundled: book))
    let old = TranscriptParser.parse(SourceFile(path: "t", text: text)).transcript
    let result = Replay(old, with: changed).run(accepting: true)
    #expect(!result.differences.isEmpty)
    let lines = Acceptance.updated(old, by: result).joined(separator: "\n") + "\n"
    let (new, diagnostics) = TranscriptParser.parse(SourceFile(path: "t", text: lines))
    #expect(diagnostics.isEmpty)
    #expect(Replay(new, with: changed).run().differences.map(\.line) == [])
  }
}
