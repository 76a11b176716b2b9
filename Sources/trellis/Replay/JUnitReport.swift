internal import Diagnostics
internal import Transcripts

/// JUnit XML as Jenkins reads it: a suite a transcript, a case a turn.
///
/// No attribute that its schema lacks (`file`, `line`), times with three decimals; the place stands in the text.
struct JUnitReport: ReportWriter {
  mutating func beginning() -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"trellis replay\">\n"
  }

  mutating func ending(_ summary: ReplaySummary) -> String { "</testsuites>\n" }

  mutating func text(for report: FileReport) -> String {
    let result = report.result
    let outcomes = Dictionary(result.outcomes.map { ($0.line, $0) }, uniquingKeysWith: { first, _ in first })
    let file = result.outcomes.first { $0.number == 0 }
    let errors = result.diagnostics
    let skipped = report.turns.count { $0.isWithheld } + result.consequences
    let cases = report.turns.count + (file == nil ? 0 : 1) + (errors.isEmpty ? 0 : 1)
    var text =
      "<testsuite name=\(quoted(report.path)) tests=\"\(cases)\" failures=\"\(result.failures.count)\""
      + " errors=\"\(errors.isEmpty ? 0 : 1)\" skipped=\"\(skipped)\" time=\"\(result.duration.seconds)\">\n"
    if !errors.isEmpty {
      let all = errors.map { $0.description + ($0.hint.map { "\n  hint: \($0)" } ?? "") }
      text += begin(report.path, "the transcript")
      text += element("error", message: errors[0].message, all.joined(separator: "\n"))
    }
    if let file { text += begin(report.path, "the transcript") + element(file) }
    for turn in report.turns {
      text += begin(report.path, "\(turn.line): \(turn.isWithheld ? "(withheld)" : turn.said)")
      if turn.isWithheld {
        text += "><skipped message=\"withheld\"/></testcase>\n"
      } else if let outcome = outcomes[turn.line] {
        text += element(outcome)
      } else {
        text += "/>\n"
      }
    }
    return text + "</testsuite>\n"
  }

  private func begin(_ path: String, _ name: String) -> String {
    "<testcase classname=\(quoted(path)) name=\(quoted(name))"
  }

  private func element(_ outcome: TurnOutcome) -> String {
    if let line = outcome.follows {
      return "><skipped message=\"follows from line \(line)\"/></testcase>\n"
    }
    let message = outcome.differences.first?.message ?? ""
    return element("failure", message: message, OutcomeText(outcome).lines.joined(separator: "\n"))
  }

  private func element(_ name: String, message: String, _ text: String) -> String {
    "><\(name) message=\(quoted(message))>\(escaped(text))</\(name)></testcase>\n"
  }

  private func quoted(_ text: String) -> String {
    "\"" + escaped(text).replacing("\"", with: "&quot;").replacing("\n", with: "&#10;") + "\""
  }

  /// Text as XML 1.0 may hold it: what it may not becomes U+FFFD (XML 1.0, section 2.2).
  private func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\t", "\n", "\u{20}"..."\u{D7FF}", "\u{E000}"..."\u{FFFD}", "\u{10000}"..."\u{10FFFF}":
        result.append(scalar)
      default: result.append("\u{FFFD}")
      }
    }
    return String(result)
  }
}

extension Duration {
  /// Seconds with three decimals and a point, whatever the locale.
  var seconds: String {
    let milliseconds = Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
    let rest = String(milliseconds % 1000)
    return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }
}
