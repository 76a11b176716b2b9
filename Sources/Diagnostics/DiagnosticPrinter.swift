/// Words diagnostics for a person: the place, the line, a caret under the mistake, the hint.
package struct DiagnosticPrinter: Sendable {
  private let lines: [String: [Substring]]

  /// A printer that can show the lines of `files`; for other paths it shows the place alone.
  package init(files: [SourceFile]) {
    lines = Dictionary(files.map { ($0.path, $0.lines) }, uniquingKeysWith: { first, _ in first })
  }

  /// All complaints, a blank line between them, with the count at the end.
  package func text(for diagnostics: [Diagnostic]) -> String {
    let ordered = diagnostics.inOrder()
    return (ordered.map(text(for:)) + [Self.summary(of: ordered)]).joined(separator: "\n\n") + "\n"
  }

  /// One complaint, several lines, without a line end behind the last.
  package func text(for diagnostic: Diagnostic) -> String {
    var parts = [diagnostic.description]
    parts += excerpt(at: diagnostic.place)
    if let hint = diagnostic.hint { parts.append("  hint: \(hint)") }
    if let related = diagnostic.related {
      parts.append("  see also: \(related.path):\(related.start.line):\(related.start.column)")
    }
    return parts.joined(separator: "\n")
  }

  /// The source line and a caret line, cut to a window around long lines.
  private func excerpt(at place: SourcePlace) -> [String] {
    guard let file = lines[place.path], file.indices.contains(place.start.line - 1) else { return [] }
    let scalars = Array(file[place.start.line - 1].unicodeScalars)
    let caret = min(place.start.column - 1, scalars.count)
    let from = max(0, caret - 60)
    let window = scalars[from..<min(scalars.count, from + 100)]
    let shown = String(String.UnicodeScalarView(window)).replacingTabs
    let under = String(String.UnicodeScalarView(window.prefix(caret - from))).replacingTabs
    let width = min(place.length, max(1, scalars.count - caret), 60)
    let margin = String(place.start.line)
    let padding = String(repeating: " ", count: margin.count)
    return [
      "  \(margin) | \(shown)",
      "  \(padding) | \(String(repeating: " ", count: under.count))\(String(repeating: "^", count: width))",
    ]
  }

  /// `2 errors, 1 warning`.
  package static func summary(of diagnostics: [Diagnostic]) -> String {
    let kinds: [(Diagnostic.Severity, String)] = [(.error, "error"), (.warning, "warning"), (.note, "note")]
    let counts = kinds.compactMap { severity, name -> String? in
      let count = diagnostics.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(name)\(count == 1 ? "" : "s")"
    }
    return counts.isEmpty ? "no complaints" : counts.joined(separator: ", ")
  }
}

extension String {
  fileprivate var replacingTabs: String { String(map { $0 == "\t" ? " " : $0 }) }
}
