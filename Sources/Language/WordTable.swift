/// What is known of one typed word: its readings, word for word.
struct WordEntry: Sendable {
  /// The readings of each word of the expansion: `he's` has two words, the second with two readings.
  var words: [[WordForm]]
  /// The word that a misspelt one is taken for.
  var corrected: String?
  /// The readings where correction may not be used; the same as `words` for most.
  var uncorrected: [[WordForm]]
  var role: ClauseRole
}

/// What a word does to the clause around it.
enum ClauseRole: Sendable {
  case none, clauseStart, joiner, subject
}

/// A bounded memory of typed words, keyed by their folded bytes.
///
/// Open addressing over one arena of bytes; when it is full it is emptied, so a hostile stream of new words
/// costs time, never memory.
struct WordTable: Sendable {
  private struct Slot {
    var hash: UInt32 = 0
    var start: UInt32 = 0
    var length: UInt32 = 0
    var entry: Int32 = -1
  }

  private static let slotCount = 1 << 15
  private static let capacity = slotCount / 2
  private var slots = [Slot](repeating: Slot(), count: slotCount)
  private var arena: [UInt8] = []
  private(set) var entries: [WordEntry] = []

  /// The entry of the word in `bytes`, if it is remembered.
  func find(_ bytes: borrowing Span<UInt8>, hash: UInt32) -> Int? {
    var index = Int(hash) & (Self.slotCount - 1)
    while slots[index].entry >= 0 {
      let slot = slots[index]
      if slot.hash == hash, Int(slot.length) == bytes.count, isEqual(bytes, at: Int(slot.start)) {
        return Int(slot.entry)
      }
      index = (index + 1) & (Self.slotCount - 1)
    }
    return nil
  }

  private func isEqual(_ bytes: borrowing Span<UInt8>, at start: Int) -> Bool {
    for i in 0..<bytes.count where arena[start + i] != bytes[i] { return false }
    return true
  }

  /// Remembers an entry and gives its index.
  mutating func insert(_ bytes: borrowing Span<UInt8>, hash: UInt32, _ entry: WordEntry) -> Int {
    if entries.count >= Self.capacity || arena.count > 1 << 20 { empty() }
    var index = Int(hash) & (Self.slotCount - 1)
    while slots[index].entry >= 0 { index = (index + 1) & (Self.slotCount - 1) }
    slots[index] = Slot(
      hash: hash, start: UInt32(arena.count), length: UInt32(bytes.count), entry: Int32(entries.count))
    for i in 0..<bytes.count { arena.append(bytes[i]) }
    entries.append(entry)
    return entries.count - 1
  }

  private mutating func empty() {
    slots = [Slot](repeating: Slot(), count: Self.slotCount)
    arena.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
  }
}
