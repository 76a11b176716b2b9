/// A text with the letters of ASCII folded, and what each of its bytes is, as bits: where its words begin and end is
/// found without looking at one byte after the other.
struct TextMap {
  /// What 64 bytes are, a bit each, the first lowest.
  private struct Block {
    /// Letters and digits of ASCII and, once they are settled, the apostrophes between two of them.
    var words: UInt64 = 0
    var spaces: UInt64 = 0
    var apostrophes: UInt64 = 0
    /// What only a word that is not plain may begin or go on with.
    var foreign: UInt64 = 0
  }

  /// One bit more at least than the text has bytes, and the first of those is in no set.
  private var blocks: [Block] = []
  /// The folded text, eight bytes a number, the first lowest, and room for two numbers more; what lies behind the text means nothing.
  private var folded: [UInt64] = []

  /// Takes in a text, in place of the last one.
  ///
  /// - Complexity: O(*n*) in bytes.
  mutating func fill(_ bytes: Span<UInt8>) {
    let count = bytes.count / 64 + 1
    if blocks.count < count {
      blocks = Array(repeating: Block(), count: 2 * count)
      folded = Array(repeating: 0, count: 16 * count + 2)
    }
    Self.read(bytes, into: &folded, &blocks, count)
    Self.settleApostrophes(of: &blocks, count)
  }

  private static func read(
    _ bytes: Span<UInt8>, into folded: inout [UInt64], _ blocks: inout [Block], _ count: Int
  ) {
    var blocks = blocks.mutableSpan
    var folded = folded.mutableSpan
    for number in 0..<count {
      var block = Block()
      for chunk in (8 &* number)..<min(8 &* number &+ 8, bytes.count / 8 &+ 1) {
        let kinds = ByteKinds(bytes.eight(from: 8 &* chunk))
        let shift = UInt64(truncatingIfNeeded: 8 &* chunk)
        folded[chunk] = kinds.folded
        block.words |= kinds.letters &<< shift
        block.spaces |= kinds.spaces &<< shift
        block.apostrophes |= kinds.apostrophes &<< shift
        block.foreign |= kinds.foreign &<< shift
      }
      blocks[number] = block
    }
  }

  /// Counts those between two letters to the words, and those before what is foreign to that.
  private static func settleApostrophes(of blocks: inout [Block], _ count: Int) {
    var blocks = blocks.mutableSpan
    var letterBefore: UInt64 = 0
    for number in 0..<count {
      var block = blocks[number]
      let next = number &+ 1 < count ? blocks[number &+ 1] : Block()
      let letters = block.words
      block.words |=
        block.apostrophes & (letters &<< 1 | letterBefore) & (letters &>> 1 | next.words &<< 63)
      block.foreign |= block.apostrophes & (block.foreign &>> 1 | next.foreign &<< 63)
      letterBefore = letters &>> 63
      blocks[number] = block
    }
  }

  /// Whether the byte at a position belongs to a plain word.
  @inline(__always)
  func isPlain(_ position: Int) -> Bool { Self.bit(position, of: blocks.span[position >> 6].words) }

  /// Whether a word that is not plain may begin with the byte at a position, or go on with it.
  @inline(__always)
  func isForeign(_ position: Int) -> Bool { Self.bit(position, of: blocks.span[position >> 6].foreign) }

  /// The first byte from a position that is no space; the end of the text at the latest.
  @inline(__always)
  func behindSpaces(from position: Int) -> Int {
    let blocks = blocks.span
    return Self.firstZero(from: position) { blocks[$0].spaces }
  }

  /// The first byte from a position that belongs to no plain word; the end of the text at the latest.
  @inline(__always)
  func behindWord(from position: Int) -> Int {
    let blocks = blocks.span
    return Self.firstZero(from: position) { blocks[$0].words }
  }

  /// The key of the plain word of 1 to 16 bytes that begins at a position.
  @inline(__always)
  func key(at position: Int, length: Int) -> WordKey {
    let folded = folded.span
    let index = position >> 3
    let shift = UInt64(truncatingIfNeeded: 8 &* (position & 7))
    // Shifting by 64 bits would shift by none.
    let middle = folded[index &+ 1]
    let low = folded[index] &>> shift | (middle &<< 1) &<< (63 &- shift)
    let high = middle &>> shift | (folded[index &+ 2] &<< 1) &<< (63 &- shift)
    return WordKey(low: low & Self.bytes(min(length, 8)), high: high & Self.bytes(max(length &- 8, 0)))
  }

  /// All bits of the first 0 to 8 bytes.
  @inline(__always)
  private static func bytes(_ count: Int) -> UInt64 {
    let half = UInt64(truncatingIfNeeded: 4 &* count)
    return ~((.max &<< half) &<< half)
  }

  @inline(__always)
  private static func bit(_ position: Int, of bits: UInt64) -> Bool {
    bits &>> UInt64(truncatingIfNeeded: position & 63) & 1 != 0
  }

  /// The first position from another on whose bit is not set; there is one.
  @inline(__always)
  private static func firstZero(from position: Int, _ bits: (Int) -> UInt64) -> Int {
    var number = position >> 6
    var zeros = ~bits(number) & (.max &<< UInt64(truncatingIfNeeded: position & 63))
    while zeros == 0 {
      number &+= 1
      zeros = ~bits(number)
    }
    return number &* 64 &+ zeros.trailingZeroBitCount
  }
}
