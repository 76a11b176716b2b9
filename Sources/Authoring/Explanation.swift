internal import Diagnostics
package import Dialogue
internal import Language
internal import Matching
package import Rules

/// How a sentence was understood, in words.
package struct Explanation {
  private let turn: Turn
  private let book: RuleBook
  private var reading: Reading { turn.reading }

  package init(of turn: Turn, by book: RuleBook) {
    self.turn = turn
    self.book = book
  }

  /// Several lines: words, clauses, safety, each match with its numbers, the reply.
  package var text: String {
    ([turn.line, "", words, clauses] + corrections + [safety, ""] + matches + reply).joined(separator: "\n")
  }

  private var words: String {
    "words:    "
      + reading.utterance.words.indices.map { typed($0..<($0 + 1)) }
      .reduce(into: [String]()) { words, word in if words.last != word { words.append(word) } }.joined(
        separator: " ")
  }

  private var clauses: String {
    "clauses:  " + reading.utterance.clauses.map(typed).joined(separator: " | ")
  }

  private var corrections: [String] {
    reading.utterance.corrections.map { "spelling: \($0.typed) read as \($0.corrected)" }
  }

  private var safety: String {
    guard let hit = turn.safety.first else { return "safety:   nothing" }
    return
      "safety:   \(hit.category.rawValue) \(hit.level.rawValue), about \(hit.about.rawValue), \(hit.rule.pathAndLine): \(hit.pattern)"
  }

  private func typed(_ words: Range<Int>) -> String {
    reading.utterance.typed(at: reading.utterance.span(of: words))
  }

  private var matches: [String] {
    guard !reading.matches.isEmpty else { return ["no rule matches"] }
    return reading.matches.flatMap(lines)
  }

  private func lines(of match: Match) -> [String] {
    var lines = [
      "\(match.intent)  \(match.status.summary)",
      "  rule:      \(match.rule.place.pathAndLine): \(match.rule.text)",
      "  matched:   “\(typed(match.words))” at \(match.span.lowerBound)–\(match.span.upperBound), score \(match.score.plain)"
        + (match.priority == 0 ? "" : ", priority \(match.priority)"),
      "  meant:     \(match.assertion.summary)",
    ]
    for cue in match.evidence {
      lines.append("  cue:       \(cue.cue): “\(typed(cue.words))” governs “\(typed(cue.scope))”")
    }
    for capture in match.captures where capture.concept == "person" {
      lines.append("  person:    “\(typed(capture.words))”")
    }
    return lines
  }

  private var reply: [String] {
    ["", "reply:    " + turn.reply.acts.map(\.rawValue).joined(separator: ", ")]
      + turn.reply.parts.map { part in
        "  \(part.act.rawValue): \(part.text)" + (part.place.map { "  (\($0.pathAndLine))" } ?? "")
      }
  }
}
