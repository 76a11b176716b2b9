package import Diagnostics
package import Rules

/// Which rows of the guide’s inventory the intents and steps of a pack carry, by their `source:`.
package struct GuideCoverage: Sendable {
  /// Something that names a row.
  package struct Carrier: Hashable, Sendable {
    package var id: String
    package var place: SourcePlace
  }

  package struct Row: Sendable {
    /// `S1` … `S176`.
    package var name: String
    /// In the order of the files.
    package var carriers: [Carrier]
    /// Whether nothing need carry it: a row of the inventory that is navigation and says nothing.
    package var isExempt: Bool

    package var isMissing: Bool { carriers.isEmpty && !isExempt }
  }

  /// A `source:` that names no row.
  package struct Stray: Sendable {
    package var name: String
    package var carrier: Carrier
  }

  private static let names = (1...176).map { "S\($0)" }
  private static let exempt: Set<String> = ["S129"]

  package let rows: [Row]
  package let strays: [Stray]

  package init(of book: RuleBook) {
    let sources =
      book.intents.filter(\.isEnabled).map { ($0.source, Carrier(id: $0.id.text, place: $0.place)) }
      + book.steps.map { ($0.source, Carrier(id: $0.id.text, place: $0.place)) }
    var carriers: [String: [Carrier]] = [:]
    for (names, carrier) in sources { for name in names { carriers[name, default: []].append(carrier) } }
    rows = Self.names.map { name in
      Row(
        name: name, carriers: (carriers[name] ?? []).sorted { $0.place < $1.place },
        isExempt: Self.exempt.contains(name))
    }
    strays = carriers.keys.filter { !Self.names.contains($0) }.sorted().flatMap { name in
      (carriers[name] ?? []).map { Stray(name: name, carrier: $0) }
    }
  }

  package var missing: [Row] { rows.filter(\.isMissing) }

  /// Of the rows that must be carried.
  package var share: Coverage.Share {
    let due = rows.filter { !$0.isExempt }
    return Coverage.Share(used: due.count { !$0.isMissing }, all: due.count)
  }
}
