internal import Archive

/// Says of most words at once that none of some lists has them.
///
/// A Bloom filter of one hash (B. H. Bloom, 1970): about one word in sixteen that no list has is let through.
struct WordFilter: Sendable {
  private static let bitsPerWord = 16
  /// A power of two.
  private var bits: PlainTable<UInt64> = [0]

  /// A filter that holds every word of some lists.
  init(_ words: [String]) {
    let wanted = words.count * Self.bitsPerWord / 64
    var bits = [UInt64](repeating: 0, count: 1 << (Int.bitWidth - wanted.leadingZeroBitCount))
    for word in words {
      let bit = Self.bit(of: word, in: bits.count)
      bits[bit >> 6] |= 1 << UInt64(bit & 63)
    }
    self.bits = PlainTable(bits)
  }

  /// Whether a list may have the word; false is certain.
  ///
  /// A word beyond ASCII is always let through: it is written in several ways that are equal, and have other bytes.
  func mayHold(_ word: String) -> Bool {
    guard word.utf8.allSatisfy({ $0 < 0x80 }) else { return true }
    let bit = Self.bit(of: word, in: bits.count)
    return bits[bit >> 6] & 1 << UInt64(bit & 63) != 0
  }

  private static func bit(of word: String, in count: Int) -> Int { WordHash.of(word) & (count * 64 - 1) }

  /// Writes or reads the bits.
  ///
  /// - Throws: `Damage` where their number is no power of two.
  mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(plain: &bits)
    guard bits.count.nonzeroBitCount == 1 else { throw Archive.Damage() }
  }
}
