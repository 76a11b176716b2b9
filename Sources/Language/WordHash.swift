/// The hash of a word that is the same in every process, so that tables by it can be archived.
enum WordHash {
  /// FNV-1a (Fowler, Noll and Vo) of its UTF-8, without the lowest bits, which mix least.
  static func of(_ word: String) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: hash >> 8)
  }
}
