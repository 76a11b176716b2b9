package import Rules

/// The contact lines for a region, as they stand in a safety reply.
package struct HelplineList: Sendable {
  /// The kinds that are shown where nothing says which are needed.
  package static let usual: [HelplineKind] = [.emergency, .crisis, .domesticViolence, .child]

  private let lines: [Helpline]
  private let named: [Region]

  /// A list of contacts, and what people call each country.
  package init(_ lines: [Helpline], named: [Region] = []) {
    self.lines = lines
    self.named = named
  }

  /// Every country that has lines of its own.
  package var regions: [String] { Set(lines.map(\.country)).subtracting(["ZZ"]).sorted() }

  /// The country that a short answer names, by a name of it or by its code alone.
  package func region(namedIn answer: String) -> String? {
    let words = Self.words(of: answer)
    if words.count == 1, let code = words.first?.uppercased(), regions.contains(code) { return code }
    guard words.count <= Self.longestAnswer else { return nil }
    let spaced = " " + words.joined(separator: " ") + " "
    return named.first { region in
      region.names.contains { spaced.contains(" " + Self.words(of: $0).joined(separator: " ") + " ") }
    }?.code
  }

  /// In words; in more of them a country is named in passing.
  private static let longestAnswer = 6

  private static func words(of text: String) -> [String] {
    text.lowercased().split { !$0.isLetter }.map(String.init)
  }

  /// One line a contact, the kinds in the order asked for; where a region has none, those for everywhere.
  ///
  /// A number that was looked up too long before `day` stands there with its date.
  package func text(for kinds: [HelplineKind], in region: String?, on day: CalendarDay) -> String {
    let own = lines.filter { $0.country == region }
    let chosen = own.isEmpty ? lines.filter { $0.country == "ZZ" } : own
    var shown: [Helpline] = []
    for kind in kinds { shown += chosen.filter { $0.kind == kind } }
    if shown.isEmpty || own.isEmpty { shown = chosen }
    // One line may serve two kinds.
    let contacts = shown.map { $0.contact(on: day) }
    return contacts.indices.filter { !contacts[..<$0].contains(contacts[$0]) }.map { contacts[$0] }
      .joined(separator: "\n")
  }
}

extension Helpline {
  /// `  Samaritans: 116 123 (call, 24/7)`; an old one `  Samaritans: 116 123 (call, 24/7; checked 2026-01-05)`.
  fileprivate func contact(on day: CalendarDay) -> String {
    let details = [channel, hours].filter { !$0.isEmpty }.joined(separator: ", ")
    let checked = isOld(on: day) && !checkedOn.isEmpty ? "; checked \(checkedOn)" : ""
    return "  \(name): \(number) (\(details)\(checked))"
  }
}
