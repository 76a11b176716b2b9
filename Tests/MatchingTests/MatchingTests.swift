import Diagnostics
import Language
import Matching
import Rules
import TestSupport
import Testing

/// The pattern language, clause by clause of design.md, section 2.1.
struct MatchingTests {
  private static let lexicon = """
    lexicon:
      variants: |
        can't = can not
        he's = he is | he has
        u = you
      irregular: |
        feel feels feeling | felt
      exact: |
        i my his not is has
      distinct: |
        apart / apartment
      fillers: |
        just
        kind of
    concepts:
      person: |
        (he|she|him|her)
        my [best] friend
        my friend anna
      refuse: |
        say no
        turn <person> down

    """

  private func reading(_ patterns: [String], _ text: String, extra: String = "") throws -> Reading {
    let lines = patterns.map { "      \($0)\n" }.joined()
    let intent = "intents:\n  - id: a.one\n    kind: chat\n    patterns: |\n\(lines)\(extra)"
    return Reader(Matcher(try RuleBook(sections: Self.lexicon + intent))).read(text)
  }

  private func typed(_ patterns: [String], _ text: String) throws -> [String] {
    let reading = try reading(patterns, text)
    return reading.matches.sorted { $0.words.lowerBound < $1.words.lowerBound }.map { reading.typed($0) }
  }

  @Test(arguments: [
    // Words in any inflection; exact and distinct words; variants on both sides.
    ("walk", "Walking, WALKED walks", ["Walking", "WALKED", "walks"]),
    ("felt", "i feel, feeling feelings", ["feel", "feeling", "feelings"]),
    ("not", "nots not", ["not"]),
    ("apart", "apartments apart", ["apart"]),
    ("can't", "I can not", ["can not"]),
    ("can not", "I can’t", ["can’t"]),
    ("he has", "he's here", ["he's"]),
    ("he's", "he is, he has, he was", ["he is", "he has"]),
    ("you", "u", ["u"]),
    ("cafe\u{301}", "CAFÉ", ["CAFÉ"]),
    ("so so", "so-so", ["so-so"]),
    // Quotations: these words, nothing skipped.
    ("\"walk on\"", "walks on; walk just on; Walk on", ["Walk on"]),
    ("\"can't\"", "can not", ["can not"]),
    // Choices and options.
    ("(a|b c) d", "a d, b d, b c d", ["a d", "b c d"]),
    ("a [b] c", "a c a b c", ["a c", "a b c"]),
    ("[a] b", "a b b", ["a b", "b"]),
    ("a [b|c]", "a c", ["a c"]),
    // Any order.
    ("(a ; b)", "b x y z a", ["b x y z a"]),
    ("(a ; b)", "a w x y z b", []),
    ("(a ;4 b)", "a w x y z b", ["a w x y z b"]),
    ("(a ; b c ; d)", "d x b c x a", ["d x b c x a"]),
    ("(a ; a)", "a", []),
    // Gaps.
    ("a * b", "a b. a x y z b. a w x y z b", ["a b", "a x y z b"]),
    ("a *1 b", "a x b. a x y b", ["a x b"]),
    ("a * b", "a x. b", []),
    ("a * b", "a, x; b", ["a, x; b"]),
    // Fillers: skipped, not counted in gaps, words where the next element takes them.
    (
      "a b", "a just b, a kind of b, a just kind of just b",
      ["a just b", "a kind of b", "a just kind of just b"]
    ),
    ("a *1 b", "a just x kind of b", ["a just x kind of b"]),
    ("a *1 b", "a kind of b", ["a kind of b"]),
    ("a just b", "a just b, a b", ["a just b"]),
    ("a kind", "a kind of", ["a kind"]),
    ("a of", "a kind of", []),  // half a filler is none
    // Anchors.
    ("^ a", "a a. a", ["a", "a"]),
    ("^ a", "so a", []),
    ("^ a", "just kind of a", ["a"]),
    ("a $", "a b a", ["a"]),
    ("a $", "a just", ["a"]),
    ("^ a $", "a. a b", ["a"]),
    ("^ just", "just", ["just"]),
    // Concepts: the longest.
    ("<person>", "my best friend", ["my best friend"]),
    ("<person> anna", "my friend anna", []),
    ("not <refuse>", "can't turn my friend down", ["can't turn my friend down"]),
    // Which match: the earliest, then the most counted words, then the shortest; then on behind it.
    ("a * b", "a a b b", ["a a b"]),
    ("a [b] * c", "a b c", ["a b c"]),
    ("(a|a b)", "a b", ["a b"]),
    ("a * a", "a a a a", ["a a", "a a"]),
    ("a *6 b", "a x b x b", ["a x b"]),
  ])
  func matches(pattern: String, text: String, expected: [String]) throws {
    #expect(try typed([pattern], text) == expected)
  }

