/// What is known of concepts at the words of one sentence: a small open table, emptied by counting up.
struct ConceptHitTable {
  /// The longest phrase found: its program, or -1 for a single word, and where it ends.
  struct Hit {
    var program: Int32
    var end: Int32
    var halves: Int32
  }

  private struct Slot {
    var key: UInt64 = 0
    var generation: UInt32 = 0
    var hit = Hit(program: -1, end: -1, halves: 0)
  }

  private var slots = [Slot](repeating: Slot(), count: 1 << 10)
  private var generation: UInt32 = 1
  private var count = 0

  static func key(_ concept: Int32, _ word: Int) -> UInt64 {
    UInt64(UInt32(bitPattern: concept)) << 32 | UInt64(word)
  }

  private static func hash(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32)
  }

  mutating func removeAll() {
    generation &+= 1
    count = 0
    if generation == 0 || slots.count > 1 << 16 {
      slots = [Slot](repeating: Slot(), count: 1 << 10)
      generation = 1
    }
  }

  func find(_ key: UInt64) -> Hit? {
    let mask = slots.count - 1
    var index = Self.hash(key) & mask
    while slots[index].generation == generation {
      if slots[index].key == key { return slots[index].hit }
      index = (index + 1) & mask
    }
    return nil
  }

  /// Notes a hit, in place of what is known for its key.
  mutating func set(_ key: UInt64, _ hit: Hit) {
    if count * 2 >= slots.count { grow() }
    count += 1
    let mask = slots.count - 1
    var index = Self.hash(key) & mask
    while slots[index].generation == generation, slots[index].key != key { index = (index + 1) & mask }
    slots[index] = Slot(key: key, generation: generation, hit: hit)
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: old.count * 2)
    count = 0
    for slot in old where slot.generation == generation { set(slot.key, slot.hit) }
  }
}
