import Authoring
import Rules
import TestSupport
import Testing

/// The rows of the guide that a pack carries.
struct GuideCoverageTests {
  @Test func namesWhatIsMissingAndWhatIsNoRow() throws {
    let book = try RuleBook(
      sections: """
        intents:
          - {id: sign.a, kind: sign, title: A, source: [S1, S177], patterns: [a]}
          - {id: sign.b, kind: sign, title: B, source: [S2], enabled: false, patterns: [b]}
        steps:
          - {id: small, title: Small, source: [S1], sizes: {2: Two.}}
        """)
    let guide = GuideCoverage(of: book)
    #expect(guide.rows.map(\.name) == (1...176).map { "S\($0)" })
    #expect(guide.rows[0].carriers.map(\.id) == ["sign.a", "small"])
    #expect(guide.missing.count == 174)
    #expect(guide.missing.first?.name == "S2")
    #expect(!guide.missing.contains { $0.name == "S129" })
    #expect(guide.share == .init(used: 1, all: 175))
    #expect(guide.strays.map { "\($0.carrier.id) \($0.name)" } == ["sign.a S177"])
  }
}
