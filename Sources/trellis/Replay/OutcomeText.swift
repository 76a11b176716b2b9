internal import Diagnostics
internal import Transcripts

/// A turn that differs, in plain lines for a report.
struct OutcomeText {
  private let outcome: TurnOutcome

  init(_ outcome: TurnOutcome) {
    self.outcome = outcome
  }

  /// What was said, what differs with its cause, what follows.
  var lines: [String] {
    var lines = said
    for difference in outcome.differences where !difference.isConsequence {
      lines += self.lines(for: difference)
    }
    if let consequences { lines.append(consequences) }
    if let cause { lines += cause }
    return lines
  }

  var said: [String] {
    outcome.said.isEmpty && outcome.number == 0
      ? [] : outcome.said.split(separator: "\n", omittingEmptySubsequences: false).map { "> \($0)" }
  }

  private func lines(for difference: Difference) -> [String] {
    var lines = ["\(difference.path):\(difference.line): \(difference.layer.title)"]
    if difference.layer == .reply {
      lines.append("  diff:     " + WordDifference(from: difference.expected, to: difference.found).text)
    } else {
      lines.append("  expected: " + difference.expected)
      lines.append("  found:    " + difference.found.onOneLine)
    }
    if let rule = difference.rule { lines.append("  rule:     " + rule.text) }
    return lines
  }

  /// What of the turn would be gone with the rest: `it brings with it: reply, step`.
  var consequences: String? {
    let layers = outcome.differences.filter(\.isConsequence).map(\.layer.rawValue)
    guard !layers.isEmpty else { return nil }
    return "and with it: \(layers.joined(separator: ", "))"
  }

  /// What changed, as far as it is known.
  var cause: [String]? {
    outcome.cause.map { cause in
      switch cause {
      case .notThePack: ["changed:    not the pack: it differs with the older one as well"]
      case .changes(let changes):
        changes.flatMap { change in
          change.edits.prefix(Self.mostEdits).flatMap { edit in
            ["changed:    \(edit.title(of: change.subject))"] + edit.lines.map { "            \($0)" }
          }
        }
      }
    }
  }

  private static let mostEdits = 4
}

extension Difference.Layer {
  /// What the line is about, for a person.
  var title: String {
    switch self {
    case .intent: "what was heard"
    case .step: "the step"
    case .safety: "safety"
    case .fact: "what is remembered"
    case .looser: "the reply, loosely"
    case .reply: "the reply"
    case .expectedFailure: "xfail"
    case .orphan: "orphan"
    }
  }
}

extension Difference {
  /// `expected = a; found = b`, on one line.
  var message: String { "expected \(expected.onOneLine); found \(found.onOneLine)" }
}

extension RuleTrace {
  /// As in `rules/en/a.yaml:41: no pattern of a matches`.
  var text: String {
    "\(place.pathAndLine): \(summary)" + (pattern.map { " by ‘\($0.onOneLine)’" } ?? "")
  }
}

extension PackChange.Edit {
  /// As in `rules/en/a.yaml:41: a: pattern edited`.
  func title(of subject: PackChange.Subject) -> String {
    (place.map { "\($0.pathAndLine): " } ?? "") + "\(subject.text): \(summary)"
  }

  /// The old text and the new one.
  var lines: [String] {
    [old.map { "- \($0.onOneLine)" }, new.map { "+ \($0.onOneLine)" }].compactMap(\.self)
  }
}
