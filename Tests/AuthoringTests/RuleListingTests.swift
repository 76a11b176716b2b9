import Authoring
import Rules
import TestSupport
import Testing

/// What a pack holds, listed, shown in full, and word by word.
@Suite struct RuleListingTests {
  private let book: RuleBook

  init() throws { book = try RuleBook(sections: CoachBook.text) }

  @Test func listsEachKind() {
    let listing = RuleListing(book: book)
    #expect(listing.entries(of: nil).count == book.intents.count)
    #expect(listing.entries(of: .sign).allSatisfy { $0.kind == .sign })
    #expect(listing.entries(of: .concept).first { $0.id == "person" }?.count == 2)
    #expect(listing.entries(of: .cue).map(\.title) == ["negated", "past"])
    #expect(listing.entries(of: .step).contains { $0.id == "small-no" })
  }

  @Test func showsAnIntentWithItsRepliesAndSteps() throws {
    let entry = try #require(RuleDescription(of: "sign.no", in: book))
    #expect(entry.title == "Struggling to refuse")
    #expect(entry.sections.first?.lines.map(\.text) == ["can not * say no", "always say yes"])
    let titles = entry.sections.map(\.title)
    #expect(titles.contains("reflect") && titles.contains("steps") && titles.contains("ask before"))
    #expect(!titles.contains("unless"))
  }

  @Test func showsAConceptWithItsUsers() throws {
    let book = try RuleBook(
      sections: """
        concepts:
          inner: |
            apple
          outer: |
            <inner> bread
        intents:
          - {id: a.b, kind: chat, title: T, patterns: [eat <inner>]}
        """)
    let entry = try #require(RuleDescription(of: "<inner>", in: book))
    #expect(entry.sections.map(\.title) == ["phrases", "used in concepts", "used in patterns"])
    #expect(entry.sections.last?.lines.map(\.text) == ["a.b: eat <inner>"])
    let intent = try #require(RuleDescription(of: "a.b", in: book))
    #expect(intent.sections.first?.lines.first?.opened.map(\.phrases) == [["apple"]])
  }

  @Test func hasNothingForAnUnknownName() {
    #expect(RuleDescription(of: "sign.nothing", in: book) == nil)
  }

  @Test func everyPatternCanBeWrittenAndReadAgain() throws {
    for text in ["a \"b c\" (d|e f) [g] [h|i] (j ; k) (l ;6 m) <person> * n *6 o", "^ a $"] {
      let pattern = try Pattern(parsing: text)
      #expect(pattern.text == text)
    }
  }
}

/// What a word of a pattern takes.
@Suite struct WordFamilyTests {
  private let book: RuleBook

  init() throws {
    book = try RuleBook(
      sections: """
        lexicon:
          variants: |
            can't = can not
            he's = he is | he has
          irregular: |
            leave leaves leaving | left
          exact: |
            can not
          distinct: |
            apart apartment
          fillers: |
            really
        intents:
          - {id: a.b, kind: chat, title: T, patterns: [x], examples: {match: [apartments apart leaves worrying worries]}}
        """)
  }

  @Test func holdsRegularAndIrregularForms() throws {
    let leave = try #require(WordFamily(of: "Leave", in: book).members.first)
    #expect(leave.stem == "leav")
    #expect(leave.takes == ["leave", "leaves", "leaving", "left"])
    #expect(WordFamily(of: "worry", in: book).members.first?.takes == ["worries", "worrying"])
  }

  @Test func ofAnExactWordIsTheWord() throws {
    let can = try #require(WordFamily(of: "can't", in: book).members.first)
    #expect(can.stem == nil)
    #expect(can.takes == ["can"])
    #expect(can.variants == ["can't = can not"])
  }

  @Test func ofAVariantHasAllItsReadings() {
    #expect(WordFamily(of: "he's", in: book).readings == [["he", "is"], ["he", "has"]])
  }

  @Test func leavesOutWhatTheLexiconKeepsApart() throws {
    let apart = try #require(WordFamily(of: "apart", in: book).members.first)
    #expect(apart.takes == ["apart"])
    #expect(apart.keptApart == ["apartment"])
    #expect(WordFamily(of: "really", in: book).members.first?.isFiller == true)
  }
}
