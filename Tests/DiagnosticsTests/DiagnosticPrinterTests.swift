import Diagnostics
import Testing

struct DiagnosticPrinterTests {
  private let file = SourceFile(
    path: "rules/a.yaml",
    text: "one: two\r\n  नमस्ते: <slep>\n\ttabbed: here\n" + String(repeating: "x", count: 300))

  private func text(_ diagnostic: Diagnostic) -> String {
    DiagnosticPrinter(files: [file]).text(for: diagnostic)
  }

  @Test func printsPlaceLineCaretHintAndOtherPlace() {
    let diagnostic = Diagnostic(
      .unknownConcept, "unknown concept ‘slep’",
      at: SourcePlace(path: "rules/a.yaml", line: 2, column: 11, length: 6),
      hint: "did you mean ‘sleep’?", related: SourcePlace(path: "rules/b.yaml", line: 7, column: 3))
    let expected = """
      rules/a.yaml:2:11: error[TR0202]: unknown concept ‘slep’
        2 |   नमस्ते: <slep>
          |        ^^^^^^
        hint: did you mean ‘sleep’?
        see also: rules/b.yaml:7:3
      """
    #expect(text(diagnostic) == expected)
  }

  /// Line, column, length; the line of source and the line of the caret.
  @Test(arguments: [
    (1, 1, 1, "  1 | one: two", "    | ^"),
    (1, 6, 3, "  1 | one: two", "    |      ^^^"),
    (1, 6, 99, "  1 | one: two", "    |      ^^^"),
    (1, 99, 4, "  1 | one: two", "    |         ^"),
    (3, 2, 1, "  3 |  tabbed: here", "    |  ^"),
  ])
  func putsTheCaretUnderThePlace(line: Int, column: Int, length: Int, source: String, caret: String) {
    let place = SourcePlace(path: "rules/a.yaml", line: line, column: column, length: length)
    let lines = text(Diagnostic(.yamlSyntax, "m", at: place)).split(separator: "\n").map(String.init)
    #expect(lines == ["rules/a.yaml:\(line):\(column): error[TR0106]: m", source, caret])
  }

  @Test func cutsLongLinesAroundTheCaret() {
    let lines = text(
      Diagnostic(.yamlSyntax, "m", at: SourcePlace(path: "rules/a.yaml", line: 4, column: 200))
    )
    .split(separator: "\n").map(String.init)
    #expect(lines[1] == "  4 | " + String(repeating: "x", count: 100))
    #expect(lines[2] == "    | " + String(repeating: " ", count: 60) + "^")
  }

  @Test(arguments: ["rules/other.yaml", "rules/a.yaml"])
  func printsThePlaceAloneWhereThereIsNoLine(path: String) {
    let diagnostic = Diagnostic(.unreadableFile, "gone", at: SourcePlace(path: path, line: 99, column: 1))
    #expect(text(diagnostic) == "\(path):99:1: error[TR0101]: gone")
  }

  @Test func ordersCountsAndDropsDoubles() {
    let late = Diagnostic(.emptyPattern, "late", at: SourcePlace(path: "b", line: 2, column: 1))
    let early = Diagnostic(.missingTitle, "early", at: SourcePlace(path: "b", line: 1, column: 9))
    let text = DiagnosticPrinter(files: []).text(for: [late, early, late])
    #expect(text == "b:1:9: warning[TR0403]: early\n\nb:2:1: error[TR0301]: late\n\n1 error, 1 warning\n")
  }

  @Test func givesEachCodeOnce() {
    #expect(Set(DiagnosticCode.allCases.map(\.rawValue)).count == DiagnosticCode.allCases.count)
  }
}
