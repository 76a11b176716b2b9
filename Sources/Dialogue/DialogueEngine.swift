internal import Archive
package import Language
package import Matching
package import Rules

/// The coach: a line and a conversation in, a turn out.
///
/// `turn(on:in:at:)` depends on nothing but its arguments and the rules. An instance remembers words between turns,
/// so it belongs to one task.
package final class DialogueEngine {
  package let book: RuleBook
  let reader: Reader
  let screen: SafetyScreen
  let safetyIntents: [SafetyCategory: Intent]
  let helplines: HelplineList
  let wording: Wording
  private var memory: ReadingMemory?

  /// What engines share: compiled once, used by every task.
  package struct Rules: Sendable {
    package let matcher: Matcher
    package let bundled: RuleBook
    let safety: [Matcher]

    /// - Parameters:
    ///   - book: The pack that talks.
    ///   - bundled: The pack in the binary, whose safety screen always runs.
    package init(book: RuleBook, bundled: RuleBook) {
      self.bundled = bundled
      let adds = book.contentHash != bundled.contentHash && book.intents.contains { $0.safety != nil }
      let matchers = sideBySide(adds ? 3 : 2) { number in
        Matcher(number == 1 ? bundled : book, scope: number == 0 ? .everything : .safety)
      }
      matcher = matchers[0]
      safety = Array(matchers.dropFirst())
    }

    /// Rules that were compiled before.
    init(matcher: Matcher, bundled: RuleBook, safety: [Matcher]) {
      self.matcher = matcher
      self.bundled = bundled
      self.safety = safety
    }
  }

  /// - Parameters:
  ///   - rules: What engines share.
  ///   - memory: Where readings are kept for the same message said again; nil for a person’s chat, whose words are
  ///     not kept longer than they are needed.
  package init(_ rules: Rules, memory: ReadingMemory? = nil) {
    self.memory = memory
    book = rules.matcher.book
    reader = Reader(rules.matcher)
    screen = SafetyScreen(matchers: rules.safety)
    helplines = HelplineList(rules.bundled.helplines, named: rules.bundled.regions)
    wording = Wording(book: book, fallback: rules.bundled)
    let intents = rules.bundled.intents.compactMap { intent in intent.safety.map { ($0.category, intent) } }
    safetyIntents = Dictionary(intents, uniquingKeysWith: { first, _ in first })
  }

  /// The words of a line, which is repaired first.
  package func utterance(of line: String) -> Utterance { reader.utterance(of: repaired(line)) }

  /// What was meant by the words of a line, the screen’s result included.
  package func reading(of utterance: Utterance) -> Reading {
    var reading = reader.read(utterance)
    reading.safety = screen.finding(in: utterance.text)
    return reading
  }

  /// The coach’s turn after `line` was said in `conversation`.
  ///
  /// The order is fixed: the safety screen, commands, the answer to the open question, matches, fallback.
  package func turn(on line: String, in conversation: Conversation, at instant: Instant) -> Turn {
    turn(on: reading(of: line), in: conversation, at: instant)
  }

  private func reading(of line: String) -> Reading {
    memory?.reading(of: line) { reading(of: utterance(of: $0)) } ?? reading(of: utterance(of: line))
  }

  /// The coach’s turn on a line that was read already.
  package func turn(on reading: Reading, in conversation: Conversation, at instant: Instant) -> Turn {
    let line = reading.utterance.text
    var work = TurnInProgress(line: line, reading: reading, before: conversation, at: instant)
    let command = Command.parse(line)
    respondToSafety(&work, isCommand: command != nil)
    if work.reply.isEmpty, let command { obey(command, &work) }
    if work.reply.isEmpty, work.effect == .none { talk(&work) }
    return work.finished(showOnly: work.move == .command && (command?.onlyShows ?? false))
  }

  /// The coach’s word to somebody who takes `conversation` up again and has said nothing yet; its reply is empty
  /// where they were hardly away.
  package func welcome(to conversation: Conversation, at instant: Instant) -> Turn {
    var work = TurnInProgress(line: "", reading: reading(of: ""), before: conversation, at: instant)
    returning.greet(&work)
    return work.finished(showOnly: false)
  }

  var returning: ReturnDialogue { ReturnDialogue(wording: wording) }
}

/// A line as the coach sees it: controls but LF and TAB become spaces, white space at the end is dropped.
///
/// Bytes that are no UTF-8 are U+FFFD already, as text is.
package func repaired(_ line: String) -> String {
  var scalars = String.UnicodeScalarView()
  for scalar in line.unicodeScalars {
    let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    scalars.append(isControl && scalar != "\n" && scalar != "\t" ? " " : scalar)
  }
  var text = String(scalars)
  while let last = text.last, last.isWhitespace { text.removeLast() }
  return text
}
