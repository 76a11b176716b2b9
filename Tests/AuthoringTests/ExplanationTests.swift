import Authoring
import Dialogue
import Matching
import Rules
import TestSupport
import Testing

/// What `explain` tells of a sentence.
@Suite struct ExplanationTests {
  private static func explanation(_ line: String) throws -> Explanation {
    let book = try RuleBook(sections: CoachBook.text)
    let engine = DialogueEngine(DialogueEngine.Rules(book: book, bundled: book))
    return Explanation(of: engine.turn(on: line, in: Conversation(seed: 0), at: .usualStart), by: book)
  }

  private static func page(_ line: String, columns: Int = 80) throws -> [String] {
    ExplanationText(try explanation(line), columns: columns).lines
  }

  @Test func tellsWordsWithWhatTheyStandFor() throws {
    let words = try Self.explanation("I can't worry").words
    #expect(words.map(\.typed) == ["I", "can't", "worry"])
    #expect(words.map(\.standsFor) == [[["i"]], [["can"], ["not"]], [["worry"]]])
    #expect(words.last?.stems == ["worri"])
  }

  @Test func tellsWhatConceptsTake() throws {
    let concepts = try Self.explanation("my mum worries, yes").concepts
    #expect(concepts.map(\.words) == ["my mum", "yes"])
    #expect(concepts.map(\.concepts) == [["person"], ["yes"]])
  }

  /// The signs stand right under what they are of.
  @Test func drawsTheMatchAndTheReachOfACueUnderTheSentence() throws {
    let page = try Self.page("i do not feel guilty but i worry")
    #expect(
      page.contains([
        "    i do not feel guilty but i worry", "             ^^^^ ^^^^^^  matched",
        "         ===------------  not: negated",
      ]))
  }

  @Test func drawsNoRowWithoutAMark() throws {
    let long = Array(repeating: "apple", count: 30).joined(separator: " ") + " i worry " + "so much"
    let page = try Self.page(long, columns: 60)
    let drawn = page.filter { $0.hasPrefix("    ") }
    #expect(drawn.count == 2)
    #expect(drawn.allSatisfy { $0.count <= 60 })
    #expect(drawn.first?.contains("worry") == true)
  }

  @Test func tellsWhyOneCandidateComesBehindAnother() throws {
    let candidates = try Self.explanation("i feel guilty and tired").candidates
    #expect(candidates.first?.behind == nil)
    let behind = candidates.dropFirst().first
    #expect(behind?.behind?.intent == candidates.first?.match.intent)
    #expect(behind?.behind?.criterion == .score)
  }

  @Test func looksForWhatIsNearWhereNothingIsClaimed() throws {
    let missed = try Self.explanation("i can not ever again dare to say no")
    #expect(missed.candidates.isEmpty)
    #expect(missed.nearMisses.first?.rule.text == "can not * say no")
    let claimed = try Self.explanation("i feel guilty")
    #expect(claimed.nearMisses.isEmpty)
  }

  @Test(arguments: ["", "   ", "?!", "\u{1F600}", "a\nb\tc", String(repeating: "no ", count: 20_000)])
  func explainsAnything(line: String) throws {
    let page = try Self.page(line)
    #expect(page.contains { $0.hasPrefix("reply:") })
  }
}

extension [String] {
  /// Whether these lines stand in a row.
  fileprivate func contains(_ lines: [String]) -> Bool {
    indices.contains { Array(self[$0...].prefix(lines.count)) == lines }
  }
}
