import Testing

@testable import Language

struct VocabularyTests {
  private static var lexicon: Lexicon {
    var lexicon = Lexicon(language: "en")
    lexicon.irregular = [
      "feel": .init(base: "feel", isPast: false), "felt": .init(base: "feel", isPast: true),
      "put": .init(base: "put", isPast: false),
    ]
    lexicon.exact = ["i", "his", "not", "is"]
    lexicon.distinct = [["apart", "apartment"], ["universe", "university"]]
    lexicon.adjectives = ["tired"]
    lexicon.pastAuxiliaries = ["was"]
    lexicon.presentAuxiliaries = ["is"]
    return lexicon
  }

  private let stemmer = Stemmer(language: "en")

  @Test(arguments: [
    ("walk", "walking", true), ("walk", "walked", true), ("walk", "walks", true), ("walk", "talk", false),
    ("feel", "felt", true), ("feel", "feelings", true), ("put", "putting", true),
    ("his", "hi", false), ("not", "nots", false), ("i", "is", false),
    ("apart", "apartment", false), ("apartment", "apartments", true), ("apart", "apart", true),
    ("universe", "university", false), ("universe", "universes", true), ("university", "universities", false),
  ])
  func takesInflectionsForOneWord(a: String, b: String, isSame: Bool) {
    let vocabulary = Vocabulary(lexicon: Self.lexicon)
    #expect((vocabulary.lemma(of: a, by: stemmer) == vocabulary.lemma(of: b, by: stemmer)) == isSame)
  }

  @Test(arguments: [
    ("felt", Tense.past), ("feel", .none), ("put", .none), ("walked", .past), ("tired", .none),
    ("was", .pastAuxiliary),
    ("is", .presentAuxiliary), ("bed", .none), ("need", .none),
  ])
  func knowsPastForms(word: String, tense: Tense) {
    #expect(Vocabulary(lexicon: Self.lexicon).form(of: word, by: stemmer).tense == tense)
  }

  @Test func givesNumbersOnceAndNoneToWordsItDoesNotSpeakOf() {
    var vocabulary = Vocabulary(lexicon: Self.lexicon)
    let walk = vocabulary.number(ofLemmaOf: "walk", by: stemmer)
    #expect(vocabulary.number(ofLemmaOf: "walking", by: stemmer) == walk)
    #expect(vocabulary.form(of: "walked", by: stemmer).lemma == walk)
    #expect(vocabulary.form(of: "walked", by: stemmer).surface == 0)
    #expect(vocabulary.form(of: "talk", by: stemmer).lemma == 0)
    #expect(vocabulary.count == Int(walk) + 1)
  }

  /// A language that Snowball does not know leaves words as they are.
  @Test func stemsOnlyLanguagesItKnows() {
    #expect(Stemmer(language: "en").stem("walking") == "walk")
    #expect(Stemmer(language: "xx").stem("walking") == "walking")
    #expect(stemmer.stem(String(repeating: "walking", count: 100)).hasSuffix("walking"))
  }

  @Test(arguments: [
    ("CAN’T", "can't"), ("can`t", "can`t"), ("Straße", "straße"), ("É", "é"), ("E\u{301}", "é"),
    ("नमस्ते", "नमस्ते"),
  ])
  func foldsCaseAndApostrophes(word: String, expected: String) {
    #expect(folded(word) == expected)
  }
}

struct WordListTests {
  /// Sorted or not, with comments, with the line ends of any system.
  @Test(arguments: [
    "apple\nbread\ncat\n", "cat\napple\nbread\n", "# a\n# b\ncat\nbread\napple", "apple\ncat\nbread",
    "cat\r\nbread\r\napple\r\n",
  ])
  func findsEachWordAndNoOther(lines: String) {
    let list = WordList(lines: Array(lines.utf8))
    for word in ["apple", "bread", "cat"] { #expect(list.contains(word), "\(word)") }
    for word in ["", "a", "appl", "apples", "b", "ca", "cats", "# a", "zebra"] {
      #expect(!list.contains(word), "\(word)")
    }
  }

  @Test func isEmptyWithoutLines() {
    #expect(!WordList(lines: []).contains("a"))
    #expect(!WordList(lines: Array("# only\n".utf8)).contains(""))
  }

  @Test func unitesTwoLists() {
    let list = WordList(lines: Array("b\nd\n".utf8)).union(WordList(lines: Array("a\nc".utf8)))
    #expect(["a", "b", "c", "d", "e"].map(list.contains) == [true, true, true, true, false])
  }
}
