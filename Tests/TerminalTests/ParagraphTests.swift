import Terminal
import Testing

struct ParagraphTests {
  @Test(arguments: [
    ("one two three", 7, "one two\nthree"),
    ("one two three", 13, "one two three"),
    ("one\n\ntwo\n", 3, "one\n\ntwo\n"),
    ("abcdefgh", 3, "abc\ndef\ngh"),
    ("a abcdefgh b", 4, "a\nabcd\nefgh\nb"),
    ("one two   ", 7, "one two"),
    ("  one two three", 8, "  one\n  two\n  three"),
    ("      deep words", 8, "deep\nwords"),
    ("cue    act", 10, "cue    act"),
    ("cue    act", 9, "cue\nact"),
    ("  cue  act more  yes", 12, "  cue  act\n  more  yes"),
    ("你好世界", 4, "你好\n世界"),
    ("你好。世界", 4, "你\n好。\n世界"),
    ("「你」好", 6, "「你」\n好"),
    ("hi 你好", 4, "hi\n你好"),
    ("hi你好", 5, "hi你\n好"),
    ("ok😀😀", 4, "ok😀\n😀"),
    ("नमस्ते क्षि", 4, "नमस्ते\nक्षि"),
    ("你", 1, "你"),
    ("ab", 0, "a\nb"),
    ("ab\u{A0}cd ef", 6, "ab\u{A0}cd\nef"),
    ("", 10, ""),
  ])
  func wraps(text: String, width: Int, expected: String) {
    #expect(TerminalText(text).wrapped(to: width).string == expected)
  }

  @Test func leavesTextForPipesAsItIs() {
    let text = TerminalText(String(repeating: "word ", count: 100))
    #expect(text.wrapped(to: nil) == text)
  }

  @Test(arguments: [(nil, 78), (0, 78), (-1, 78), (1, 1), (40, 40), (78, 78), (80, 78), (300, 78)])
  func choosesAWidth(columns: Int?, width: Int) {
    #expect(Paragraph.width(columns: columns) == width)
  }

  @Test func losesNothingAndKeepsToTheWidth() {
    for seed in 0..<2000 as Range<UInt64> {
      var random = SplitMix64(state: seed)
      let text = TerminalText(random.text(of: 0...60))
      let width = Int.random(in: 1...30, using: &random)
      let wrapped = text.wrapped(to: width)
      #expect(solid(wrapped.string) == solid(text.string), "seed \(seed)")
      for line in wrapped.string.split(separator: "\n") {
        #expect(displayWidth(line) <= width || line.count == 1, "seed \(seed): \(line.debugDescription)")
      }
    }
  }

  /// All that is not space, and so must survive any wrapping.
  private func solid(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { $0 != " " && $0 != "\n" }
  }
}
