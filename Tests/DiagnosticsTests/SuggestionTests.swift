import Diagnostics
import Testing

struct SuggestionTests {
  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("sleep", "slep", 1), ("sleep", "sleep", 0), ("ab", "ba", 1), ("abc", "ca", 3),
    ("kitten", "sitting", 3), ("e\u{301}", "e", 1), ("नमस्ते", "नमस्त", 1), ("flaw", "lawn", 2),
  ])
  func countsEditsWithSwapsAsOne(a: String, b: String, distance: Int) {
    #expect(editDistance(a, b) == distance)
    #expect(editDistance(b, a) == distance)
  }

  @Test(arguments: [
    ("slep", ["sleep", "step"], "sleep"),  // both are one away: the first
    ("slep", ["step", "sleep"], "step"),
    ("slep", ["sleeping"], nil),
    ("on", ["no", "off"], "no"),  // short names may be one away
    ("by", ["two"], nil),
    ("hepl", ["help", "heard"], "help"),
    ("unless-siad", ["unless", "unless-said"], "unless-said"),
    ("x", [], nil),
  ])
  func namesTheNearest(name: String, candidates: [String], expected: String?) {
    #expect(nearest(to: name, among: candidates) == expected)
  }
}
