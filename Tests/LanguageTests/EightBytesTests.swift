import Dialogue
import TestSupport
import Testing

@testable import Language

struct EightBytesTests {
  @Test func readsFromAnyPositionWithZeroBehindTheEnd() {
    for count in 0...20 {
      let bytes = (0..<count).map { UInt8($0 + 1) }
      for position in 0...(count + 9) {
        let expected = (0..<8).reduce(0 as UInt64) { word, offset in
          let index = position + offset
          return word | UInt64(index < count ? bytes[index] : 0) << UInt64(8 * offset)
        }
        #expect(bytes.span.eight(from: position) == expected, "\(count) bytes from \(position)")
      }
    }
  }

  @Test func knowsEveryByteWhereverItStands() {
    for byte in UInt8.min...UInt8.max {
      for place in 0..<8 {
        var bytes = Array("abcdefgh".utf8)
        bytes[place] = byte
        expectPlainLetters(of: bytes, next: 0x20)
      }
    }
  }

  @Test func findsWordsAmongLettersMarksAndApostrophes() {
    var random = SplitMix64(state: 5)
    let alphabet = Array("aZ09'' -`é".utf8)
    for _ in 0..<20_000 {
      expectPlainLetters(of: (0..<8).map { _ in random.pick(alphabet) }, next: random.pick(alphabet))
    }
  }

  /// Compares with the definition: letters and digits, and apostrophes with one of them behind.
  private func expectPlainLetters(of bytes: [UInt8], next: UInt8) {
    let all = bytes + [next]
    let end = bytes.indices.first { index in
      !isASCIIWordByte(all[index]) && !(all[index] == 0x27 && isASCIIWordByte(all[index + 1]))
    }
    let word = bytes[..<(end ?? 8)]
    let letters = PlainLetters(bytes.span.eight(from: 0), next: next)
    #expect(letters.count == word.count, "\(bytes) \(next)")
    let folded = Array(String(decoding: word, as: UTF8.self).lowercased().utf8)
    #expect(letters.folded == folded.span.eight(from: 0), "\(bytes) \(next)")
  }
}
