import Dialogue
import TestSupport
import Testing

@testable import Language

struct AnalyzerTests {
  private static var lexicon: Lexicon {
    var lexicon = Lexicon(language: "en")
    lexicon.variants = ["can't": [["can", "not"]], "he's": [["he", "is"], ["he", "has"]], "u": [["you"]]]
    lexicon.abbreviations = ["e.g", "eg", "mr", "etc"]
    lexicon.clauseStarts = ["because", "when", "but"]
    lexicon.joiners = ["and", "so"]
    lexicon.subjects = ["i", "he", "my"]
    return lexicon
  }

  private func utterance(_ text: String) -> Utterance {
    Analyzer(vocabulary: Vocabulary(lexicon: Self.lexicon)).utterance(text)
  }

  /// What was typed for each word.
  private func words(_ text: String) -> [String] {
    let utterance = utterance(text)
    return utterance.words.indices.map { utterance.typed(at: utterance.span(of: $0..<($0 + 1))) }
  }

  @Test(arguments: [
    ("", []), ("   \n\t ", []), ("...!?", []),
    ("I feel  so-so", ["I", "feel", "so", "so"]),
    ("and/or, so: on", ["and", "or", "so", "on"]),
    ("don't ‘stop’ y’all", ["don't", "stop", "y’all"]),
    ("others' rules 'quoted'", ["others", "rules", "quoted"]),
    ("3.5 24/7 2nd", ["3", "5", "24", "7", "2nd"]),
    ("नमस्ते दुनिया।", ["नमस्ते", "दुनिया"]),
    ("क\u{94D}\u{200D}ष", ["क\u{94D}\u{200D}ष"]),
    ("你好。世界", ["你好", "世界"]),
    ("cafe\u{301} café", ["cafe\u{301}", "café"]),
    ("a😀b 👩‍👩‍👧x 👍🏽y ❤️z", ["a", "b", "x", "y", "z"]),
    ("e\u{301}\u{302}\u{303}!", ["e\u{301}\u{302}\u{303}"]),
    ("ﬁne Ωmega ß", ["ﬁne", "Ωmega", "ß"]),
    ("nul\u{0}byte", ["nul", "byte"]),
    ("\u{FEFF}bom", ["bom"]),
  ])
  func findsWords(text: String, expected: [String]) {
    #expect(words(text) == expected)
  }

  /// Half-open offsets in Unicode scalars.
  @Test(arguments: [
    ("I feel", [0..<1, 2..<6]),
    ("can't go", [0..<5, 0..<5, 6..<8]),
    ("he’s in", [0..<4, 0..<4, 5..<7]),
    ("नमस्ते a", [0..<6, 7..<8]),
    ("😀 a 👩‍👩‍👧 b", [2..<3, 10..<11]),
    ("e\u{301} a", [0..<2, 3..<4]),
    ("你好，a", [0..<2, 3..<4]),
    ("a\r\nb", [0..<1, 3..<4]),
  ])
  func countsSpansInScalars(text: String, spans: [Range<Int>]) {
    let utterance = utterance(text)
    #expect(utterance.words.indices.map { utterance.span(of: $0..<($0 + 1)) } == spans)
  }

  private func parts(_ ranges: [Range<Int>], of utterance: Utterance) -> [String] {
    ranges.map { utterance.typed(at: utterance.span(of: $0)) }
  }

  @Test(arguments: [
    ("one two", ["one two"]),
    ("one. two! three? four", ["one", "two", "three", "four"]),
    ("ok.then go", ["ok", "then go"]),
    ("yes?no", ["yes", "no"]),
    ("it is 3.5 or 1,000.50 now", ["it is 3.5 or 1,000.50 now"]),
    ("in 2024. then", ["in 2024", "then"]),
    ("e.g. this, mr. x and etc. all", ["e.g. this, mr. x and etc. all"]),
    ("one\ntwo", ["one\ntwo"]),
    ("one\n\ntwo", ["one", "two"]),
    ("one\r\n\r\ntwo", ["one", "two"]),
    ("one\n \ntwo", ["one", "two"]),
    ("one.\ntwo", ["one", "two"]),
    ("one… two", ["one… two"]),
    ("one... two", ["one... two"]),
    ("one; two – three", ["one; two – three"]),
    ("नमस्ते। दुनिया॥ अब", ["नमस्ते", "दुनिया", "अब"]),
    ("你好。世界！吗？", ["你好", "世界", "吗"]),
    ("one.) two", ["one", "two"]),
  ])
  func endsSentences(text: String, expected: [String]) {
    let utterance = utterance(text)
    #expect(parts(utterance.sentences, of: utterance) == expected)
  }

  @Test func marksQuestions() {
    #expect(utterance("why? because. really?! no").questions == [true, false, true, false])
  }

