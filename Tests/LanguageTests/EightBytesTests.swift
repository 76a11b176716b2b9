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
}
