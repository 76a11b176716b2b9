import Authoring
import Diagnostics
import Rules
import TestSupport
import Testing

/// What `rules check` says beyond names that lead nowhere.
struct PackCheckTests {
  /// Everyday sentences: *feel* stands in every third.
  private static let background = (0..<300).map { number in
    number % 3 == 0 ? "i feel tired of number \(number)" : "the dog ran to house \(number) and back"
  }

  /// The complaints about a pack as `line:column code`, in order.
  private func complaints(
    _ sections: String, words: String? = nil, background: [String] = background, today: String? = nil
  ) throws -> [String] {
    var files = [SourceFile(path: "pack.yaml", text: RuleBook.usualHeader + sections)]
    if let words { files.append(SourceFile(path: "words.txt", text: words)) }
    let book = try RuleBook(files: files)
    let day = today.flatMap { CalendarDay($0) }
    return PackCheck(book: book, files: PackFiles(files: files), background: background, today: day)
      .complaints()
      .map { complaint in
        "\(complaint.place.start.line):\(complaint.place.start.column) \(complaint.code.rawValue)"
          + (complaint.hint?.hasPrefix("did you mean") == true ? " \(complaint.hint ?? "")" : "")
      }
  }

  private func intent(_ pattern: String, examples: String = "") -> String {
    """
    intents:
      - id: a.one
        kind: sign
        title: One
        patterns: |
          \(pattern)
        examples:
          match: |
            \(examples.isEmpty ? "lie awake" : examples)
    """
  }

  @Test(arguments: [
    ("slepe badly", 7, "did you mean ‘sleep’?"),
    ("sleep bady", 13, "did you mean ‘badly’?"),
    ("(slee|sleep) badly", 8, "did you mean ‘sleep’?"),
    ("\"slepe\" badly", 8, "did you mean ‘sleep’?"),
    ("sleep *6 badlly", 16, "did you mean ‘badly’?"),
  ])
  func anUnknownWordIsToldWithWhatItMostLikelyMeant(pattern: String, column: Int, hint: String) throws {
    let sections = "lexicon: {known-words: words.txt}\n" + intent(pattern)
    let found = try complaints(sections, words: "awake\nbadly\nlie\nsleep\n")
      .filter { $0.contains("TR0408") }
    #expect(found == ["9:\(column) TR0408 \(hint)"])
  }

  @Test func wordsOfTheLexiconNumbersAndSafetyCuesAreKnown() throws {
    let sections = """
      lexicon:
        known-words: words.txt
        variants: |
          u = you
        irregular: |
          sleep | slept
      intents:
        - id: a.one
          kind: sign
          patterns: |
            u slept 24 times
        - id: safety.one
          kind: safety
          category: violence
          red: |
            he abusd me
      """
    #expect(try complaints(sections, words: "times\n").filter { $0.contains("TR0408") }.isEmpty)
  }

  @Test func withoutKnownWordsNoWordIsUnknown() throws {
    #expect(try complaints(intent("slepe bdly")).filter { $0.contains("TR0408") }.isEmpty)
  }