  @Test func takesTheBestOfAnIntentsPatterns() throws {
    #expect(try typed(["b c d", "a b", "b"], "a b c d") == ["a b"])
    #expect(try typed(["a * d", "a b c"], "a b c d") == ["a b c"])
    #expect(try typed(["a *6 e", "a"], "a b c d e a") == ["a b c d e", "a"])
  }

  @Test func capturesWhatAConceptMatched() throws {
    let reading = try reading(["not <refuse>"], "I can’t turn my best friend down")
    let captures = reading.matches.flatMap(\.captures).map { capture in
      "\(capture.concept): \(reading.utterance.typed(at: reading.utterance.span(of: capture.words)))"
    }
    #expect(captures == ["refuse: turn my best friend down", "person: my best friend"])
  }

  /// Words that elements matched, after variants; a person is one; gaps and fillers are none.
  @Test(arguments: [
    ("can't say no", "can't say no", 4.0), ("can not * no", "can't just ever no", 3), ("a * b", "a x y b", 2),
    ("<person> is", "my best friend is", 2), ("<refuse>", "say no", 2),
    ("not <refuse>", "can't turn him down", 4),
    ("a [b]", "a b", 2),
  ])
  func scores(pattern: String, text: String, score: Double) throws {
    #expect(try reading([pattern], text).matches.map(\.score) == [score])
  }

