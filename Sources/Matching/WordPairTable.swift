internal import Archive

/// Patterns by two words, of which one must follow the other closely: most sentences have no such pair at all.
///
/// Each pair is probed in a small filter of bits first, so that one which no pattern has is seldom looked up. The hash of a
/// pair is the sum of two products (Dietzfelbinger’s multiply-shift for pairs), so that each half is multiplied once.
struct WordPairTable: Sendable {
  /// How a word occurs in pairs.
  struct Role: OptionSet, Sendable {
    let rawValue: UInt8
    static let first = Role(rawValue: 1)
    static let second = Role(rawValue: 2)
  }

  struct Slot: Sendable {
    var first: Int32 = 0
    var second: Int32 = 0
    /// A range of the index’s postings, empty in an unused slot.
    var start: Int32 = 0
    var count: Int32 = 0
  }

  var filter: PlainTable<UInt64> = [0]
  var slots: PlainTable<Slot> = []
  /// The most counted words between the two words of any pair.
  var reach = 0

  var isEmpty: Bool { slots.isEmpty }

  init() {}

  /// A program to try where a pair occurs.
  struct Entry {
    var pair: WordPair
    var posting: PatternIndex.Posting

    fileprivate func isBefore(_ other: Entry) -> Bool {
      pair == other.pair ? posting.program < other.posting.program : pair < other.pair
    }
  }

  /// A table of entries with at most `reach` words between the two of a pair; their postings are appended to those of the
  /// index.
  init(_ entries: [Entry], reach: Int, appendingTo postings: inout [PatternIndex.Posting]) {
    guard !entries.isEmpty else { return }
    self.reach = reach
    let entries = entries.sorted { $0.isBefore($1) }
    let starts = entries.indices.filter { $0 == 0 || entries[$0 - 1].pair != entries[$0].pair }
    // A power of two with room for a third more.
    let capacity = 1 << max(6, 64 - (starts.count * 4 / 3).leadingZeroBitCount)
    var slots = [Slot](repeating: Slot(), count: capacity)
    var filter = [UInt64](repeating: 0, count: capacity / 8)
    for (start, end) in zip(starts, starts.dropFirst() + [entries.count]) {
      let pair = entries[start].pair
      let hash = pair.first.hashAsFirst &+ pair.second.hashAsSecond
      let bit = Self.bit(of: hash, in: filter.count)
      filter[bit >> 6] |= 1 << UInt64(bit & 63)
      var index = Self.slot(of: hash, in: capacity)
      while slots[index].count > 0 { index = (index + 1) & (capacity - 1) }
      slots[index] = Slot(
        first: pair.first.number, second: pair.second.number, start: Int32(postings.count + start),
        count: Int32(end - start))
    }
    postings += entries.map(\.posting)
    (self.filter, self.slots) = (PlainTable(filter), PlainTable(slots))
  }

  /// The bit of a pair in a filter of so many words: the highest bits of its hash.
  @inline(__always)
  private static func bit(of hash: UInt64, in wordCount: Int) -> Int {
    Int(truncatingIfNeeded: hash >> UInt64(58 &- wordCount.trailingZeroBitCount))
  }

  /// Where the search for a pair begins.
  @inline(__always)
  func slot(of hash: UInt64) -> Int { Self.slot(of: hash, in: slots.count) }

  @inline(__always)
  private static func slot(of hash: UInt64, in slotCount: Int) -> Int {
    Int(truncatingIfNeeded: hash >> 16) & (slotCount &- 1)
  }

  /// Whether there may be postings for the pair of this hash: the sum of those of its halves.
  @inline(__always)
  func mayHold(_ hash: UInt64) -> Bool {
    let filter = filter.span
    let bit = Self.bit(of: hash, in: filter.count)
    return filter[bit >> 6] & 1 &<< UInt64(bit & 63) != 0
  }

  /// The postings of a pair, as a range of the index’s.
  func range(of first: WordCode, _ second: WordCode, hash: UInt64) -> Range<Int> {
    let slots = slots.span
    var index = Self.slot(of: hash, in: slots.count)
    while slots[index].count > 0 {
      let slot = slots[index]
      if slot.first == first.number, slot.second == second.number {
        return Int(slot.start)..<Int(slot.start + slot.count)
      }
      index = (index + 1) & (slots.count - 1)
    }
    return 0..<0
  }
}

/// Two words, of which the second follows the first.
struct WordPair: Hashable, Comparable {
  var first: WordCode
  var second: WordCode

  static func < (a: WordPair, b: WordPair) -> Bool {
    (a.first, a.second) < (b.first, b.second)
  }
}
