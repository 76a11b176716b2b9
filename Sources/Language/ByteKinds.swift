/// What each of eight bytes is, found and folded without a loop.
///
/// Every step works on all bytes at once, each with a bit of its own (L. Lamport, “Multiple byte processing with
/// full-word instructions”, 1975). Bit *n* of each set tells of byte *n*.
struct ByteKinds {
  private static let each: UInt64 = 0x0101_0101_0101_0101
  private static let high: UInt64 = 0x8080_8080_8080_8080

  /// The bytes with the letters of ASCII in lower case.
  let folded: UInt64
  /// Letters and digits of ASCII.
  let letters: UInt64
  let spaces: UInt64
  let apostrophes: UInt64
  /// Bytes beyond ASCII, and the backtick that some type for an apostrophe.
  let foreign: UInt64

  @inline(__always)
  init(_ bytes: UInt64) {
    let plain = bytes & ~Self.high
    let letters = Self.isBetween(plain | Self.each &* 0x20, 0x61, 0x7A) & ~bytes
    folded = bytes | letters >> 2
    self.letters = Self.gathered(letters | Self.isBetween(plain, 0x30, 0x39) & ~bytes)
    spaces = Self.gathered(Self.isEqual(plain, 0x20) & ~bytes)
    apostrophes = Self.gathered(Self.isEqual(plain, 0x27) & ~bytes)
    foreign = Self.gathered((Self.isEqual(plain, 0x60) | bytes) & Self.high)
  }

  /// The highest bit of each byte below 0x80 that lies in a range.
  @inline(__always)
  private static func isBetween(_ bytes: UInt64, _ least: UInt8, _ most: UInt8) -> UInt64 {
    (bytes &+ each &* UInt64(0x80 - least)) & ~(bytes &+ each &* UInt64(0x7F - most)) & high
  }

  /// The highest bit of each byte below 0x80 that is this one.
  @inline(__always)
  private static func isEqual(_ bytes: UInt64, _ byte: UInt8) -> UInt64 {
    (high &- (bytes ^ each &* UInt64(byte))) & high
  }

  /// The highest bits of all bytes, side by side.
  @inline(__always)
  private static func gathered(_ bits: UInt64) -> UInt64 {
    bits == 0 ? 0 : ((bits >> 7) &* 0x0102_0408_1020_4080) >> 56
  }
}
