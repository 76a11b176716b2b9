import Authoring
import Dialogue
import Matching
import Rules
import TestSupport
import Testing

/// Overlaps: the shortest sentence that two intents both take, and who is answered first.
@Suite struct OverlapTests {
  /// A pack of two intents with one pattern each.
  private static func book(_ first: String, _ second: String, more: String = "", kinds: String = "chat chat")
    throws -> RuleBook
  {
    let kinds = kinds.split(separator: " ")
    return try RuleBook(
      sections: """
        concepts:
          food: |
            (apple|bread)
            ripe cheese
        lexicon:
          exact: |
            i not
          irregular: |
            eat eats eating | ate
        intents:
          - id: a.first
            kind: \(kinds[0])
            title: First
            patterns: |
              \(first)
          - id: b.second
            kind: \(kinds[1])
            title: Second
            patterns: |
              \(second)
        \(more)
        """)
  }

  private static func report(
    _ book: RuleBook, _ relation: OverlapRelation = .same, limit: Int = 10_000
  ) -> OverlapReport {
    OverlapFinder(book: book, limit: limit).report(relation)
  }

  @Test(arguments: [
    ("apple * bread", "apple [date] bread", "apple bread"),
    ("(apple|bread) date", "bread (date|cheese)", "bread date"),
    ("(apple ; bread)", "bread * apple", "bread apple"),
    ("<food> date", "ripe cheese date", "ripe cheese date"),
    ("<food>", "(bread|date)", "bread"),
    ("eat apple", "\"ate\" apple", "ate apple"),
    ("^ apple bread", "apple bread $", "apple bread"),
    ("<food> * <food>", "apple bread", "apple bread"),
  ])
  func hasTheShortestWitness(first: String, second: String, witness: String) throws {
    let report = Self.report(try Self.book(first, second))
    #expect(report.overlaps.map(\.witness) == [witness])
    #expect(report.overlaps.first?.verdict == .wins(ID("a.first"), by: .id))
    #expect(report.undecided.isEmpty)
  }

  @Test(arguments: [
    ("apple * bread", "apple bread cheese"), ("\"ate\" apple", "\"eats\" apple"), ("apple", "bread"),
    ("<food> date", "cheese date"), ("apple bread", "apple"),
  ])
  func isNoneWhereNoSentenceIsCountedByBoth(first: String, second: String) throws {
    let report = Self.report(try Self.book(first, second))
    #expect(report.overlaps.isEmpty)
    #expect(report.pairCount == 1)
  }

  @Test func ofTheInsideKindFindsWhatIsCoveredAndWhoCoversIt() throws {
    let report = Self.report(try Self.book("apple bread", "i * apple bread cheese"), .inside)
    #expect(report.overlaps.map(\.witness) == ["i apple bread cheese"])
    #expect(report.overlaps.first?.intents == [ID("b.second"), ID("a.first")])
    #expect(report.overlaps.first?.verdict == .wins(ID("b.second"), by: .covers))
  }

  @Test func areDecidedByKindAndByPriority() throws {
    let byKind = Self.report(try Self.book("apple", "(apple|bread)", kinds: "chat sign"))
    #expect(byKind.overlaps.first?.verdict == .wins(ID("b.second"), by: .kind))
    let byPriority = Self.report(try Self.book("apple", "(apple|bread)", more: "    priority: 5"))
    #expect(byPriority.overlaps.first?.verdict == .wins(ID("b.second"), by: .priority))
  }

  @Test func areSettledWhereAVetoKeepsOneFromClaiming() throws {
    let book = try Self.book("apple", "(apple|bread)", more: "    unless: |\n      apple")
    let report = Self.report(book)
    #expect(report.overlaps.isEmpty)
    #expect(report.settled.map(\.witness) == ["apple"])
  }

  /// `<food> cheese` cannot take “ripe cheese cheese” otherwise than with the longest phrase of the concept.
  @Test func areNotClaimedWhereAConceptSwallowsTheWords() throws {
    let text = """
      concepts:
        greedy: |
          apple [bread]
      intents:
        - {id: a.first, kind: chat, title: A, patterns: [<greedy> bread cheese]}
        - {id: b.second, kind: chat, title: B, patterns: [apple bread cheese]}
      """
    let report = Self.report(try RuleBook(sections: text))
    #expect(report.overlaps.isEmpty)
    #expect(report.unconfirmed == [[ID("a.first"), ID("b.second")]])
  }

  @Test func areLeftUndecidedBeyondTheLimit() throws {
    let report = Self.report(
      try Self.book("i eat (apple|bread) not (apple|bread)", "i eat (apple|bread) not apple"), limit: 2)
    #expect(report.overlaps.isEmpty)
    #expect(report.undecided == [[ID("a.first"), ID("b.second")]])
  }

  @Test func areLimitedToTheIntentsThatAreAskedFor() throws {
    let book = try Self.book("apple", "(apple|bread)")
    #expect(OverlapFinder(book: book, filter: "second", limit: 100).report(.same).pairCount == 1)
    #expect(OverlapFinder(book: book, filter: "third", limit: 100).report(.same).pairCount == 0)
  }

  /// Against all sentences of up to four words, read one by one.
  @Test(arguments: 0..<40 as Range<UInt64>)
  func agreeWithEverySentenceReadOneByOne(seed: UInt64) throws {
    var random = SplitMix64(state: seed)
    let book = try Self.book(SmallPatterns.pattern(&random), SmallPatterns.pattern(&random))
    let reader = Reader(Matcher(book))
    let shared = SmallPatterns.sentences(ofAtMost: 4).first { sentence in
      let whole = reader.bareMatches(in: reader.utterance(of: sentence.joined(separator: " ")))
        .filter { $0.matched.count == sentence.count }
      return Set(whole.map(\.intentIndex)).count == 2
    }
    let found = Self.report(book).overlaps.first
    if let shared {
      #expect(found?.witness.split(separator: " ").count == shared.count, "\(shared)")
    } else {
      #expect((found?.witness.split(separator: " ").count ?? 5) > 4)
    }
  }
}
