import Testing

@testable import Rules

struct PatternParserTests {
  private static let tooDeep = String(repeating: "(", count: 65) + "a" + String(repeating: ")", count: 65)

  @Test(
    arguments: [
      ("sleep", .word("sleep")),
      ("  Sleep  ", .word("sleep")),
      ("CAN’T", .word("can't")),
      ("others' rules", .sequence([.word("others"), .word("rules")])),
      ("rock'n'roll 24", .sequence([.word("rock'n'roll"), .word("24")])),
      ("नमस्ते दुनिया", .sequence([.word("नमस्ते"), .word("दुनिया")])),
      ("can not", .sequence([.word("can"), .word("not")])),
      ("(a|b c)", .choice([.word("a"), .sequence([.word("b"), .word("c")])])),
      ("(a)", .word("a")),
      ("((a|b)|c)", .choice([.choice([.word("a"), .word("b")]), .word("c")])),
      ("a [b]", .sequence([.word("a"), .optional(.word("b"))])),
      (
        "a [b|c d]",
        .sequence([.word("a"), .optional(.choice([.word("b"), .sequence([.word("c"), .word("d")])]))])
      ),
      ("(a ; b)", .anyOrder([.word("a"), .word("b")], gap: 3)),
      ("(a ;6 b c; d)", .anyOrder([.word("a"), .sequence([.word("b"), .word("c")]), .word("d")], gap: 6)),
      ("(a ;2 b)", .anyOrder([.word("a"), .word("b")], gap: 2)),
      ("<say-no.2>", .concept("say-no.2")),
      ("a * b", .sequence([.word("a"), .gap(3), .word("b")])),
      ("a *12 b", .sequence([.word("a"), .gap(12), .word("b")])),
      ("a*b", .sequence([.word("a"), .gap(3), .word("b")])),
      ("^ a", .sequence([.sentenceStart, .word("a")])),
      ("^a$", .sequence([.sentenceStart, .word("a"), .sentenceEnd])),
      ("\"Say No\"", .quotation(["say", "no"])),
      ("“so, can’t!”", .quotation(["so", "can't"])),
      ("(a * b|c)", .choice([.sequence([.word("a"), .gap(3), .word("b")]), .word("c")])),
    ] as [(String, Pattern)])
  func reads(text: String, pattern: Pattern) throws {
    #expect(try Pattern(parsing: text) == pattern)
  }

  /// Offsets count scalars: नमस्ते has six.
  @Test(
    arguments: [
      ("", .empty), ("   ", .empty),
      ("नमस्ते (a", .unclosed("(", offset: 7)), ("a [b", .unclosed("[", offset: 2)),
      ("a <b", .unclosed("<", offset: 2)),
      ("a \"b", .unclosed("\"", offset: 2)), ("(a (b)", .unclosed("(", offset: 0)),
      ("a )", .unexpected(")", offset: 2)), ("a ]", .unexpected("]", offset: 2)),
      ("(a]", .unexpected("]", offset: 2)),
      ("a>", .unexpected(">", offset: 1)),
      ("()", .emptyAlternative(offset: 1)), ("(a|)", .emptyAlternative(offset: 3)),
      ("(|a)", .emptyAlternative(offset: 1)),
      ("([a] ; b)", .emptyAlternative(offset: 0)), ("<>", .emptyAlternative(offset: 0)),
      ("a | b", .strayOperator("|", offset: 2)), ("a ; b", .strayOperator(";", offset: 2)),
      ("(a | b ; c)", .mixedOperators(";", offset: 7)), ("(a ; b | c)", .mixedOperators("|", offset: 7)),
      ("[a ; b]", .mixedOperators(";", offset: 3)),
      ("a, b", .unknownCharacter(",", offset: 1)), ("{a}", .unknownCharacter("{", offset: 0)),
      ("<a b>", .unknownCharacter(" ", offset: 2)), ("a 😀", .unknownCharacter("😀", offset: 2)),
      ("* a", .gapAtEnd(offset: 0)), ("a *", .gapAtEnd(offset: 2)), ("^ * a", .gapAtEnd(offset: 2)),
      ("a * $", .gapAtEnd(offset: 2)), ("(a *|b)", .gapAtEnd(offset: 3)), ("(a ; * b)", .gapAtEnd(offset: 5)),
      ("a * *2 b", .gapBesideGap(offset: 4)),
      ("a *13 b", .gapTooWide(13, offset: 2)), ("a *0 b", .gapTooWide(0, offset: 2)),
      ("(a ;13 b)", .gapTooWide(13, offset: 3)),
      ("a ^ b", .anchorInside("^", offset: 2)), ("(^ a)", .anchorInside("^", offset: 1)),
      ("a $ b", .anchorInside("$", offset: 2)), ("(a $)", .anchorInside("$", offset: 3)),
      ("[a]", .canBeEmpty), ("[a] [b]", .canBeEmpty), ("([a]|b)", .canBeEmpty), ("^", .onlyGaps),
      ("$", .onlyGaps),
      ("(a ; b ; c ; d ; e)", .partsOutOfRange(5, offset: 0)),
      ("a \"\"", .emptyQuotation(offset: 2)), ("\"!\"", .emptyQuotation(offset: 0)),
      (tooDeep, .tooDeep(offset: 64)),
    ] as [(String, PatternError)])
  func refuses(text: String, error: PatternError) {
    #expect(throws: error) { try Pattern(parsing: text) }
  }

  @Test func refusesMoreThanTenThousandWordsInAllOrders() throws {
    func parts(_ words: Int) -> String {
      let choice = "(" + (0..<words).map { "w\($0)" }.joined(separator: "|") + ")"
      return "(\(choice) ; \(choice) ; \(choice) ; \(choice))"
    }
    #expect(try Pattern(parsing: parts(104)).size == 4 * 104 * 24)
    #expect(throws: PatternError.tooLarge(10_001)) { try Pattern(parsing: parts(105)) }
  }

  @Test func namesTheConceptsOfEveryBranch() throws {
    let pattern = try Pattern(parsing: "<a> [<b>|c] (<d> ; <e> f) \"g\" * <a>")
    #expect(pattern.concepts == ["a", "b", "d", "e", "a"])
  }
}
