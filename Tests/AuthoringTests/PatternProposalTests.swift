import Authoring
import Matching
import Rules
import TestSupport
import Testing

/// What is proposed for a sentence that no rule took.
struct PatternProposalTests {
  private let book: RuleBook

  init() throws {
    book = try RuleBook(
      sections: """
        concepts:
          person: |
            (he|she|him|her)
            my (boss|mates)
        lexicon:
          exact: |
            i my he she him her the a in of with when and do does not is get at
          fillers: |
            so
        intents:
          - id: rest.awake
            kind: sign
            patterns: |
              lie awake
            examples:
              match: |
                I lie awake when he snores
                I lie awake at night
              reject: |
                the phone is on the table
                I get jealous of the cat
                he goes bowling at night
        """)
  }

  @Test(arguments: [
    ("I get so jealous when he goes bowling with my mates", "jealous * <person> goes bowling"),
    ("My stomach knots when the phone buzzes", "stomach knots * buzzes"),
    ("hm. He hums when he irons, does he", "hums * <person> irons"),
  ])
  func thePatternHasTheRarestWordsAndThePersonBetweenThem(sentence: String, pattern: String) throws {
    let proposal = try #require(PatternProposal(for: sentence, of: ID("new.one"), in: book))
    #expect(proposal.pattern == pattern)
    #expect(proposal.example == sentence)
    var probe = book
    probe.intents[0].patterns = [
      RulePattern(
        pattern: try Pattern(parsing: proposal.pattern), text: pattern, place: book.intents[0].place)
    ]
    let reader = Reader(Matcher(probe, scope: .patternsOnly))
    #expect(!reader.bareMatches(in: reader.utterance(of: sentence)).isEmpty)
  }

  @Test func theNearMissSharesTheMostWordsAndIsNotTaken() throws {
    let proposal = try #require(
      PatternProposal(for: "I get jealous when he goes bowling", of: ID("new.one"), in: book))
    #expect(proposal.nearMiss == "he goes bowling at night")
    #expect(proposal.taken.isEmpty)
  }

  @Test func noExampleOfTheIntentItselfIsANearMiss() throws {
    let proposal = try #require(
      PatternProposal(for: "I get jealous when he goes bowling", of: ID("rest.awake"), in: book))
    #expect(proposal.nearMiss == nil)
  }

  @Test func whatElseThePatternTakesIsTold() throws {
    let proposal = try #require(PatternProposal(for: "he goes bowling", of: ID("new.one"), in: book))
    #expect(proposal.taken.map(\.example.text) == ["he goes bowling at night"])
    #expect(proposal.taken.map(\.intent.text) == ["rest.awake"])
    #expect(proposal.nearMiss != "he goes bowling at night")
  }

  @Test(arguments: ["", "ok", "I do not", "he is", "???"])
  func tooFewTellingWordsGiveNone(sentence: String) {
    #expect(PatternProposal(for: sentence, of: ID("new.one"), in: book) == nil)
  }
}
