import Diagnostics
import Language
import Rules
import TestSupport
import Testing

struct LexiconReaderTests {
  private func lexicon(_ sections: String) throws -> Lexicon {
    try RuleBook(sections: "lexicon:\n" + sections).lexicon
  }

  @Test func readsVariantsWithSeveralReadings() throws {
    let lexicon = try lexicon("  variants: |\n    Can’t = can not\n    he's = he is | he has\n")
    #expect(lexicon.variants == ["can't": [["can", "not"]], "he's": [["he", "is"], ["he", "has"]]])
    #expect(lexicon.readings(of: "can't") == [["can", "not"]])
    #expect(lexicon.readings(of: "other") == [["other"]])
  }

  @Test func readsIrregularFormsBaseFirst() throws {
    let lexicon = try lexicon("  irregular: |\n    feel feels feeling | felt\n    put | put\n")
    #expect(lexicon.irregular["feels"] == .init(base: "feel", isPast: false))
    #expect(lexicon.irregular["felt"] == .init(base: "feel", isPast: true))
    #expect(lexicon.irregular["put"] == .init(base: "put", isPast: false))
  }

  @Test func readsTheOtherLists() throws {
    let lexicon = try lexicon(
      """
        exact: |
          i me My
          not
        distinct: |
          apart / apartment
        fillers: |
          just
          kind of
        abbreviations: e.g etc
        mirror: |
          my = your
        pronouns: |
          he him his

      """)
    #expect(lexicon.exact == ["i", "me", "my", "not"])
    #expect(lexicon.distinct == [["apart", "apartment"]])
    #expect(lexicon.fillers == [["just"], ["kind", "of"]])
    #expect(lexicon.mirror == ["my": "your"])
    #expect(lexicon.pronouns == [.init(subject: "he", object: "him", possessive: "his")])
    #expect(lexicon.knownWords.map { _ in true } == nil)
  }

  @Test func readsKnownWordsFromAnotherFileOfThePack() throws {
    let pack = SourceFile(
      path: "p/a.yaml", text: RuleBook.usualHeader + "lexicon: {known-words: words.txt}\n")
    let words = SourceFile(path: "p/words.txt", text: "# A comment.\nBread\r\n\ncan’t\n")
    let known = try #require(try RuleBook(files: [pack, words]).lexicon.knownWords)
    for word in ["bread", "can't"] { #expect(known.contains(word), "\(word)") }
    for word in ["", "#", "a", "Bread", "brea", "breads"] { #expect(!known.contains(word), "\(word)") }
  }
}