  @Test func conceptsAndStepsThatNothingLeadsToAreTold() throws {
    let sections = """
      concepts:
        rest: ["<nap>"]
        nap: [nap]
        lost: ["<also-lost>"]
        also-lost: [lost]
        "yes": [yes]
        person: [my boss]
      intents:
        - id: a.one
          kind: sign
          patterns: |
            <rest>
          steps: [new-name]
      steps:
        - {id: named, was: [new-name], title: A}
        - {id: unnamed, title: B}
      """
    #expect(
      try complaints(sections) == ["6:3 TR0406", "7:3 TR0406", "18:10 TR0409"])
  }

  @Test(arguments: [("2026-05-22", true), ("2026-05-21", true), ("2026-05-23", false), ("", true)])
  func numbersAreOldAfterHalfAYear(checked: String, isOld: Bool) throws {
    let sections = """
      helplines:
        - {country: GB, kind: crisis, name: A, number: "1", checked-on: "\(checked)"}
      """
    #expect(try !complaints(sections, today: "2026-11-22").isEmpty == isOld)
  }

  @Test(arguments: [
    // Cyrillic, within a Latin word; a whole word among Latin ones; Greek.
    ("sl\u{0435}ep badly", ["8:9 TR0411"]), ("sleep \u{0441}\u{043E}", ["8:13 TR0411"]),
    ("sleep \u{03BF}n", ["8:13 TR0411"]),
    // Real Cyrillic and accents deceive nobody.
    ("sleep \u{0436}\u{0430}", []), ("caf\u{00E9} au lait", []),
  ])
  func lettersOfAnotherScriptAreTold(pattern: String, expected: [String]) throws {
    #expect(try complaints(intent(pattern)).filter { $0.contains("TR0411") } == expected)
  }

  @Test func commonWordsGreedyAndExpensivePatternsAreTold() throws {
    #expect(try complaints(intent("feel")) == ["8:7 TR0407"])
    #expect(try complaints(intent("feel tired")) == ["8:7 TR0413"])
    #expect(try complaints(intent("feel * nowhere")).isEmpty)
    #expect(try complaints(intent("(feel|dog) * (tired|ran)")) == ["8:7 TR0413", "8:7 TR0414"])
    #expect(try complaints(intent("(feel|dog) * (tired|ran) * nowhere")).isEmpty)
  }

  @Test func anAnchorNeedsASentenceThatItKeepsOut() throws {
    #expect(try complaints(intent("^ lie awake")) == ["8:7 TR0412"])
    let other = """

        - id: a.two
          kind: sign
          title: Two
          patterns: |
            nothing here
          examples:
            match: |
              the dogs lie awake
      """
    #expect(try complaints(intent("^ lie awake") + other).isEmpty)
    #expect(try complaints(intent("^ lie awake").replacing("kind: sign", with: "kind: chat")).isEmpty)
  }

  @Test func costsAreCountedByTheRarestWordsThatAPatternNeeds() throws {
    let book = try RuleBook(
      sections: """
        concepts:
          tired: [tired, worn out]
        intents:
          - id: a.one
            kind: sign
            patterns: |
              feel [so] <tired>
              (dog|feel) * house
              nowhere
        """)
    let weights = PatternWeights(book: book, background: Self.background).weights()
    #expect(
      weights.map { "\($0.candidates) \($0.rule.text)" } == [
        "666 (dog|feel) * house", "333 feel [so] <tired>", "0 nowhere",
      ])
  }

  @Test func onlyTheFilesThatWereAskedAboutAreComplainedOf() throws {
    let files = [
      SourceFile(path: "a.yaml", text: RuleBook.usualHeader + "concepts: {one: [nap]}\n"),
      SourceFile(path: "b.yaml", text: "concepts: {two: [nap]}\n"),
    ]
    var pack = PackFiles(files: files)
    pack.asked = ["b.yaml"]
    let found = PackCheck(book: try RuleBook(files: files), files: pack, background: [], today: nil)
      .complaints()
    #expect(found.map(\.place.path) == ["b.yaml"])
  }
}

/// Days, against a table.
struct CalendarDayTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("1970-12-31", 364), ("2000-02-29", 11_016), ("2000-03-01", 11_017),
    ("2026-11-21", 20_778),
  ])
  func areCountedFrom1970(text: String, days: Int) {
    #expect(CalendarDay(text) == CalendarDay(daysSince1970: days))
  }

  @Test(arguments: [
    "", "2026", "2026-11", "2026-13-01", "2026-00-10", "21.11.2026", "2026-11-1x", "1969-12-31",
  ])
  func nothingElseIsADay(text: String) {
    #expect(CalendarDay(text) == nil)
  }
}
