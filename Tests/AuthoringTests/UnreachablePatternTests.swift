import Authoring
import Rules
import TestSupport
import Testing

/// Patterns that can never win, and why.
@Suite struct UnreachablePatternTests {
  private static func unreachable(_ intents: String) throws -> [UnreachablePattern] {
    let book = try RuleBook(
      sections: """
        concepts:
          greedy: |
            apple
            apple *12 date
          fruit: |
            (apple|date)
        lexicon:
          exact: |
            not was
          past-auxiliaries: |
            was
        cues:
          - {id: not, sets: {polarity: negated}, reach: forward, words: [not]}
        intents:
        \(intents)
        """)
    return UnreachableFinder(book: book).unreachable()
  }

  private static func intent(_ id: String, _ kind: String, _ patterns: String...) -> String {
    "  - id: \(id)\n    kind: \(kind)\n    title: T\n    patterns: |\n"
      + patterns.map { "      \($0)\n" }.joined()
  }

  @Test func areThoseThatAnotherLineOfTheIntentRepeats() throws {
    let found = try Self.unreachable(
      Self.intent("a.one", "chat", "(apple|bread) *6 <fruit>", "bread * <fruit>", "bread * cheese"))
    #expect(found.map(\.rule.text) == ["bread * <fruit>"])
    guard case .repeated(let other) = found.first?.reason else {
      Issue.record("\(String(describing: found.first?.reason))")
      return
    }
    #expect(other.text == "(apple|bread) *6 <fruit>")
  }

  @Test func ofTwoEqualLinesAreTheLater() throws {
    let found = try Self.unreachable(Self.intent("a.one", "chat", "apple (bread|date)", "apple (date|bread)"))
    #expect(found.map(\.rule.text) == ["apple (date|bread)"])
  }

  @Test func areThoseBehindAnIntentThatIsAnsweredFirst() throws {
    let found = try Self.unreachable(
      Self.intent("z.ask", "question", "(apple|bread) date")
        + Self.intent("a.tell", "chat", "apple date", "apple"))
    #expect(found.map(\.rule.text) == ["apple date"])
    guard case .behind(let intent, _, let criterion) = found.first?.reason else {
      Issue.record("\(String(describing: found.first?.reason))")
      return
    }
    #expect(intent == ID("z.ask"))
    #expect(criterion == .kind)
  }

  @Test func areThoseWhoseConceptSwallowsAWord() throws {
    let found = try Self.unreachable(Self.intent("a.one", "chat", "<greedy> date", "cheese"))
    #expect(found.map(\.rule.text) == ["<greedy> date"])
    #expect(found.first?.reason == .takesNothing(tried: 60))
  }

  @Test func areThoseThatAreAlwaysMeantOtherwise() throws {
    let found = try Self.unreachable(Self.intent("a.one", "sign", "was apple", "date"))
    #expect(found.map(\.rule.text) == ["was apple"])
    guard case .neverClaimed(let tried, let refusals) = found.first?.reason else {
      Issue.record("\(String(describing: found.first?.reason))")
      return
    }
    #expect(tried > 0)
    #expect(refusals.first?.status == "not claimed (past)")
    #expect(refusals.first?.count == tried)
  }

  @Test func areNoneWhereALineTakesWhatNoOtherDoes() throws {
    let found = try Self.unreachable(
      Self.intent(
        "a.one", "chat", "apple * bread", "apple *6 bread date", "dates bread", "\"date\" (bread|cheese)"))
    #expect(found.isEmpty)
  }
}
