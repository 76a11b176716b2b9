internal import Diagnostics
internal import Transcripts

/// TAP version 13, which `prove` of every Debian reads: a point a turn, the plan at the end.
struct TAPReport: ReportWriter {
  private var count = 0

  mutating func beginning() -> String { "TAP version 13\n" }

  mutating func ending(_ summary: ReplaySummary) -> String {
    "1..\(count)\n" + "# \(summary.text)\n"
  }

  mutating func text(for report: FileReport) -> String {
    let outcomes = Dictionary(
      report.result.outcomes.map { ($0.line, $0) }, uniquingKeysWith: { first, _ in first })
    var text = ""
    if !report.result.diagnostics.isEmpty {
      let lines = report.result.diagnostics.map(\.description)
      text += point(false, report.path) + yaml(lines)
    }
    if let file = report.result.outcomes.first(where: { $0.number == 0 }) {
      text += point(false, report.path) + yaml(OutcomeText(file).lines)
    }
    for turn in report.turns {
      let name = "\(report.path):\(turn.line)"
      if turn.isWithheld {
        text += point(true, name, directive: "SKIP withheld")
      } else if let outcome = outcomes[turn.line] {
        text += point(
          false, "\(name) \(turn.said)", directive: outcome.follows.map { "TODO follows from line \($0)" })
        text += yaml(OutcomeText(outcome).lines)
      } else {
        text += point(true, "\(name) \(turn.said)")
      }
    }
    return text
  }

  private mutating func point(_ holds: Bool, _ name: String, directive: String? = nil) -> String {
    count += 1
    return "\(holds ? "ok" : "not ok") \(count) - \(described(name))" + (directive.map { " # \($0)" } ?? "")
      + "\n"
  }

  /// A description holds no line end and no bare `#`, which would begin a directive.
  private func described(_ text: String) -> String {
    let lines = text.split(whereSeparator: \.isNewline).joined(separator: " / ")
    return lines.replacing("\\", with: "\\\\").replacing("#", with: "\\#")
  }

  /// The block below a point; a literal scalar takes any text as it is.
  private func yaml(_ lines: [String]) -> String {
    let own = lines.flatMap { $0.split(whereSeparator: \.isNewline).map { "    \($0)\n" } }
    return "  ---\n  message: |\n" + own.joined() + "  ...\n"
  }
}
