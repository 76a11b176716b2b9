import Terminal
import Testing

struct DisplayWidthTests {
  /// Expected values from wcwidth 0.7, as terminals of today draw them.
  @Test(arguments: [
    ("plain", 5), ("", 0), ("\n", 0), ("é", 1), ("e\u{301}", 1), ("a\u{301}\u{302}\u{303}", 1),
    ("你好", 4), ("가", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("ｆｕｌｌ", 8), ("ｱ", 1), ("、", 2),
    ("नमस्ते", 4), ("क्षि", 2), ("स्त्री", 2), ("কো", 2), ("ক্ষ", 2),
    ("👩‍👩‍👧", 2), ("🏳️‍🌈", 2), ("❤️", 2), ("❤", 1), ("1️⃣", 2), ("👍🏽", 2), ("🇩🇪", 2), ("🏴‍☠️", 2), ("😀", 2),
    ("\u{200B}", 0), ("\u{FEFF}", 0), ("\u{AD}", 1), ("‘’…", 3),
  ])
  func measures(text: String, columns: Int) {
    #expect(displayWidth(text) == columns)
  }

  @Test func measuresAThousandZeroWidthSpaces() {
    #expect(displayWidth(String(repeating: "\u{200B}", count: 1000)) == 0)
  }
}
