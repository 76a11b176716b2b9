/// A set of numbers that is emptied by counting up, for searches that run by the million.
struct StateTable {
  private var keys = [UInt64](repeating: 0, count: 1 << 10)
  private var generations = [UInt32](repeating: 0, count: 1 << 10)
  private var generation: UInt32 = 1
  private var count = 0

  mutating func removeAll() {
    generation &+= 1
    count = 0
    if generation == 0 { self = StateTable() }
  }

  /// Whether the key was not there yet.
  mutating func insert(_ key: UInt64) -> Bool {
    if count * 2 >= keys.count { grow() }
    let mask = keys.count - 1
    var index = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 30) & mask
    while generations[index] == generation {
      if keys[index] == key { return false }
      index = (index + 1) & mask
    }
    keys[index] = key
    generations[index] = generation
    count += 1
    return true
  }

  private mutating func grow() {
    let old = zip(keys, generations).filter { $0.1 == generation }.map(\.0)
    keys = [UInt64](repeating: 0, count: keys.count * 2)
    generations = [UInt32](repeating: 0, count: keys.count)
    generation = 1
    count = 0
    for key in old { _ = insert(key) }
  }
}
