internal import Language

/// Which words the sentences of a batch have, in so few bits that a word which is not there is seldom taken to be.
struct WordSketches: ~Copyable {
  /// The numbers of a sentence’s bits.
  private static let size = 4
  private var bits = OwnedList<UInt64>()

  /// The bit of a word: the lowest of its symbol, which says least of how frequent it is.
  @inline(__always)
  static func bit(of word: WordCode) -> UInt8 { UInt8(truncatingIfNeeded: word.number >> 1) }

  mutating func beginSentence() {
    for _ in 0..<Self.size { bits.append(0) }
  }

  mutating func removeAll() { bits.removeAll() }

  /// Adds a word to the last sentence.
  @inline(__always)
  mutating func insert(_ word: WordCode) {
    let bit = Int(Self.bit(of: word))
    bits[bits.count &- Self.size &+ (bit >> 6)] |= 1 &<< UInt64(truncatingIfNeeded: bit & 63)
  }

  /// Whether a sentence may have a word of this bit; false is certain.
  @inline(__always)
  func mayHold(_ bit: UInt8, in sentence: Int) -> Bool {
    let bit = Int(bit)
    return bits[Self.size &* sentence &+ (bit >> 6)] & 1 &<< UInt64(truncatingIfNeeded: bit & 63) != 0
  }
}
