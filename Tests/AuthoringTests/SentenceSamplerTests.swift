import Authoring
import Matching
import Rules
import TestSupport
import Testing

/// Sentences drawn from patterns.
@Suite struct SentenceSamplerTests {
  private let book: RuleBook
  private var rules: [(intent: ID<Intent>, rule: RulePattern)] {
    book.intents.filter { $0.safety == nil }.flatMap { intent in intent.allPatterns.map { (intent.id, $0) } }
  }

  init() throws { book = try RuleBook(sections: CoachBook.text) }

  @Test func areTheSameForTheSameSeedAndDifferFromEachOther() {
    let first = SentenceSampler(book: book).samples(of: rules, count: 30, seed: 7)
    let second = SentenceSampler(book: book).samples(of: rules, count: 30, seed: 7)
    #expect(first == second)
    #expect(Set(first.map(\.text)).count == first.count)
    #expect(
      first.map(\.text) != SentenceSampler(book: book).samples(of: rules, count: 30, seed: 8).map(\.text))
  }

  @Test func areTakenByTheirPattern() {
    let samples = SentenceSampler(book: book).samples(of: rules, count: 50, seed: 1)
    #expect(samples.count > 10)
    #expect(samples.allSatisfy { $0.isTaken })
    let reader = Reader(Matcher(book))
    for sample in samples {
      let taken = reader.bareMatches(in: reader.utterance(of: sample.text)).map(\.intent)
      #expect(taken.contains(sample.intent), "\(sample.text)")
    }
  }

  @Test func areFewerWhereAPatternHasNoMore() throws {
    let book = try RuleBook(
      sections: "intents:\n  - {id: a.b, kind: chat, title: T, patterns: [apple (bread|date)]}")
    let rule = book.intents[0].patterns[0]
    let samples = SentenceSampler(book: book).samples(of: [(ID("a.b"), rule)], count: 10, seed: 0)
    #expect(Set(samples.map(\.text)) == ["apple bread", "apple date"])
  }

  @Test func areCalledUntakenWhereAConceptSwallowsAWord() throws {
    let book = try RuleBook(
      sections: """
        concepts:
          greedy: |
            apple [bread]
        intents:
          - {id: a.b, kind: chat, title: T, patterns: [<greedy> bread date]}
        """)
    let rule = book.intents[0].patterns[0]
    let samples = SentenceSampler(book: book).samples(of: [(ID("a.b"), rule)], count: 10, seed: 0)
    let taken = Dictionary(uniqueKeysWithValues: samples.map { ($0.text, $0.isTaken) })
    #expect(taken == ["apple bread date": false, "apple bread bread date": true])
  }
}
