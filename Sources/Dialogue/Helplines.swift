package import Rules

/// The contact lines for a region, as they stand in a safety reply.
package struct HelplineList: Sendable {
  private let lines: [Helpline]

  package init(_ lines: [Helpline]) {
    self.lines = lines
  }

  /// Every country that has lines of its own.
  package var regions: [String] { Set(lines.map(\.country)).subtracting(["ZZ"]).sorted() }

  /// One line a contact, the kinds in the order asked for; where a region has none, those for everywhere.
  package func text(for kinds: [HelplineKind], in region: String?) -> String {
    let own = lines.filter { $0.country == region }
    let chosen = own.isEmpty ? lines.filter { $0.country == "ZZ" } : own
    var shown: [Helpline] = []
    for kind in kinds { shown += chosen.filter { $0.kind == kind } }
    if shown.isEmpty || own.isEmpty { shown = chosen }
    return shown.map(\.contact).joined(separator: "\n")
  }
}

extension Helpline {
  /// `  Samaritans: 116 123 (call, 24/7; checked 2026-11-01)`.
  fileprivate var contact: String {
    let details = [channel, hours].filter { !$0.isEmpty }.joined(separator: ", ")
    let checked = checkedOn.isEmpty ? "" : "; checked \(checkedOn)"
    return "  \(name): \(number) (\(details)\(checked))"
  }
}
