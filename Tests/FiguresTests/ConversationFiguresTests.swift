import BundledRules
import Dialogue
import Matching
import Rules
import TestSupport
import Testing
import Transcripts

/// How the coach talks, over all transcripts: reflections to questions, and how many reflections are complex.
///
/// Fair practice by MITI 4.2 (T. B. Moyers and others, 2016) is one reflection a question, 40 % of them complex.
struct ConversationFiguresTests {
  @Test func reflectsMoreThanItAsks() throws {
    let book = try #require(RuleBookReader.read(PackFiles(files: BundledRules.files)).book)
    let engine = DialogueEngine(DialogueEngine.Rules(book: book, bundled: book))
    var reflections = 0
    var complex = 0
    var questions = 0
    var longest = 0
    for path in try PackageRoot.files(below: "transcripts", endings: [".transcript"]) {
      let (transcript, _) = TranscriptParser.parse(try PackageRoot.file(path))
      var turns: [Turn] = []
      _ = Replay(transcript, with: engine).run { turns.append($0.turn) }
      for turn in turns where turn.safety.first == nil {
        let parts = turn.reply.parts
        reflections += parts.count { $0.act == .reflect }
        complex += parts.count { $0.isComplex }
        questions += parts.count { $0.text.contains("?") && $0.act != .step }
        let said = turn.reply.text.split { $0.isWhitespace }.count
        if turn.reply.step == nil && turn.conversation.safety.isQuiet && turn.move != .command {
          longest = max(longest, said)
        }
        #expect(
          turn.reply.text.count { $0 == "?" } <= 1 || turn.move == .command || turn.reply.step != nil,
          "\(path): \(turn.line)")
      }
    }
    print(
      "conversations: \(reflections) reflections, \(questions) questions, \(complex) complex; longest reply \(longest) words"
    )
    #expect(reflections >= questions)
    #expect(Double(complex) >= 0.4 * Double(reflections))
  }
}
