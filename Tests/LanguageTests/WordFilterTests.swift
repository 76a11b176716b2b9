import Testing

@testable import Language

struct WordFilterTests {
  private static let listed = (0..<500).map { "word\($0)" } + ["", "i'm"]

  @Test func letsEveryListedWordThrough() {
    let filter = WordFilter(Self.listed)
    for word in Self.listed { #expect(filter.mayHold(word), "\(word)") }
  }

  @Test func refusesMostOthers() {
    let filter = WordFilter(Self.listed)
    #expect((0..<2_000).count { filter.mayHold("other\($0)") } < 400)
    #expect(!WordFilter([]).mayHold("word"))
  }

  /// Strings that are equal may differ in bytes.
  @Test func letsAWordThroughHoweverItsLettersAreComposed() {
    var lexicon = Lexicon(language: "en")
    lexicon.irregular = ["caf\u{E9}s": .init(base: "kahve", isPast: false)]
    let vocabulary = Vocabulary(lexicon: lexicon)
    let stemmer = Stemmer(language: "en")
    #expect(vocabulary.lemma(of: "cafe\u{301}s", by: stemmer) == vocabulary.lemma(of: "kahve", by: stemmer))
  }
}
