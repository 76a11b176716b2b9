import Authoring
import BundledRules
import Rules
import Testing

/// How many examples are still claimed as the user’s own once they are said of somebody else, denied, past or reported.
struct VariationFiguresTests {
  @Test func atMostOneVariantInAHundredIsStillClaimed() async throws {
    let book = try #require(RuleBookReader.read(PackFiles(files: BundledRules.files)).book)
    let figures = await VariationTests(book: book).run(jobs: 2)
    let variants = figures.reduce(0) { $0 + $1.variants }
    let claims = figures.flatMap(\.claims)
    print("variants still claimed: \(percent(claims.count, of: variants))")
    #expect(variants > 2_000)
    #expect(figures.allSatisfy { $0.variants > 50 })
    #expect(claims.count * 100 <= variants)
  }
}
