internal import Diagnostics
internal import Dialogue
internal import Language
internal import Matching
internal import Rules

/// An explanation as a page of text.
package struct ExplanationText {
  /// More would not be read; JSON has them all.
  private static let mostCandidates = 20
  private static let mostWords = 80
  private static let mostNames = 5

  private let explanation: Explanation
  private let columns: Int
  private let width: (Character) -> Int

  /// The page of an explanation, `columns` wide; `width` says how many columns a character takes.
  package init(
    _ explanation: Explanation, columns: Int = 80, width: @escaping (Character) -> Int = { _ in 1 }
  ) {
    self.explanation = explanation
    self.columns = columns
    self.width = width
  }

  private var reading: Reading { explanation.turn.reading }

  /// Words, clauses, concepts, safety, each candidate, the reply, and what was near where nothing was claimed.
  package var lines: [String] {
    words + clauses + concepts + safety + [""] + candidates + reply
  }

  private func typed(_ words: Range<Int>) -> String {
    reading.utterance.typed(at: reading.utterance.span(of: words))
  }

  // MARK: - Words

  private var words: [String] {
    let notes = explanation.words.prefix(Self.mostWords).map(text)
    let more = explanation.words.count - notes.count + explanation.untoldCount
    return ["words:    " + notes.joined(separator: " · ") + (more > 0 ? " · and \(more) more" : "")]
  }

  /// `can't = can not`, `saying (say)`, `bos read as boss (boss)`.
  private func text(of note: Explanation.WordNote) -> String {
    let spelling = note.corrected.map { " read as \($0)" } ?? ""
    let plain = note.corrected ?? folded(note.typed)
    if note.standsFor != [[plain]] {
      return note.typed + spelling + " = "
        + note.standsFor.map { $0.joined(separator: "/") }.joined(separator: " ")
    }
    guard let stem = note.stems.first ?? nil, stem != plain else { return note.typed + spelling }
    return "\(note.typed)\(spelling) (\(stem))"
  }

  private var clauses: [String] {
    ["clauses:  " + explanation.clauses.prefix(Self.mostWords).joined(separator: " | ")]
  }

  private var concepts: [String] {
    explanation.concepts.prefix(Self.mostCandidates).enumerated().map { number, note in
      (number == 0 ? "concepts: " : "          ") + "“\(note.words)” "
        + note.concepts.prefix(Self.mostNames).map { "<\($0)>" }.joined(separator: " ")
        + (note.concepts.count > Self.mostNames ? " and \(note.concepts.count - Self.mostNames) more" : "")
    }
  }

  private var safety: [String] {
    guard let hit = explanation.turn.safety.first else { return ["safety:   nothing"] }
    return [
      "safety:   \(hit.category.rawValue) \(hit.level.rawValue), about \(hit.about.rawValue)",
      "          \(hit.rule.pathAndLine): \(hit.pattern)",
    ]
  }

  // MARK: - Candidates

  private var candidates: [String] {
    let shown = explanation.candidates.prefix(Self.mostCandidates)
    guard !shown.isEmpty else { return ["no rule matches"] + near }
    let more = explanation.candidates.count - shown.count
    return shown.enumerated().flatMap { number, candidate in (number == 0 ? [] : [""]) + lines(of: candidate)
    }
      + (more > 0 ? ["", "and \(more) more candidates"] : []) + near
  }

  private func lines(of candidate: Explanation.Candidate) -> [String] {
    let match = candidate.match
    let priority = match.priority == 0 ? "" : ", priority \(match.priority)"
    var lines = [
      "\(match.intent)  \(match.status.summary)",
      "  rule:     \(match.rule.place.pathAndLine): \(match.rule.text)",
      "  counts:   score \(match.score.plain) for \(match.matched.count) words at \(match.span.lowerBound)–\(match.span.upperBound), \(match.kind.rawValue)\(priority)",
      "  meant:    \(match.assertion.summary)",
    ]
    for capture in match.captures where capture.concept == "person" {
      lines.append("  person:   “\(typed(capture.words))”")
    }
    if match.isAccepted, let (intent, criterion) = candidate.behind {
      lines.append("  behind:   \(intent): \(criterion.summary)")
    }
    return lines + drawing(of: match).map { "    " + $0 }
  }

  /// The sentence of a match, with its words and the reach of each cue below it.
  private func drawing(of match: Match) -> [String] {
    let utterance = reading.utterance
    let first = utterance.sentence(of: match.words.lowerBound)
    let last = utterance.sentence(of: max(match.words.lowerBound, match.words.upperBound - 1))
    let span = utterance.span(of: first.lowerBound..<last.upperBound)
    let counted = match.matched.map { (range: utterance.span(of: $0..<($0 + 1)), sign: Character("^")) }
    let matched = SentenceDrawing.Mark(label: "matched", stretches: counted)
    let cues = match.evidence.map { cue in
      SentenceDrawing.Mark(
        label: "\(cue.cue): \(cue.effect.summary)",
        stretches: [(utterance.span(of: cue.scope), "-"), (utterance.span(of: cue.words), "=")])
    }
    let longest = ([matched] + cues).map(\.label.count).max() ?? 0
    return SentenceDrawing(utterance.text, span, columns: max(20, columns - longest - 8), width: width)
      .lines([matched] + cues)
  }

  private var near: [String] {
    guard !explanation.nearMisses.isEmpty else { return [] }
    return ["", "near:"]
      + explanation.nearMisses.flatMap { miss in
        [
          "  \(miss.intent)  \(miss.rule.place.pathAndLine): \(miss.rule.text)",
          "    fails at \(miss.failing.shortened); \(miss.edits.map(\.summary).joined(separator: ", and "))",
        ]
      }
  }

  // MARK: - Reply

  private var reply: [String] {
    let reply = explanation.turn.reply
    return ["", "reply:    " + reply.acts.map(\.rawValue).joined(separator: ", ")]
      + reply.parts.map { part in
        "  \(part.act.rawValue): \(part.text)" + (part.place.map { "  (\($0.pathAndLine))" } ?? "")
      }
  }
}
