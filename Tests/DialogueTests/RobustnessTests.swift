import Dialogue
import Matching
import Rules
import TestSupport
import Testing

/// Whatever is typed is answered, never died of.
struct RobustnessTests {
  private let engine: DialogueEngine

  init() throws {
    engine = DialogueEngine(try CoachBook.rules())
  }

  private func isAnswered(_ line: String, _ name: String) {
    let turn = engine.turn(on: line, in: Conversation(seed: 3), at: .usualStart)
    #expect(!turn.reply.isEmpty, "\(name)")
    let length = turn.line.unicodeScalars.count
    for match in turn.reading.matches {
      #expect(0 <= match.span.lowerBound && match.span.upperBound <= length, "\(name)")
      #expect(!match.span.isEmpty, "\(name)")
    }
    for hit in turn.safety.hits { #expect(hit.span.upperBound <= length, "\(name)") }
    let again = engine.turn(on: line, in: Conversation(seed: 3), at: .usualStart)
    #expect(again.reply.text == turn.reply.text, "\(name)")
  }

  @Test func answersOneMegabyteWithoutAFullStop() {
    isAnswered(String(repeating: "i can not ever say maybe yes ", count: 36_000), "words")
    isAnswered(String(repeating: "a", count: 1 << 20), "one word")
  }

  @Test func answersOddText() {
    let texts = [
      "NULs": String(repeating: "\u{0}", count: 100_000),
      "NULs between": String(repeating: "i\u{0}can't\u{0}", count: 1000),
      "marks": "e" + String(repeating: "\u{301}", count: 10_000),
      "marks alone": String(repeating: "\u{301}", count: 10_000),
      "joiners": String(repeating: "\u{200D}", count: 10_000),
      "stops": String(repeating: ".", count: 100_000),
      "apostrophes": String(repeating: "'", count: 100_000),
      "sentences": String(repeating: "no. ", count: 20_000),
      "lines": String(repeating: "\n", count: 100_000) + "i feel guilty",
      "slashes": String(repeating: "/", count: 10_000),
      "family": String(repeating: "👩‍👩‍👧", count: 3000),
      "right to left": "\u{202E}i can't say no\u{202C}",
      "brackets": String(repeating: "{person}(a|b)[x]<y>*", count: 1000),
    ]
    for (name, text) in texts { isAnswered(text, name) }
  }

  @Test func answersRandomBytesAndRandomUnicode() {
    for seed in 0..<300 as Range<UInt64> {
      var random = SplitMix64(state: seed)
      let bytes = (0..<random.number(in: 0..<200)).map { _ in UInt8(random.number(in: 0..<256)) }
      isAnswered(String(decoding: bytes, as: UTF8.self), "bytes \(seed)")
      let words = ["can't", "say", "no", "kill", "myself", "i", "guilty", "/why", "my", "mum"]
      var text = ""
      for _ in 0..<random.number(in: 0..<30) {
        if random.isOnce(in: 2) {
          text += random.pick(words) + " "
        } else if let scalar = Unicode.Scalar(UInt32(random.number(in: 0..<0x11_0000))) {
          text.unicodeScalars.append(scalar)
        }
      }
      isAnswered(text, "unicode \(seed)")
    }
  }

  @Test(arguments: [
    ("a\u{0}b\u{7}c\u{9B}d", "a b c d"), ("  lead and trail \t\n ", "  lead and trail"),
    ("a\tb\nc", "a\tb\nc"),
    ("", ""), ("\u{FFFD}", "\u{FFFD}"), ("e\u{301}\u{0}", "e\u{301}"),
  ])
  func repairsWhatWasTyped(typed: String, line: String) {
    #expect(repaired(typed) == line)
    #expect(engine.turn(on: typed, in: Conversation(seed: 1), at: .usualStart).line == line)
  }
}
