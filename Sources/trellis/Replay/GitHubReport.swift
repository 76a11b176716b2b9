internal import Diagnostics
internal import Transcripts

/// Commands that GitHub’s runner shows beside the lines of the files.
///
/// Escapes: the toolkit’s `command.ts`, which puts `%0A` for LF, and `%3A`, `%2C` in properties.
struct GitHubReport: ReportWriter {
  mutating func beginning() -> String { "" }

  mutating func ending(_ summary: ReplaySummary) -> String {
    var text = ""
    for (path, orphan) in summary.orphans {
      text += command(
        "warning", path, orphan.line, title: "orphan",
        "the pack has no ‘\(orphan.name)’" + (orphan.hint.map { "; \($0)" } ?? ""))
    }
    return text + "::notice title=trellis replay::\(data(summary.text))\n"
  }

  mutating func text(for report: FileReport) -> String {
    var text = ""
    for diagnostic in report.result.diagnostics {
      let level = diagnostic.severity == .error ? "error" : "warning"
      text += command(
        level, report.path, diagnostic.place.start.line, title: diagnostic.code.rawValue,
        diagnostic.message + (diagnostic.hint.map { "\nhint: \($0)" } ?? ""))
    }
    for outcome in report.result.failures {
      let line = outcome.differences.first?.line ?? outcome.line
      text += command(
        "error", report.path, line, title: "replay: \(outcome.differences.first?.layer.rawValue ?? "")",
        OutcomeText(outcome).lines.joined(separator: "\n"))
    }
    return text
  }

  private func command(
    _ name: String, _ path: String, _ line: Int, title: String, _ message: String
  ) -> String {
    "::\(name) file=\(property(path)),line=\(line),title=\(property(title))::\(data(message))\n"
  }

  private func data(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
