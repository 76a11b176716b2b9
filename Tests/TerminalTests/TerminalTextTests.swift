import Testing

@testable import Terminal

struct TerminalTextTests {
  @Test(arguments: [
    ("plain, with a\nline feed", "plain, with a\nline feed"),
    ("a\tb", "a    b"),
    ("a\r\nb\rc\r", "a\nb^Mc^M"),
    ("\r\r\n", "^M\n"),
    ("\u{1B}[31mred\u{1B}]52;c;eA==\u{07}", "^[[31mred^[]52;c;eA==^G"),
    ("\u{0}\u{1F}\u{7F}", "^@^_^?"),
    ("\u{9B}31m\u{80}", "\\u{9B}31m\\u{80}"),
    ("\u{202E}abc\u{2066}\u{200F}\u{61C}", "\\u{202E}abc\\u{2066}\\u{200F}\\u{61C}"),
    ("a\u{2028}b\u{2029}c", "a\\u{2028}b\\u{2029}c"),
    ("\u{E0001}\u{E0041}\u{E007F}", "\\u{E0001}\\u{E0041}\\u{E007F}"),
    ("👩‍👩‍👧 क्‍ष نمی‌خواهم", "👩‍👩‍👧 क्‍ष نمی‌خواهم"),
    ("שלום é 你好", "שלום é 你好"),
    ("", ""),
  ])
  func makesHarmless(raw: String, shown: String) {
    #expect(TerminalText(raw).string.unicodeScalars.elementsEqual(shown.unicodeScalars))
  }

  /// Swift refuses them in a literal.
  @Test(arguments: [0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF] as [UInt32])
  func replacesNoncharacters(value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))
    #expect(TerminalText(String(Character(scalar))).string == "\u{FFFD}")
  }

  @Test func letsNothingThroughThatATerminalObeys() {
    for seed in 0..<2000 as Range<UInt64> {
      var random = SplitMix64(state: seed)
      let text = TerminalText(random.text(of: 0...40)).string
      #expect(!text.unicodeScalars.contains(where: isHarmful), "seed \(seed)")
      #expect(TerminalText(text).string == text, "seed \(seed): not settled")
    }
  }

  @Test func makesInterpolatedTextHarmlessButKeepsStyle() {
    let style = Style(isOn: true)
    let name = "\u{1B}[2J"
    let text: TerminalText = "\(style("saved", .bold)) in \(name), \(3) turns"
    #expect(text.string == "\u{1B}[1msaved\u{1B}[0m in ^[[2J, 3 turns")
  }

  @Test func joins() {
    let parts: [TerminalText] = ["a", "b\u{7}"]
    #expect(parts.joined(separator: ", ").string == "a, b^G")
    #expect([TerminalText]().joined(separator: ", ").string.isEmpty)
  }
}

struct StyleTests {
  @Test func isSilentWhenOff() {
    #expect(Style(isOn: false)("text", .bold, .red) == "text")
  }

  @Test func wrapsTextInOneSequence() {
    #expect(Style(isOn: true)("text", .dim, .cyan).string == "\u{1B}[2;36mtext\u{1B}[0m")
    #expect(Style(isOn: true)("", .dim).string.isEmpty)
  }

  @Test(arguments: [(nil, false), ("", false), ("dumb", false), ("xterm", true)] as [(String?, Bool)])
  func knowsTerminalsThatCannot(term: String?, isCapable: Bool) {
    #expect(isCapableTerminal(term) == isCapable)
  }
}

/// Written apart from the sanitiser: by ranges here, case by case there.
private func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
  let harmful: [ClosedRange<UInt32>] = [
    0x00...0x09, 0x0B...0x1F, 0x7F...0x9F, 0x61C...0x61C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069,
    0xFDD0...0xFDEF, 0xFFFE...0xFFFF, 0xE0000...0xE007F,
  ]
  return harmful.contains { $0.contains(scalar.value) }
}
