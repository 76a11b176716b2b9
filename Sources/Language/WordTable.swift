/// What is known of one typed word: in one record where it has one plain reading, else with an `Expansion`.
struct WordEntry: Sendable {
  /// What a word’s letters say of it.
  struct Traits: OptionSet, Sendable {
    let rawValue: UInt8
    static let isSingleLetter = Traits(rawValue: 1)
    static let endsInDigit = Traits(rawValue: 2)
    static let isAbbreviation = Traits(rawValue: 4)
    static let isPossessor = Traits(rawValue: 8)
  }

  /// Its reading, where it has but one.
  var form: WordForm
  var role: ClauseRole
  var traits: Traits
  /// The index of its expansion in the table, -1 for none.
  var expansion: Int32 = -1

  /// What stands in an empty place of the table.
  static let none = WordEntry(
    form: WordForm(surface: 0, lemma: 0, tense: .none), role: .none, traits: [], expansion: -1)
}

/// A word that stands for several, has several readings, or is misspelt.
struct Expansion: Sendable {
  /// The word itself, folded.
  var typed: String
  /// The readings of each word of the expansion: `he's` has two words, the second with two readings.
  var words: [[WordForm]]
  /// The word that a misspelt one is taken for.
  var corrected: String?
  /// The readings where correction may not be used; the same as `words` for most.
  var uncorrected: [[WordForm]]
}

/// What a word does to the clause around it.
enum ClauseRole: Sendable {
  case none, clauseStart, joiner, subject
}

/// A folded word of up to 16 bytes as two integers, so that it is compared without a loop.
struct WordKey: Hashable, Sendable {
  static let longest = 16
  /// The key of no word.
  static let none = WordKey(low: 0, high: 0)

  /// The first byte lowest; no byte of a word is 0.
  var low: UInt64 = 0
  var high: UInt64 = 0

  init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  /// The key of a folded word, nil for a longer one.
  init?(_ word: [UInt8]) {
    guard word.count <= Self.longest else { return nil }
    low = word.span.eight(from: 0)
    high = word.span.eight(from: 8)
  }

  /// A multiplicative hash.
  @inline(__always)
  var hash: UInt64 {
    let mixed = (low ^ (high &* 0xD6E8_FEB8_6659_FD93)) &* 0x9E37_79B9_7F4A_7C15
    return mixed ^ mixed >> 32
  }
}

/// A bounded memory of typed words, keyed by their folded bytes.
///
/// Open addressing; long words, which are rare, lie in a dictionary. When it is full it is emptied, so a hostile
/// stream of new words costs time, never memory.
struct WordTable: Sendable {
  /// 32 bytes, so that a word which is known costs one line of the cache.
  fileprivate struct Slot {
    /// The folded word; 0 in an empty slot, for no byte of a word is 0.
    var low: UInt64 = 0
    var high: UInt64 = 0
    var entry = WordEntry.none
  }

  private static let largestSlotCount = 1 << 16
  private static let smallestSlotCount = 1 << 10
  private var slots = [Slot](repeating: Slot(), count: smallestSlotCount)
  private var count = 0
  private var longWords: [[UInt8]: WordEntry] = [:]
  private(set) var expansions: [Expansion] = []

  /// The entry of a short word, if it is remembered.
  @inline(__always)
  func find(_ key: WordKey) -> WordEntry? {
    let slots = slots.span
    let mask = slots.count &- 1
    var index = Int(truncatingIfNeeded: key.hash) & mask
    while true {
      if slots[index].low == key.low && slots[index].high == key.high { return slots[index].entry }
      if slots[index].low == 0 { return nil }
      index = (index &+ 1) & mask
    }
  }

  /// Where words lie until another one is inserted.
  var places: Places { Places(addresses: ElementAddresses(of: slots), mask: slots.count - 1) }

  struct Places {
    fileprivate let addresses: ElementAddresses<Slot>
    fileprivate let mask: Int

    /// Asks for the memory where a word lies.
    @inline(__always)
    func prefetch(_ key: WordKey) { addresses.prefetch(Int(truncatingIfNeeded: key.hash) & mask) }
  }

  /// The entry of a long word, if it is remembered.
  func find(_ word: [UInt8]) -> WordEntry? { longWords[word] }

  /// Remembers the entry of a folded word, and gives it back with the number of its expansion.
  mutating func insert(_ word: [UInt8], _ entry: WordEntry, _ expansion: Expansion?) -> WordEntry {
    makeRoom()
    var entry = entry
    if let expansion {
      entry.expansion = Int32(expansions.count)
      expansions.append(expansion)
    }
    count += 1
    if let key = WordKey(word) {
      place(Slot(low: key.low, high: key.high, entry: entry), hash: key.hash)
    } else {
      longWords[word] = entry
    }
    return entry
  }

  private mutating func place(_ slot: Slot, hash: UInt64) {
    let mask = slots.count - 1
    var index = Int(truncatingIfNeeded: hash) & mask
    while slots[index].low != 0 { index = (index + 1) & mask }
    slots[index] = slot
  }

  /// Grows the table while it may, and empties it when it is full.
  private mutating func makeRoom() {
    guard count * 2 >= slots.count else { return }
    let old = slots
    if old.count < Self.largestSlotCount {
      slots = [Slot](repeating: Slot(), count: old.count * 2)
      for slot in old where slot.low != 0 {
        place(slot, hash: WordKey(low: slot.low, high: slot.high).hash)
      }
    } else {
      slots = [Slot](repeating: Slot(), count: old.count)
      longWords.removeAll(keepingCapacity: true)
      count = 0
      expansions.removeAll(keepingCapacity: true)
    }
  }
}
