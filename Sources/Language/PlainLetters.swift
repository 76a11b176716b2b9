/// What eight bytes hold of a word of plain letters, found and folded without a loop.
///
/// Every step works on all bytes at once, each with a bit of its own (L. Lamport, “Multiple byte processing with
/// full-word instructions”, 1975).
struct PlainLetters {
  private static let high: UInt64 = 0x8080_8080_8080_8080
  private static let each: UInt64 = 0x0101_0101_0101_0101

  /// How many of the bytes belong to the word.
  let count: Int
  /// They in lower case, 0 behind them.
  let folded: UInt64

  /// The ASCII letters and digits that `bytes` begin with, and the apostrophes between them; `next` stands behind.
  @inline(__always)
  init(_ bytes: UInt64, next: UInt8) {
    let plain = bytes & ~Self.high
    let letters = Self.isBetween(plain | Self.each &* 0x20, 0x61, 0x7A) & ~bytes
    let inWord = letters | Self.isBetween(plain, 0x30, 0x39) & ~bytes
    let followed = inWord >> 8 | (isASCIIWordByte(next) ? 1 << 63 : 0)
    let word = inWord | Self.isBetween(plain, 0x27, 0x27) & ~bytes & followed
    let end = (~word & Self.high).trailingZeroBitCount
    count = end >> 3
    folded = (bytes | letters >> 2) & (end == 64 ? .max : (1 &<< UInt64(8 &* count)) &- 1)
  }

  /// The highest bit of each byte below 0x80 that lies in a range.
  @inline(__always)
  private static func isBetween(_ bytes: UInt64, _ least: UInt8, _ most: UInt8) -> UInt64 {
    (bytes &+ each &* UInt64(0x80 - least)) & ~(bytes &+ each &* UInt64(0x7F - most)) & high
  }
}

/// Whether a byte is a letter or a digit of ASCII.
@inline(__always)
func isASCIIWordByte(_ byte: UInt8) -> Bool {
  (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
}
