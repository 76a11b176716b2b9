import Authoring
import Diagnostics
import Rules
import TestSupport
import Testing

/// Examples in their groups, against all intents, and said in other ways.
struct ExampleTestsTests {
  private static let pack = """
    concepts:
      person: |
        my (sister|boss)
        (he|she)
    persons:
      self: i me my
      partner: husband
      other: sister boss
      pronouns: he she
    cues:
      - {id: not, sets: {polarity: negated}, reach: forward, words: [not, never]}
    intents:
      - id: rest.awake
        kind: sign
        patterns: |
          lie awake
        examples:
          match: |
            I lie awake
            xfail: I cannot sleep
            xfail: she says I lie awake
          negated: |
            I do not lie awake
          other: |
            my sister lies awake
          reject: |
            xfail: we lie awake
            I sleep
      - id: rest.night
        kind: sign
        patterns: |
          awake at night
        examples:
          match: |
            I lie awake at night
            I am awake at night
    variations:
      - id: sister
        means: {who: other}
        only: [i]
        replace: |
          ^ i = my sister
          i = she
      - id: not
        means: {polarity: negated}
        never: [at, ","]
        say: it is not so that {sentence}
    """

  @Test func eachPassesInItsGroupOrSaysWhyNot() async throws {
    let results = await ExampleTests(book: try RuleBook(sections: Self.pack)).run(jobs: 3)
    #expect(
      results.map { "\($0.example.text): \($0.failure ?? "passed")" } == [
        "I lie awake: passed", "I cannot sleep: passed",
        "she says I lie awake: passes, but is marked ‘xfail:’; delete the mark",
        "I do not lie awake: passed", "my sister lies awake: passed", "we lie awake: passed",
        "I sleep: passed",
        "I lie awake at night: passed", "I am awake at night: passed",
      ])
  }

  @Test func itIsToldWhoElseClaimsASentence() throws {
    let results = ExampleTests(book: try RuleBook(sections: Self.pack), filter: "night").run()
    #expect(results.map { $0.others.map(\.text) } == [["rest.awake"], []])
  }

  @Test func onlyTheExamplesOfTheNamedFilesAreRun() throws {
    let book = try RuleBook(sections: Self.pack)
    #expect(ExampleTests(book: book, paths: ["elsewhere.yaml"]).count == 0)
    #expect(ExampleTests(book: book, paths: ["test.yaml"]).count == 9)
  }

  @Test func anXfailStandsAtTheSentenceItself() throws {
    let example = try #require(
      RuleBook(sections: Self.pack).intents.first?.examples.first { $0.text == "I cannot sleep" })
    #expect(example.isExpectedToFail)
    #expect(example.place.start == SourcePosition(line: 22, column: 16))
  }

  @Test func eachExampleIsSaidInEveryWayThatItsIntentDoesNotClaim() async throws {
    let figures = await VariationTests(book: try RuleBook(sections: Self.pack)).run(jobs: 2)
    #expect(figures.map(\.variation.text) == ["sister", "not"])
    #expect(figures.map(\.variants) == [3, 1])
    #expect(figures.flatMap(\.claims).isEmpty)
  }

  @Test func aPatternThatTakesTheSubjectIsCaughtByItsVariants() async throws {
    let text = Self.pack.replacing(
      "      lie awake\n    examples", with: "      lie awake\n      <person> lie awake\n    examples")
    let figures = await VariationTests(book: try RuleBook(sections: text)).run()
    #expect(figures[0].claims.map(\.variant) == ["my sister lie awake"])
    #expect(figures[0].claims.first?.rule.text == "<person> lie awake")
  }
}
