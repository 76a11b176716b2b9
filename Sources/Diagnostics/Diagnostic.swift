/// One complaint about an author's file: what, where, and how to mend it.
package struct Diagnostic: Error, Hashable, Sendable {
  package enum Severity: String, Hashable, Comparable, Sendable {
    case error, warning, note

    private var rank: Int {
      switch self {
      case .error: 0
      case .warning: 1
      case .note: 2
      }
    }

    package static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }
  }

  package var code: DiagnosticCode
  package var message: String
  package var place: SourcePlace
  package var hint: String?
  /// The other place of a mistake that has two, such as the first of two equal ids.
  package var related: SourcePlace?

  package var severity: Severity { code.severity }

  package init(
    _ code: DiagnosticCode, _ message: String, at place: SourcePlace, hint: String? = nil,
    related: SourcePlace? = nil
  ) {
    self.code = code
    self.message = message
    self.place = place
    self.hint = hint
    self.related = related
  }
}

extension Diagnostic: CustomStringConvertible {
  /// One line that editors can jump from: `rules/x.yaml:12:7: error[TR0202]: unknown concept ‘slep’`.
  package var description: String {
    "\(place.path):\(place.start.line):\(place.start.column): \(severity.rawValue)[\(code.rawValue)]: \(message)"
  }
}

extension [Diagnostic] {
  /// Whether any of these keeps a pack or a transcript from being used.
  package var containErrors: Bool { contains { $0.severity == .error } }

  /// By place, then by code, each complaint once.
  package func inOrder() -> [Diagnostic] {
    let order = indices.sorted { a, b in
      (self[a].place, self[a].code.rawValue, a) < (self[b].place, self[b].code.rawValue, b)
    }
    return order.reduce(into: []) { ordered, index in
      // Doubles have the same place.
      let isDouble = ordered.reversed().prefix { $0.place == self[index].place }.contains(self[index])
      if !isDouble { ordered.append(self[index]) }
    }
  }
}
