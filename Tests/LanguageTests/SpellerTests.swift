import Testing

@testable import Language

struct SpellerTests {
  /// A pack that speaks of these words and knows some others.
  private func correction(_ typed: String, known: [String]? = ["bread", "form", "boundless"]) -> String? {
    var lexicon = Lexicon(language: "en")
    lexicon.knownWords = known.map { WordList(lines: Array($0.sorted().map { $0 + "\n" }.joined().utf8)) }
    lexicon.variants = ["cant": [["can", "not"]]]
    lexicon.exact = ["never"]
    var vocabulary = Vocabulary(lexicon: lexicon)
    for word in [
      "guilty", "refuse", "refused", "boundary", "so", "love", "from", "feel", "fell", "meet", "sister",
    ] {
      _ = vocabulary.number(ofSurface: word)
    }
    var speller = Speller(vocabulary: vocabulary)
    return speller?.correction(of: typed, by: Stemmer(language: "en"))
  }

  @Test(arguments: [
    ("gilty", "guilty"), ("guitly", "guilty"), ("guilly", "guilty"), ("guiltyy", "guilty"),
    ("bounadry", "boundary"), ("bundry", nil), ("boundery", "boundary"),
    ("sooo", "so"), ("loooove", "love"), ("feeeel", "feel"),
    ("refues", "refuse"),
    // Short words, words with digits, another first letter: left alone.
    ("frm", nil), ("gui1ty", nil), ("xuilty", nil),
    // Two words equally near: left alone.
    ("fexl", nil), ("fel", nil),
    // Two off is too far for seven letters and fewer.
    ("sistxx", nil), ("sisrte", nil),
  ])
  func takesAMisspeltWordForTheNearest(typed: String, expected: String?) {
    #expect(correction(typed) == expected)
  }

  @Test(arguments: ["form", "bread", "boundless", "cant", "never", "guilty", "bread's", "guilty's"])
  func touchesNoRealWord(word: String) {
    #expect(correction(word) == nil)
  }

  @Test func correctsNothingWithoutKnownWords() {
    #expect(correction("gilty", known: nil) == nil)
  }

  private func utterance(_ text: String) -> Utterance {
    var lexicon = Lexicon(language: "en")
    lexicon.knownWords = WordList(lines: Array("bread\n".utf8))
    var vocabulary = Vocabulary(lexicon: lexicon)
    _ = vocabulary.number(ofSurface: "guilty")
    return Analyzer(vocabulary: vocabulary).utterance(text)
  }

  @Test func tellsOfEachCorrectionWithItsSpan() {
    #expect(
      utterance("so: Gilty, gilty").corrections == [
        Correction(typed: "gilty", corrected: "guilty", span: 11..<16)
      ])
    #expect(utterance("Gilty.").corrections.map(\.span) == [0..<5])
    #expect(utterance("bread. Gilty").corrections.map(\.span) == [7..<12])
  }
}
