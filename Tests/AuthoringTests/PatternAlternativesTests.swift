import Authoring
import Rules
import Testing

/// The alternatives and gaps of a pattern, and the patterns that come of them.
struct PatternAlternativesTests {
  private func pattern(_ text: String) throws -> Pattern { try Pattern(parsing: text) }

  @Test(arguments: [
    ("say no", []),
    ("(a|b c)", ["a", "b c"]),
    ("say [so] no", ["so"]),
    ("say [x|y] no", ["x", "y"]),
    ("(a [b]|(c|d) e)", ["a [b]", "b", "(c|d) e", "c", "d"]),
    ("(say ; (no|never))", ["no", "never"]),
  ])
  func listsAlternatives(text: String, alternatives: [String]) throws {
    let pattern = try pattern(text)
    #expect(pattern.alternatives.map { pattern[$0].text } == alternatives)
  }

  /// Pattern, number of the alternative, what is left with it alone, what is left without it.
  @Test(arguments: [
    ("(a|b|c) d", 1, "b d", "(a|c) d"),
    ("(a|b) d", 0, "a d", "b d"),
    ("a [b] c", 0, "a b c", "a c"),
    ("a [b|c] d", 1, "a c d", "a [b] d"),
    ("(a [b]|c) d", 1, "a b d", "(a|c) d"),
    ("(a ; (b|c))", 0, "(a ; b)", "(a ; c)"),
    ("a [b [c]] d", 1, "a b c d", "a [b] d"),
  ])
  func keepsAndDrops(text: String, number: Int, kept: String, dropped: String) throws {
    let pattern = try pattern(text)
    let path = pattern.alternatives[number]
    #expect(pattern.keeping(path).text == kept)
    #expect(pattern.dropping(path)?.text == dropped)
  }

  @Test(arguments: [
    ("a b", []),
    ("a * b", ["a *6 b"]),
    ("a *8 b *12 c", ["a *12 b *12 c"]),
    ("(a ; b * c)", ["(a ;6 b * c)", "(a ; b *6 c)"]),
    ("[a * b] c", ["[a *6 b] c"]),
  ])
  func widensGaps(text: String, wider: [String]) throws {
    let pattern = try pattern(text)
    #expect(pattern.wideableGaps.map { pattern.widening($0).text } == wider)
  }

  /// What is left of a pattern where only the words a, b and c are there.
  @Test(arguments: [
    ("a b", "a b"), ("a x", nil), ("(a|x) b", "a b"), ("(a|x|c) b", "(a|c) b"), ("a [x] b", "a b"),
    ("(a ; x)", nil), ("(a|(b|x) c)", "(a|b c)"),
  ])
  func prunes(text: String, left: String?) throws {
    let there = Set(["a", "b", "c"].map(Pattern.word))
    let words = try pattern(text).pruned(where: there.contains)?.text.split(separator: " ").joined(
      separator: " ")
    #expect(words == left)
  }
}
