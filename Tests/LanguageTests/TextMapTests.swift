import Dialogue
import TestSupport
import Testing

@testable import Language

struct ByteKindsTests {
  @Test func knowsEveryByteWhereverItStands() {
    for byte in UInt8.min...UInt8.max {
      for place in 0..<8 {
        var bytes = Array("abcdefgh".utf8)
        bytes[place] = byte
        let kinds = ByteKinds(bytes.span.eight(from: 0))
        let isLetter = Character(UnicodeScalar(byte)).isLetter && byte < 0x80
        let isDigit = (0x30...0x39).contains(byte)
        let others = 0xFF & ~(1 << UInt64(place))
        #expect(kinds.letters == UInt64(others) | (isLetter || isDigit ? 1 << UInt64(place) : 0), "\(byte)")
        #expect(kinds.spaces == (byte == 0x20 ? 1 << UInt64(place) : 0), "\(byte)")
        #expect(kinds.apostrophes == (byte == 0x27 ? 1 << UInt64(place) : 0), "\(byte)")
        #expect(kinds.foreign == (byte >= 0x80 || byte == 0x60 ? 1 << UInt64(place) : 0), "\(byte)")
        if isLetter { bytes[place] |= 0x20 }
        #expect(kinds.folded == bytes.span.eight(from: 0), "\(byte)")
      }
    }
  }
}

struct TextMapTests {
  /// Compares with the definition: letters and digits of ASCII, and the apostrophes between two of them.
  @Test func findsWordsAndSpacesLikeALoopOverTheBytes() {
    var random = SplitMix64(state: 5)
    var map = TextMap()
    let alphabet = Array("aaaZ09'  -`é".utf8)
    for round in 0..<2_000 {
      let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in random.pick(alphabet) }
      map.fill(bytes.span)
      let isWord = bytes.indices.map { index in
        isLetter(bytes, index)
          || (bytes[index] == 0x27 && isLetter(bytes, index - 1) && isLetter(bytes, index + 1))
      }
      for start in bytes.indices {
        #expect(map.isPlain(start) == isWord[start], "\(round) \(start)")
        let behindWord = isWord[start...].firstIndex(of: false) ?? bytes.count
        #expect(map.behindWord(from: start) == behindWord, "\(round) \(start)")
        #expect(
          map.behindSpaces(from: start) == bytes[start...].firstIndex { $0 != 0x20 } ?? bytes.count,
          "\(round) \(start)")
      }
    }
  }

  @Test func givesTheKeyOfAWordWhereverItStands() {
    var map = TextMap()
    for length in 1...WordKey.longest {
      for start in 0...70 {
        let word = Array("Abcdefghij'lmnop".utf8.prefix(length))
        map.fill((Array(repeating: 0x2D, count: start) + word + [0x2D, 0x78]).span)
        let folded = [0x61] + word.dropFirst()
        #expect(map.key(at: start, length: length) == WordKey(folded), "\(length) letters at \(start)")
      }
    }
  }

  @Test(arguments: [
    ("l'été", 1, true), ("don`t", 3, true), ("don't", 3, false), ("dogs' é", 4, false), ("a b", 1, false),
  ])
  func tellsWhereAWordIsNotPlain(_ text: String, _ position: Int, _ isForeign: Bool) {
    var map = TextMap()
    map.fill(text.utf8.span)
    #expect(map.isForeign(position) == isForeign)
  }

  private func isLetter(_ bytes: [UInt8], _ index: Int) -> Bool {
    guard bytes.indices.contains(index) else { return false }
    let byte = bytes[index]
    return (0x61...0x7A).contains(byte | 0x20) && byte < 0x80 || (0x30...0x39).contains(byte)
  }
}
