import Authoring
import BundledRules
import Dialogue
import Rules
import Testing

/// Replies as they are said: each intent met with its own examples, in short conversations of several seeds.
struct RenderedRepliesTests {
  private let book: RuleBook
  private let standards: ReplyStandards
  private let engine: DialogueEngine

  init() throws {
    book = try #require(RuleBookReader.read(PackFiles(files: BundledRules.files)).book)
    standards = ReplyStandards(book: book)
    engine = DialogueEngine(DialogueEngine.Rules(book: book, bundled: book))
  }

  /// What people go on with: an answer that nothing expects, a yes, a wish, a no.
  private static let followUps = ["it has been like that for years", "yes", "another", "no"]

  /// A safety reply is the longest where it also asks for the country.
  private func regions(for intent: Intent) -> [String?] { intent.safety == nil ? ["GB"] : ["GB", nil] }

  @Test func everyRenderedReplyKeepsTheStandards() {
    var replies = 0
    var words = 0
    var longest = 0
    for (number, intent) in book.intents.enumerated() where intent.isEnabled {
      let lines = intent.examples.filter { $0.group != .reject }.map(\.text)
      for (index, line) in lines.enumerated() where index.isMultiple(of: max(1, lines.count / 4)) {
        for region in regions(for: intent) {
          var conversation = Conversation(seed: UInt64(number * 31 + index + 1), region: region)
          for said in [line] + Self.followUps {
            let turn = engine.turn(on: said, in: conversation, at: .usualStart)
            conversation = turn.conversation
            let reply = RenderedReply(of: turn)
            for complaint in reply.complaints(by: standards) {
              Issue.record("\(intent.id), “\(line)” then “\(said)”: \(complaint): \(turn.reply.text)")
            }
            guard reply.isSaid, turn.conversation.safety.isQuiet, turn.reply.step == nil else { continue }
            replies += 1
            words += reply.words
            longest = max(longest, reply.words)
          }
        }
      }
    }
    print(
      "rendered: \(replies) replies without a step, mean \(words / max(1, replies)) words, longest \(longest)"
    )
    #expect(replies > 500)
  }
}
