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
      let turn = engine.turn(on: line, in: conversation, at: instant)
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
    let turn = engine.turn(on: "yes", in: resumed, at: .usualStart)
    let whole = first + "# continued\n" + TranscriptWriter.entry(for: turn, at: .usualStart)
    let (transcript, diagnostics) = TranscriptParser.parse(SourceFile(path: "t", text: whole))
    #expect(diagnostics.isEmpty)
    #expect(Replay(transcript, with: engine).run().differences.isEmpty)
    let unmarked = whole.replacing("# continued\n", with: "")
    let (other, _) = TranscriptParser.parse(SourceFile(path: "t", text: unmarked))
    #expect(!Replay(other, with: engine).run().differences.isEmpty)
  }

  /// Sittings with time between them, welcomed or not, replay as they were held.
  @Test func playsReturnsAsTheyWereRecorded() throws {
    for seed in 0..<40 as Range<UInt64> {
      var random = SplitMix64(state: seed)
      var conversation = Conversation(seed: seed)
      var instant = Instant.usualStart
      var text = TranscriptWriter.header(for: conversation, pack: engine.book.pack, start: instant)
      func transcript() -> Transcript { TranscriptParser.parse(SourceFile(path: "t", text: text)).transcript }
      for line in Self.taken
        + (0..<12).map({ _ in random.pick(Self.conversation + ["/step small-no", "no"]) })
      {
        instant = instant.advanced(by: 60)
        let turn = engine.turn(on: line, in: conversation, at: instant)
        text += TranscriptWriter.entry(for: turn, at: instant)
        conversation = turn.conversation
        guard random.isOnce(in: 3) else { continue }
        instant = instant.advanced(by: random.number(in: -10_000..<2_000_000))
        conversation = Conversation(resuming: transcript(), by: engine.book)
        text += "# continued\n"
        let welcome = engine.welcome(to: conversation, at: instant)
        // From a pipe nobody is welcomed.
        if welcome.reply.isEmpty || random.isOnce(in: 4) { continue }
        conversation = welcome.conversation
        text += TranscriptWriter.entry(for: welcome, at: instant)
      }
      let result = Replay(transcript(), with: engine).run()
      #expect(result.differences.isEmpty, "seed \(seed): \(result.differences)\n\(text)")
      #expect(result.diagnostics.isEmpty)
    }
  }

  private static let taken = ["i can't say no to my mum", "scared", "yes"]

  /// A welcome that is worded otherwise differs in its words, and the replay goes on from what was asked.
  @Test func comparesAWelcome() throws {
    let begun = recorded(Self.taken, seed: 3)
    let rest = """
      # continued
      % asked small-no
      < Another time.
      @ 2026-01-02T09:00:00Z

      > no
      = none
      < NOT TRIED. What got in the way?
      @ 2026-01-02T09:01:00Z

      """
    let (transcript, diagnostics) = TranscriptParser.parse(SourceFile(path: "t", text: begun + rest))
    #expect(diagnostics.isEmpty)
    let result = Replay(transcript, with: engine).run()
    #expect(result.differences.map(\.layer) == [.reply])
    #expect(result.differences.first?.found == "DAY one small no?")
    #expect(result.outcomes.map(\.said) == ["(coming back)"])
    // Where nobody was away, nothing is said.
    let soon = (begun + rest).replacing("2026-01-02T09:00", with: "2026-01-01T09:30")
    let (other, _) = TranscriptParser.parse(SourceFile(path: "t", text: soon))
    let differences = Replay(other, with: engine).run().differences
    #expect(differences.map(\.layer) == [.fact, .reply])
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

  /// Breaks a rule and replays what was recorded before.
  private func replay(_ text: String, replacing old: String, with new: String) throws -> ReplayResult {
    let broken = CoachBook.text.replacing(old, with: new)
    #expect(broken != CoachBook.text)
    let book = try RuleBook(sections: broken, path: "small.yaml")
    let (transcript, diagnostics) = TranscriptParser.parse(SourceFile(path: "t", text: text))
    #expect(diagnostics.isEmpty)
    return Replay(transcript, with: DialogueEngine(.init(book: book, bundled: book))).run()
  }

  /// A rule that misses one line changes that turn’s reply, question and all that comes after: one failure.
  @Test func makesOneFailureOfOneChange() throws {
    let text = recorded(
      ["hello", "i can't say no to my mum", "because i am scared", "yes", "i feel guilty", "the weather"],
      seed: 3)
    let result = try replay(text, replacing: "can not * say no", with: "can not * say na")
    #expect(result.failures.map(\.said) == ["i can't say no to my mum"])
    #expect(result.outcomes.count == 1)
    let own = result.outcomes.flatMap(\.differences).filter { !$0.isConsequence }
    #expect(own.map(\.layer) == [.intent])
    #expect(own.first?.rule?.part == .matchesNot)
    #expect(result.differences.contains { $0.isConsequence && $0.layer == .reply })
  }

  /// A rule that takes too much does too.
  @Test func makesOneFailureOfARuleThatMatchesTooMuch() throws {
    let text = recorded(["hello", "the weather", "i can't say no to my mum", "because i am scared"], seed: 3)
    let result = try replay(text, replacing: "(tired|exhausted)", with: "(tired|exhausted|weather)")
    #expect(result.outcomes.map(\.said) == ["the weather"])
    #expect(result.differences.filter { !$0.isConsequence && $0.layer == .intent }.count >= 1)
    #expect(result.differences.first?.rule?.owner == "sign.tired")
  }

  @Test func namesTheRuleThatDidIt() throws {
    func trace(_ body: String) -> RuleTrace.Part? {
      Replay(transcript(body), with: engine).run().differences.first?.rule?.part
    }
    #expect(trace("> i feel guilty\n= none") == .matches)
    #expect(trace("> i feel guilty\n= sign.no") == .matchesNot)
    #expect(trace("> i don't feel guilty\n= sign.guilt") == .refused("self, negated, now, statement"))
    #expect(trace("> i feel guilty\n= sign.worry") == .shadowed(by: ID("sign.guilt")))
    #expect(trace("> hello\n< Goodbye.") == .says)
  }

  @Test func failsWhereALineNamesWhatThePackLacks() {
    for line in ["= sign.gone", "= !sign.gone", "= sign.gone who=other", "+ gone", "= safety.suicide"] {
      #expect(differences("> i feel guilty\n\(line)") == ["4 orphan"], "\(line)")
    }
    let result = Replay(transcript("> a\n= !sign.tird\n+ none"), with: engine).run()
    #expect(result.orphans.map(\.line) == [4])
    #expect(result.orphans.map(\.name) == ["sign.tird"])
    #expect(result.orphans.map(\.hint) == ["did you mean ‘sign.tired’?"])
  }

  @Test func takesAnExpectationThatNobodyLooksAtForAnError() {
    var transcript = transcript("> hello\n= none\n~ act chat")
    #expect(Replay(transcript, with: engine).run().diagnostics == [])
    transcript.entries[0].isWithheld = true
    #expect(Replay(transcript, with: engine).run().diagnostics.map(\.code) == [.transcriptUnevaluated])
  }

  @Test func notesWhatChecksNothingAndWhatWasCutOff() {
    func notes(_ body: String, header: String = "") -> [String] {
      Replay(transcript(body, header: header), with: engine).run().notes
    }
    #expect(notes("> hello\n= none") == [])
    #expect(notes("> hello") == ["t: no turn expects anything"])
    #expect(
      notes(">-\n@ 2026-01-01T09:00:00Z\n\n> he", header: "recorded: yes\n") == [
        "t:7: the last turn was cut off and is left out"
      ])
  }

  /// The clock of a transcript is its own: `@`, else a minute after the turn before.
  @Test func tellsWhenEachTurnIs() {
    #expect(transcript("> a\n\n> b").instants == [.usualStart, .usualStart.advanced(by: 60)])
    let transcript = transcript(
      "> a\n\n> b\n@ 2026-03-01T00:00:00Z\n\n> c", header: "start: 2026-02-28T23:00:00Z\n")
    #expect(
      transcript.instants.map(\.description) == [
        "2026-02-28T23:00:00Z", "2026-03-01T00:00:00Z", "2026-03-01T00:01:00Z",
      ])
  }

  @Test func beginsInTheStateOfTheHeader() {
    #expect(differences("> no point in living\n! suicide amber\n! suicide asked") == [])
    #expect(differences("> no point in living\n! suicide locked", header: "safety: suicide\n") == [])
    #expect(differences("> hello\n! none") == [])
    #expect(differences("> hello\n! violence locked", header: "safety: violence locked\n") == [])
    #expect(differences("> no\n! suicide asked", header: "safety: suicide asked\n") == ["5 safety"])
  }

  @Test func expectsAnXfailToFail() {
    #expect(differences("# xfail: not yet\n> hello\n= sign.no") == [])
    #expect(differences("# xfail: not yet\n> hello\n= none") == ["4 xfail"])
    #expect(differences("> hello\n= sign.no", header: "# xfail: all\n") == [])
    #expect(differences("> hello\n= none", header: "# xfail: all\n") == ["1 xfail"])
  }

  @Test func refusesAnotherPackAndNotesAnotherVersion() {
    let other = Replay(transcript("> hello", header: "seed: 1\npack: hi 1.0.0\n"), with: engine).run()
    #expect(other.diagnostics.map { "\($0.place.start.line) \($0.code.rawValue)" } == ["3 TR0505"])
    #expect(other.turns == 0)
    for (pack, stale) in [
      ("small", nil), ("small 1.0.0", nil), ("small 1.0.0 \(engine.book.contentHash)", nil),
      ("small 0.9.0", "0.9.0"), ("small 1.0.0 abc", "1.0.0 abc"),
    ] {
      let result = Replay(transcript("> hello", header: "pack: \(pack)\n"), with: engine).run()
      #expect(!result.hasFailed)
      #expect(result.stale == stale, "\(pack)")
    }
  }

  /// A rule is broken, then mended.
  @Test func failsWithPathAndLineWhereARuleIsBrokenAndPassesWhenItIsMended() throws {
    let body = "> i can't say no to my mum\n= sign.no\n\n> i feel guilty\n= sign.guilt\n"
    let broken = CoachBook.text.replacing("can not * say no", with: "can not * say na")
    #expect(broken != CoachBook.text)
    let book = try RuleBook(sections: broken, path: "small.yaml")
    let result = Replay(transcript(body), with: DialogueEngine(.init(book: book, bundled: book))).run()
    #expect(
      result.differences.map { "\($0.path):\($0.line) \($0.layer) \($0.expected)" } == [
        "t:4 intent = sign.no"
      ])
    #expect(differences(body) == [])
  }

  // MARK: - Acceptance

  /// The file as `--update` leaves it.
  private func updated(_ transcript: Transcript, by engine: DialogueEngine) -> String {
    var acceptance = Acceptance(transcript, names: PackNames(engine.book))
    _ = Replay(transcript, with: engine).run(accepting: true) { played in
      if !played.differences.isEmpty { acceptance.accept(played) }
    }
    return String(decoding: acceptance.bytes ?? transcript.source.bytes, as: UTF8.self)
  }

  private func accepted(_ body: String) -> String {
    let head = "trellis-transcript: 1\n\n"
    let source = SourceFile(path: "t", text: head + body)
    let text = updated(TranscriptParser.parse(source).transcript, by: engine)
    #expect(text.hasPrefix(head))
    return String(text.dropFirst(head.count))
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

  /// Byte for byte, whatever the file looks like.
  @Test(arguments: [
    ("> hello\r\n= sign.no\n\n\n# end", "> hello\r\n= chat.hello\n\n\n# end"),
    ("> hello\n= sign.no", "> hello\n= chat.hello"),
    ("> hello\r\n< Bye.\r\n< Bye.\r\n", "> hello\r\n< Hello.\r\n"),
    (
      "> i feel guilty\n\t\n> hello\n# one\n~ act chat\n# two\n< Bye.\n# three\n",
      "> i feel guilty\n\t\n> hello\n# one\n~ act chat\n# two\n< Hello.\n# three\n"
    ),
    (
      "> he feels guilty\n= sign.guilt who=self polarity=affirmed\n",
      "> he feels guilty\n= sign.guilt polarity=affirmed who=partner\n"
    ),
    ("> i feel guilty\n= none\n", "> i feel guilty\n= sign.guilt\n"),
    ("> i feel guilty\n= sign.guilt\n= sign.no\n", "> i feel guilty\n= sign.guilt\n"),
    (
      "> i feel guilty\n% person my boss\n% asked sign.no/before\n= sign.guilt\n",
      "> i feel guilty\n= sign.guilt\n"
    ),
    ("> hello\n! violence red\n! suicide red\n", "> hello\n! none\n"),
  ])
  func keepsWhatDoesNotDiffer(before: String, after: String) {
    #expect(accepted(before) == after)
    #expect(accepted(after) == after)
  }

  @Test func refreshesAHeaderAsFarAsItSpeaksOfThePack() {
    for (old, new) in [
      ("small", "small"), ("small 0.9.0", "small 1.0.0"),
      ("small 0.9.0 abc", "small 1.0.0 \(engine.book.contentHash)"),
    ] {
      let text = "trellis-transcript: 1\npack: \(old)\n\n> hello\n"
      let transcript = TranscriptParser.parse(SourceFile(path: "t", text: text)).transcript
      var acceptance = Acceptance(transcript, names: PackNames(engine.book))
      acceptance.refreshHeader(for: engine.book)
      let bytes = acceptance.bytes.map { String(decoding: $0, as: UTF8.self) }
      #expect(bytes == (old == new ? nil : text.replacing(old, with: new)))
    }
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
    #expect(Replay(old, with: changed).run().hasFailed)
    let lines = updated(old, by: changed)
    let (new, diagnostics) = TranscriptParser.parse(SourceFile(path: "t", text: lines))
    #expect(diagnostics.isEmpty)
    #expect(Replay(new, with: changed).run().differences.map(\.line) == [])
  }
}
