internal import Authoring
internal import Diagnostics
internal import Rules

/// What came of the examples and their variants, for people and machines.
struct TestReport {
  let results: [ExampleTests.Result]
  let figures: [VariationTests.Figure]

  var variantCount: Int { figures.reduce(0) { $0 + $1.variants } }
  var claimCount: Int { figures.reduce(0) { $0 + $1.claims.count } }
  private var failures: [ExampleTests.Result] { results.filter { $0.failure != nil } }

  // MARK: - Text

  func printText(listsOthers: Bool) throws {
    for result in failures { try printLine(result.description) }
    if listsOthers { try printOthers() }
    if !figures.isEmpty { try printVariants() }
    let shared = results.count { $0.example.group == .match && !$0.others.isEmpty }
    let expected = results.count { $0.example.isExpectedToFail && $0.failure == nil }
    try printLine(
      "\(results.count - failures.count) passed, \(failures.count) failed"
        + (expected > 0 ? ", \(expected) known not to work yet" : "")
        + (shared > 0
          ? "; \(shared) claimed by another intent too" + (listsOthers ? "" : " (--others)") : ""))
  }

  private func printOthers() throws {
    for result in results where result.example.group == .match && !result.others.isEmpty {
      let names = result.others.map(\.text).joined(separator: ", ")
      try printLine(
        "\(result.example.place.pathAndLine): \(result.intent): also \(names)\n    \(result.example.text)")
    }
  }

  private func printVariants() throws {
    for claim in figures.flatMap(\.claims) {
      try printLine(
        "\(claim.example.place.pathAndLine): \(claim.variation): still claimed by \(claim.intent), \(claim.rule.place.pathAndLine)\n    \(claim.variant)"
      )
    }
    for figure in figures {
      try printLine(
        "\(figure.variation): \(figure.claims.count) of \(figure.variants) still claimed (\(Self.percent(figure.claims.count, of: figure.variants)))"
      )
    }
    try printLine(
      "variants: \(claimCount) of \(variantCount) still claimed (\(Self.percent(claimCount, of: variantCount)))"
    )
  }

  private static func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "–" }
    let tenths = (part * 1000 + whole / 2) / whole
    return "\(tenths / 10).\(tenths % 10) %"
  }

  // MARK: - JSON

  var json: JSON {
    .object([
      ("passed", .integer(results.count - failures.count)), ("failed", .integer(failures.count)),
      ("examples", .list(results.map(Self.object))),
      (
        "variations",
        .list(
          figures.map { figure in
            .object([
              ("variation", .text(figure.variation.text)), ("variants", .integer(figure.variants)),
              ("claimed", .list(figure.claims.map(Self.object))),
            ])
          })
      ),
    ])
  }

  private static func object(_ result: ExampleTests.Result) -> JSON {
    .object([
      ("intent", .text(result.intent.text)), ("group", .text(result.example.group.rawValue)),
      ("text", .text(result.example.text)), ("path", .text(result.example.place.path)),
      ("line", .integer(result.example.place.start.line)), ("passed", .bool(result.failure == nil)),
      ("xfail", .bool(result.example.isExpectedToFail)), ("failure", result.failure.map(JSON.text) ?? .null),
      ("others", .list(result.others.map { .text($0.text) })),
    ])
  }

  private static func object(_ claim: VariationTests.Claim) -> JSON {
    .object([
      ("intent", .text(claim.intent.text)), ("text", .text(claim.variant)),
      ("example", .text(claim.example.text)), ("path", .text(claim.example.place.path)),
      ("line", .integer(claim.example.place.start.line)), ("rule", .text(claim.rule.place.pathAndLine)),
    ])
  }

  // MARK: - JUnit

  /// The XML that continuous integration reads: one suite, a case an example.
  var junit: String {
    var lines = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#,
      #"<testsuites><testsuite name="trellis rules test" tests="\#(results.count)" failures="\#(failures.count)">"#,
    ]
    for result in results {
      let name = "\(result.example.group.rawValue): \(result.example.text)"
      let head =
        #"<testcase classname="\#(xml(result.intent.text))" name="\#(xml(name))" file="\#(xml(result.example.place.path))" line="\#(result.example.place.start.line)""#
      if let failure = result.failure {
        lines.append(head + #"><failure message="\#(xml(failure))"/></testcase>"#)
      } else {
        lines.append(head + "/>")
      }
    }
    lines.append("</testsuite></testsuites>")
    return lines.joined(separator: "\n")
  }

  /// Text as it stands in an attribute; characters that XML cannot hold become U+FFFD.
  private func xml(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\n", "\t", "\r": escaped += "&#\(scalar.value);"
      case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  // MARK: - TAP

  /// The Test Anything Protocol, version 13.
  var tap: String {
    var lines = ["TAP version 13", "1..\(results.count)"]
    for (number, result) in results.enumerated() {
      let name = "\(result.intent) (\(result.example.group.rawValue)): \(result.example.text)"
        .replacing("\n", with: " ").replacing("#", with: "\\#")
      lines.append("\(result.failure == nil ? "ok" : "not ok") \(number + 1) - \(name)")
      if let failure = result.failure {
        lines.append("# \(result.example.place.pathAndLine): \(failure.replacing("\n", with: " "))")
      }
    }
    return lines.joined(separator: "\n")
  }
}
