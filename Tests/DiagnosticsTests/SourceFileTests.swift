import Diagnostics
import Testing

struct SourceFileTests {
  @Test(arguments: [
    ([UInt8]("plain é".utf8), nil),
    ([0x61, 0xFF, 0x62], 1),
    ([0xC3], 0),  // a scalar cut off
    ([0x61, 0xE0, 0xA4], 1),
    ([0x61, 0xC0, 0xAF], 1),  // overlong
    ([0x61, 0xED, 0xA0, 0x80], 1),  // half a surrogate pair
    ([0x61, 0xF4, 0x90, 0x80, 0x80], 1),  // above U+10FFFF
    ([0xC3, 0xA9, 0x80], 2),
    ([0xE0, 0xA4, 0x85, 0xE0, 0xA4, 0x41], 3),
  ])
  func findsTheFirstByteThatIsNoUTF8(bytes: [UInt8], offset: Int?) {
    #expect(SourceFile(path: "f", bytes: bytes).firstInvalidByte == offset)
  }

  @Test(arguments: [
    ("", [""]), ("a", ["a"]), ("a\n", ["a", ""]), ("a\r\nb\r\n", ["a", "b", ""]),
    ("a\rb\n\nc", ["a\rb", "", "c"]),
  ])
  func endsLinesAtLineFeedsAlone(text: String, lines: [String]) {
    #expect(SourceFile(path: "f", text: text).lines.map(String.init) == lines)
  }
}
