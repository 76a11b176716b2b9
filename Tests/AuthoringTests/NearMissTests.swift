import Authoring
import Diagnostics
import Matching
import Rules
import TestSupport
import Testing

/// Near misses: where a pattern fails, and the smallest edit that makes it match.
@Suite struct NearMissTests {
  private static func book(_ pattern: String) throws -> RuleBook {
    try RuleBook(
      sections: """
        concepts:
          person: |
            my (mum|boss)
        lexicon:
          exact: |
            i my to not the
        intents:
          - id: sign.one
            kind: sign
            title: One
            patterns: |
              \(pattern)
        """)
  }

  @Test(arguments: [
    ("refuse <person>", "i refuse to obey my boss", "put *2 behind refuse", "refuse *2 <person>"),
    (
      "refuse * <person>", "refuse a b c d my boss", "widen the gap behind refuse to *4", "refuse *4 <person>"
    ),
    (
      "refuse (help|advice) * <person>", "i refuse orders of my boss",
      "add ‘orders’ as an alternative of (help|advice)", "refuse (help|advice|orders) * <person>"
    ),
    (
      "help (refuse|accept)", "accept all help", "let help and (refuse|accept) stand in any order",
      "(help ; (refuse|accept))"
    ),
    ("\"refuse\" * help", "she refused my help", "take the quotation marks off \"refuse\"", "refuse * help"),
    ("^ refuse help", "i refuse help", "drop ^", "refuse help"),
    ("not refuse help", "i refuse help", "drop not", "refuse help"),
  ])
  func areMendedByTheSmallestEdit(pattern: String, sentence: String, edit: String, edited: String) throws {
    let near = NearMissFinder(book: try Self.book(pattern)).nearMisses(to: sentence, count: 3)
    #expect(near.count == 1)
    #expect(near.first?.edits.map(\.summary) == [edit])
    #expect(near.first?.edited.text == edited)
  }

  @Test(arguments: [
    ("refuse * help", "refuse help"), ("refuse * help", "apple bread"), ("refuse", "accept"),
  ])
  func areNoneWhereAPatternMatchesOrNothingIsThere(pattern: String, sentence: String) throws {
    #expect(NearMissFinder(book: try Self.book(pattern)).nearMisses(to: sentence, count: 3).isEmpty)
  }

  @Test func sayWhichElementFailsAndWhy() throws {
    let book = try Self.book("refuse * help * <person>")
    let absent = NearMissFinder(book: book).nearMisses(to: "refuse help of strangers", count: 1).first
    #expect(absent?.failing == "<person>")
    #expect(absent?.reason == .absent)
    #expect(absent?.fitting == ["refuse", "help"])
    let misplaced = NearMissFinder(book: book).nearMisses(to: "my boss will refuse help", count: 1).first
    #expect(misplaced?.failing == "<person>")
    #expect(misplaced?.reason == .misplaced)
  }

  @Test func areRankedByTheRarestOfTheirWords() throws {
    let book = try RuleBook(
      sections: """
        intents:
          - {id: a.common, kind: sign, title: A, patterns: [want more cheese], examples: {match: [want more cheese, want more bread]}}
          - {id: b.rare, kind: sign, title: B, patterns: [borrow old tractor], examples: {match: [borrow old tractor]}}
        """)
    let near = NearMissFinder(book: book).nearMisses(to: "i want more and borrow old stuff", count: 2)
    #expect(near.map(\.intent) == [ID("b.rare"), ID("a.common")])
  }

  @Test func takeWhatTheySayTheyTake() throws {
    let book = try RuleBook(sections: CoachBook.text)
    for sentence in [
      "i can not ever again dare say no", "i feel so very terribly awfully guilty", "say yes always",
    ] {
      for miss in NearMissFinder(book: book).nearMisses(to: sentence, count: 10) {
        let result = try PatternTry(miss.edited.text, on: sentence, with: book)
        guard case .taken = result.outcome else {
          Issue.record("\(miss.edited.text) does not take “\(sentence)”")
          continue
        }
      }
    }
  }
}

/// One pattern on one sentence.
@Suite struct PatternTryTests {
  private let book: RuleBook

  init() throws { book = try RuleBook(sections: CoachBook.text) }

  @Test func tellsWhatIsCounted() throws {
    let result = try PatternTry("can not * (say|tell) * no", on: "I can't just say a no", with: book)
    guard case .taken(let matches) = result.outcome else {
      Issue.record("not taken")
      return
    }
    #expect(matches.map(\.score) == [4])
    #expect(result.counted == [["can't", "can't", "say", "no"]])
  }

  @Test func tellsTheFirstElementThatFails() throws {
    let result = try PatternTry("say yes * always", on: "say no", with: book)
    guard case .far(let failing) = result.outcome else {
      Issue.record("\(result.outcome)")
      return
    }
    #expect(failing == "yes")
  }

  @Test(arguments: [
    ("(say no", DiagnosticCode.unclosedBracket, 1), ("say <persn>", .unknownConcept, 5),
    ("say *", .gapOutOfPlace, 5),
  ])
  func refusesAWrongPatternWithItsPlace(pattern: String, code: DiagnosticCode, column: Int) {
    #expect {
      try PatternTry(pattern, on: "say no", with: book)
    } throws: { error in
      let diagnostic = error as? Diagnostic
      return diagnostic?.code == code && diagnostic?.place.start.column == column
    }
  }
}