  @Test func countsACorrectedWordHalf() throws {
    let pack = SourceFile(
      path: "p/a.yaml",
      text: RuleBook.usualHeader
        + "lexicon: {known-words: w.txt}\nintents: [{id: a.one, kind: chat, patterns: [feel guilty, '\"guilty\"']}]\n"
    )
    let words = SourceFile(path: "p/w.txt", text: "i\n")
    let reader = Reader(Matcher(try RuleBook(files: [pack, words])))
    let match = try #require(reader.read("i feel gilty").matches.first)
    #expect(match.score == 1.5)
    #expect(match.corrections.map { "\($0.typed) \($0.corrected) \($0.span)" } == ["gilty guilty 7..<12"])
    // A quotation is never met by a correction, and without corrections nothing is.
    #expect(reader.read("gilty").matches.isEmpty)
    #expect(
      Reader(Matcher(try RuleBook(files: [pack, words])), correctsSpelling: false).read("i feel gilty")
        .matches.isEmpty)
  }

  // MARK: - Vetoes

  @Test(arguments: [
    ("a * b", "b cake", "a x b cake", true), ("a * b", "x", "a x b", false),
    ("a b", "cake", "a b cake", false),
    ("a b", "a b", "a b", true), ("a", "a cake", "a. a cake", true),
  ])
  func vetoesMatchesThatShareACountedWord(pattern: String, veto: String, text: String, isVetoed: Bool) throws
  {
    let reading = try reading([pattern], text, extra: "    unless: [\"\(veto)\"]\n")
    let last = try #require(reading.matches.max { $0.words.lowerBound < $1.words.lowerBound })
    if case .vetoed(let place) = last.status {
      #expect(isVetoed)
      #expect(place.path == "test.yaml")
    } else {
      #expect(!isVetoed)
    }
  }

  @Test func vetoesOnlyTheMatchThatSharesAWord() throws {
    let reading = try reading(["a"], "a. a cake", extra: "    unless: [a cake]\n")
    #expect(reading.accepted.map(\.span) == [0..<1])
  }

  @Test func vetoesAllMatchesWhereSomethingIsSaidAnywhere() throws {
    let extra = "    unless-said: [cake]\n"
    #expect(try reading(["a"], "a. a. so much cake", extra: extra).accepted.isEmpty)
    #expect(try reading(["a"], "a. a", extra: extra).accepted.count == 2)
  }

  // MARK: - Signals

  private static let together = """
    signals:
      - {id: give, patterns: [i give]}
      - {id: nothing-back, patterns: [he asks never]}
      - {id: tired, patterns: [weary]}
    intents:
      - {id: a.uneven, kind: sign, together: [[give, nothing-back], [tired, give]]}
      - {id: a.give, kind: sign, patterns: [give]}

    """

  @Test(arguments: [
    ("i give and he asks never", "i give and he asks never", 5.0),
    ("he asks never. so what? i give", "he asks never. so what? i give", 5),
    ("i give; weary", "i give; weary", 3),
  ])
  func matchesWhenEverySignalOfAGroupIsSaid(text: String, hull: String, score: Double) throws {
    let reading = Reader(Matcher(try RuleBook(sections: Self.together))).read(text)
    let match = try #require(reading.matches.first { $0.intent == ID("a.uneven") })
    #expect(reading.typed(match) == hull)
    #expect(match.score == score)
    #expect(match.isAccepted)
  }

  @Test(arguments: ["i give", "he asks never", "weary, he asks never", ""])
  func saysNothingOfASignalAlone(text: String) throws {
    let reading = Reader(Matcher(try RuleBook(sections: Self.together))).read(text)
    #expect(!reading.matches.contains { $0.intent == ID("a.uneven") })
  }

  // MARK: - Ranking

  private func order(_ intents: String, _ text: String) throws -> [String] {
    let reading = Reader(Matcher(try RuleBook(sections: "intents:\n" + intents))).read(text)
    return reading.matches.map { match in
      switch match.status {
      case .accepted: "\(match.intent)"
      case .shadowed(let other): "\(match.intent) < \(other)"
      case .refused, .vetoed: "\(match.intent) off"
      }
    }
  }

  @Test(arguments: [
    // Shadowed: every word also counted by one accepted match that counts more.
    ("- {id: a, kind: sign, patterns: [x y]}\n- {id: b, kind: sign, patterns: [x]}", "x y", ["a", "b < a"]),
    ("- {id: a, kind: sign, patterns: [x * z]}\n- {id: b, kind: sign, patterns: [y]}", "x y z", ["a", "b"]),
    ("- {id: a, kind: sign, patterns: [x y]}\n- {id: b, kind: sign, patterns: [y z]}", "x y z", ["a", "b"]),
    ("- {id: a, kind: chat, patterns: [x y]}\n- {id: b, kind: sign, patterns: [x]}", "x y", ["a", "b < a"]),
    // A match that is not accepted shadows nothing.
    (
      "- {id: a, kind: sign, patterns: [x y], unless: [x y]}\n- {id: b, kind: sign, patterns: [x]}", "x y",
      ["b", "a off"]
    ),
    // The same words: one finding, ranked by priority, then by id.
    ("- {id: b, kind: sign, patterns: [x]}\n- {id: a, kind: sign, patterns: [x]}", "x", ["a", "b"]),
    (
      "- {id: b, kind: sign, priority: 1, patterns: [x]}\n- {id: a, kind: sign, patterns: [x]}", "x",
      ["b", "a"]
    ),
    // What is answered first: kind, priority, score, place.
    (
      "- {id: a, kind: chat, patterns: [v]}\n- {id: b, kind: trait, patterns: [w]}\n- {id: c, kind: mistake, patterns: [x]}\n"
        + "- {id: d, kind: question, patterns: [y]}\n- {id: e, kind: sign, patterns: [z]}\n- {id: f, kind: request, patterns: [u]}",
      "v w x y z u", ["d", "f", "c", "e", "b", "a"]
    ),
    ("- {id: a, kind: sign, patterns: [x]}\n- {id: b, kind: sign, patterns: [y z]}", "x y z", ["b", "a"]),
    (
      "- {id: a, kind: sign, priority: 1, patterns: [x]}\n- {id: b, kind: sign, patterns: [y z]}", "x y z",
      ["a", "b"]
    ),
    ("- {id: b, kind: sign, patterns: [x]}\n- {id: a, kind: sign, patterns: [y]}", "x y", ["b", "a"]),
    // Switched off.
    (
      "- {id: a, kind: sign, enabled: false, patterns: [x]}\n- {id: b, kind: sign, patterns: [x]}", "x", ["b"]
    ),
  ])
  func ranks(intents: String, text: String, expected: [String]) throws {
    #expect(try order(intents.split(separator: "\n").map { "  \($0)\n" }.joined(), text) == expected)
  }
}
