import Diagnostics
import Dialogue
import Rules
import TestSupport
import Testing

@testable import Transcripts

struct TestExportTests {
  private let engine: DialogueEngine
  private let noon = Instant(seconds: 1_767_268_800)

  init() throws {
    engine = DialogueEngine(try CoachBook.rules())
  }

  /// The session of some lines; one that is nil ends a sitting.
  ///
  /// Where it `returns`, the next begins a day later with a welcome.
  private func session(_ lines: [String?], returns: Bool = false) -> Transcript {
    var conversation = Conversation(seed: 5, region: "GB")
    var text = TranscriptWriter.header(for: conversation, pack: engine.book.pack, start: noon)
    for (minute, line) in lines.enumerated() {
      guard let line else {
        text += "# continued\n"
        let (transcript, _) = TranscriptParser.parse(SourceFile(path: "s", text: text))
        conversation = Conversation(resuming: transcript, by: engine.book)
        guard returns else { continue }
        let tomorrow = noon.advanced(by: 86_400)
        let welcome = engine.welcome(to: conversation, at: tomorrow)
        text += TranscriptWriter.entry(for: welcome, at: tomorrow)
        conversation = welcome.conversation
        continue
      }
      let instant = noon.advanced(by: 60 * minute)
      let turn = engine.turn(on: line, in: conversation, at: instant)
      text += TranscriptWriter.entry(for: turn, at: instant)
      conversation = turn.conversation
    }
    let (transcript, diagnostics) = TranscriptParser.parse(SourceFile(path: "s", text: text))
    #expect(diagnostics.isEmpty)
    return transcript
  }

  private func replay(_ export: TestExport) -> ReplayResult {
    let (transcript, diagnostics) = TranscriptParser.parse(SourceFile(path: "x", text: export.text))
    #expect(diagnostics.isEmpty)
    return Replay(transcript, with: engine).run()
  }

  @Test(arguments: [TestExport.Extent.complete, .semantic])
  func replaysAsItStands(extent: TestExport.Extent) {
    let session = session([
      "hello", "i can't say no to my mum", "/why", "i am scared", nil, "i feel guilty", "kill myself", "no",
      "yes",
      "/region DE", "/undo", "i am tired", "/step small-no",
    ])
    let export = TestExport(of: session, by: engine, extent) { $0.replacing("mum", with: "boss") }
    let result = replay(export)
    #expect(result.differences.isEmpty)
    #expect(result.withheld == 0)
    #expect(result.turns == export.turnCount)
    #expect(export.safetyTurnCount == 2)
    #expect(export.commandCount == 2)
    #expect(export.turnCount == 8)
    #expect(export.text.contains("> i can't say no to my boss\n= sign.no\n"))
    for hidden in ["mum", "kill", "withheld", "GB", "region", "/why", "2026-01-01T12"] {
      #expect(!export.text.contains(hidden), "\(hidden)")
    }
  }

  /// A welcome is said again with what is left of the session; without instants nobody was away.
  @Test(arguments: [
    ([], TestExport.Extent.complete, true), ([], .semantic, false),
    (["kill myself", "no"], .complete, false),
  ])
  func saysAWelcomeAgain(danger: [String], extent: TestExport.Extent, isWelcomed: Bool) {
    let session = session(danger + ["/step small-no", nil, "no"], returns: true)
    #expect(session.entries.contains { $0.isWelcome })
    let export = TestExport(of: session, by: engine, extent) { $0 }
    #expect(export.text.contains("< DAY one small no?\n@ 2026-01-02T09:00:00Z\n") == isWelcomed)
    #expect(!export.text.contains("BACK."))
    #expect(export.text.contains("# continued\n"))
    #expect(replay(export).differences.isEmpty)
  }

  @Test func keepsTheDistancesBetweenTurns() {
    let export = TestExport(of: session(["hello", "i feel guilty"]), by: engine, .complete) { $0 }
    #expect(export.text.contains("start: 2026-01-01T09:00:00Z"))
    #expect(export.text.contains("@ 2026-01-01T09:00:00Z\n"))
    #expect(export.text.contains("@ 2026-01-01T09:01:00Z\n"))
    #expect(export.differences.isEmpty)
  }

  @Test func aSemanticOneHasNoWordsOfTheCoach() {
    let export = TestExport(of: session(["i can't say no"]), by: engine, .semantic) { $0 }
    #expect(
      export.text == """
        trellis-transcript: 1
        pack: small 1.0.0
        seed: 5

        > i can't say no
        = sign.no


        """)
  }

  @Test func tellsWhatIsUnderstoodOtherwiseNow() throws {
    let export = TestExport(of: session(["hello", "i feel guilty"]), by: engine, .complete) {
      $0.replacing("guilty", with: "tired")
    }
    let difference = try #require(export.differences.first)
    #expect(export.differences.count == 1)
    #expect(difference.saved == ["= sign.guilt"])
    #expect(difference.found == ["= sign.tired"])
    #expect(difference.line == 13)
  }
}

extension String {
  /// This text with a part of it replaced wherever it stands.
  fileprivate func replacing(_ part: String, with other: String) -> String {
    var result = ""
    var rest = Substring(self)
    while let range = rest.firstRange(of: part) {
      result += rest[..<range.lowerBound] + other
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}
