import Dialogue
import Language
import Matching
import Rules
import TestSupport
import Testing

struct ReadingMemoryTests {
  private static func reading(of text: String) -> Reading {
    var reading = Reader(Matcher(RuleBook(pack: .init(id: "a", language: "en", version: "1")))).read(text)
    reading.matches = []
    return reading
  }

  @Test func readsAMessageOnce() {
    var memory = ReadingMemory(capacity: 2)
    var read: [String] = []
    for message in ["a", "b", "a", "b", "c", "a"] {
      let reading = memory.reading(of: message) {
        read.append($0)
        return Self.reading(of: $0)
      }
      #expect(reading.utterance.text == message)
    }
    // The third message made it forget all.
    #expect(read == ["a", "b", "c", "a"])
  }

  @Test func doesNotKeepLongMessages() {
    var memory = ReadingMemory(capacity: 2)
    let long = String(repeating: "long ", count: 50)
    var count = 0
    for _ in 0..<2 {
      _ = memory.reading(of: long) {
        count += 1
        return Self.reading(of: $0)
      }
    }
    #expect(count == 2)
  }
}