  @Test(arguments: [
    ("i go, you stay", ["i go, you stay"]),  // no new subject
    ("i go, he stays", ["i go", "he stays"]),
    ("i go because he stays", ["i go", "because he stays"]),
    ("when he is sad, all stops", ["when he is sad", "all stops"]),
    ("i eat bread and butter", ["i eat bread and butter"]),
    ("i eat and he sleeps", ["i eat", "and he sleeps"]),
    ("i go; you stay", ["i go", "you stay"]),
    ("one – two — three", ["one", "two", "three"]),
    ("one - two", ["one", "two"]),
    ("well-known thing", ["well-known thing"]),
    ("one… two... three", ["one", "two", "three"]),
    ("one\ntwo", ["one", "two"]),
    ("one 😀 two", ["one", "two"]),
    ("one (two) three", ["one", "two", "three"]),
    ("one. two", ["one", "two"]),
  ])
  func endsClauses(text: String, expected: [String]) {
    let utterance = utterance(text)
    #expect(parts(utterance.clauses, of: utterance) == expected)
  }

  @Test func givesEachReadingOfAVariant() {
    var vocabulary = Vocabulary(lexicon: Self.lexicon)
    let numbers = Dictionary(
      uniqueKeysWithValues: ["he", "is", "has", "can", "not"].map { ($0, vocabulary.number(ofSurface: $0)) })
    let utterance = Analyzer(vocabulary: vocabulary).utterance("he's can't")
    let found = utterance.words.indices.map { index in
      Set(numbers.filter { utterance.word(index, hasSurface: $0.value) }.keys)
    }
    #expect(found == [["he"], ["is", "has"], ["can"], ["not"]])
  }

  /// Sentences hold every word once, clauses lie in sentences, spans lie in the text and ascend.
  @Test func isWellFormedWhateverIsTyped() {
    let analyzer = Analyzer(vocabulary: Vocabulary(lexicon: Self.lexicon))
    var random = SplitMix64(state: 1)
    for seed in 0..<2000 {
      let text = String(
        String.UnicodeScalarView((0..<Int.random(in: 0..<40, using: &random)).map { _ in random.scalar() }))
      let utterance = analyzer.utterance(text)
      #expect(utterance.sentences.flatMap { Array($0) } == Array(utterance.words.indices), "seed \(seed)")
      #expect(utterance.clauses.flatMap { Array($0) } == Array(utterance.words.indices), "seed \(seed)")
      #expect(utterance.questions.count == utterance.sentences.count)
      let spans = utterance.words.indices.map { utterance.span(of: $0..<($0 + 1)) }
      #expect(
        zip(spans, spans.dropFirst()).allSatisfy { $0 == $1 || $0.upperBound <= $1.lowerBound },
        "seed \(seed)")
      #expect((spans.last?.upperBound ?? 0) <= text.unicodeScalars.count, "seed \(seed)")
    }
  }

  @Test func readsManyTextsAtOnceAsItReadsEach() {
    let (analyzer, alone) = (
      Analyzer(vocabulary: Vocabulary(lexicon: Self.lexicon)),
      Analyzer(vocabulary: Vocabulary(lexicon: Self.lexicon))
    )
    var random = SplitMix64(state: 3)
    for seed in 0..<40 {
      let texts = (0..<Int.random(in: 1..<12, using: &random)).map { _ in
        String(
          String.UnicodeScalarView((0..<Int.random(in: 0..<600, using: &random)).map { _ in random.scalar() })
        )
      }
      var utterances = Array(repeating: utterance("left over. I can't"), count: 12)
      analyzer.analyze(texts, into: &utterances)
      for (text, batched) in zip(texts, utterances) {
        let single = alone.utterance(text)
        #expect(batched.text == text)
        #expect(batched.words.map(\.form) == single.words.map(\.form), "seed \(seed)")
        #expect(batched.words.map(\.span) == single.words.map(\.span), "seed \(seed)")
        #expect(batched.sentences == single.sentences, "seed \(seed)")
        #expect(batched.clauses == single.clauses, "seed \(seed)")
      }
    }
  }

  @Test func rememberingWordsChangesNothing() {
    let used = Analyzer(vocabulary: Vocabulary(lexicon: Self.lexicon))
    var random = SplitMix64(state: 2)
    for _ in 0..<20_000 { _ = used.utterance(String(random.next(), radix: 36)) }
    for text in ["I can't. He's, because my dog", "नमस्ते 😀 a"] {
      let a = used.utterance(text)
      let b = utterance(text)
      #expect(a.words.map(\.form) == b.words.map(\.form))
      #expect(a.clauses == b.clauses)
    }
  }
}

extension SplitMix64 {
  /// Often a letter, a mark or a stop, sometimes anything.
  fileprivate mutating func scalar() -> Unicode.Scalar {
    isOnce(in: 2)
      ? pick(Array("aeI'’ \n.,?!-\u{301}\u{200D}न्त你😀3".unicodeScalars))
      : Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &self)) ?? "\u{FFFD}"
  }
}
