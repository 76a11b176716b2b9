import Archive
import Diagnostics
import Rules
import TestSupport
import Testing

struct RuleBookReaderTests {
  private static let base = """
    format: 1
    pack: {id: base, language: en, version: 1.0.0}
    concepts:
      rest: |
        rest
    intents:
      - id: a.one
        kind: sign
        patterns: |
          sleep
        reflect: |
          Base.
    replies:
      fallback: [Base.]
      empty: [Base.]

    """

  private func extended(_ sections: String) throws -> RuleBook {
    let header = "format: 1\npack: {id: more, language: en, version: 1.0.0, extends: base}\n"
    return try RuleBook(sections: header + sections, path: "more.yaml", base: RuleBook(sections: Self.base))
  }

  @Test func readsAnIntentWithAllItsKeys() throws {
    let book = try RuleBook(
      sections: """
        intents:
          - id: a.one
            kind: trait
            title: One
            source: [S34, S35]
            was: [a.old]
            tags: [new]
            priority: -100
            enabled: false
            patterns: |
              sleep * well
            unless: [nap]
            unless-said: [awake]
            accepts: {who: any, polarity: negated, time: [past, now]}
            affirm: [Good.]
            reflect: |
              One.
              Two.
            examples:
              match: |
                I sleep so well
              partner: [he sleeps well]

        """)
    let intent = try #require(book.intents.first)
    #expect(intent.id == ID("a.one"))
    #expect(intent.kind == .trait)
    #expect(intent.source == ["S34", "S35"])
    #expect(intent.priority == -100)
    #expect(!intent.isEnabled)
    #expect(intent.patterns.map(\.text) == ["sleep * well"])
    #expect(intent.patterns.map(\.place.pathAndLine) == ["test.yaml:13"])
    #expect(intent.unless.map(\.text) == ["nap"])
    #expect(intent.unlessSaid.map(\.text) == ["awake"])
    #expect(
      intent.accepts
        == Accepts(
          polarity: [.negated], who: .init(Assertion.Who.allCases), time: [.past, .now], mood: [.statement]))
    #expect(intent.replies.reflect.map(\.text) == ["One.", "Two."])
    #expect(
      intent.examples.map { "\($0.group) \($0.text)" } == ["match I sleep so well", "partner he sleeps well"])
    #expect(book.intent(ID("a.old"))?.id == ID("a.one"))
  }

  @Test func appendsToTheBaseOrReplacesIt() throws {
    let book = try extended(
      """
      concepts:
        rest: {change: add, phrases: [nap]}
        new: [new]
      intents:
        - {id: a.one, change: add, patterns: [doze], reflect: [More.]}
        - {id: a.two, kind: sign, patterns: [wake]}
      replies:
        fallback: [More.]

      """)
    #expect(book.pack.id == "more")
    #expect(book.concepts.map(\.name) == ["rest", "new"])
    #expect(book.concepts[0].phrases.map(\.text) == ["rest", "nap"])
    #expect(book.intents.map(\.id.text) == ["a.one", "a.two"])
    #expect(book.intents[0].patterns.map(\.text) == ["sleep", "doze"])
    #expect(book.intents[0].replies.reflect.map(\.text) == ["Base.", "More."])
    #expect(book.replies[.fallback]?.map(\.text) == ["More."])
    #expect(book.replies[.empty]?.map(\.text) == ["Base."])

    let replaced = try extended("intents:\n  - {id: a.one, change: replace, kind: trait, patterns: [doze]}\n")
    #expect(replaced.intents.map(\.kind) == [.trait])
    #expect(replaced.intents[0].patterns.map(\.text) == ["doze"])
  }

  @Test(arguments: ["intents:\n  - {id: a.one, kind: sign, patterns: [x]}\n", "concepts:\n  rest: [x]\n"])
  func asksWhatToDoWithAnIdOfTheBase(sections: String) {
    #expect {
      try extended(sections)
    } throws: { error in
      "\(error)".contains("TR0209") && "\(error)".contains("write ‘change: add’ or ‘change: replace’")
    }
  }

  @Test func hashesTheBytesOfAllFiles() {
    func hash(_ texts: String...) -> String {
      PackFiles(files: texts.map { SourceFile(path: "a", text: $0) }).contentHash
    }
    #expect(hash("ab", "c") != hash("a", "bc"))
    #expect(hash("ab") != hash("ba"))
    #expect(hash("ab").count == 16)
  }
}
