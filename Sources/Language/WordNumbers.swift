internal import Archive

/// The numbers of words: a dictionary while they are given out, and read from an archive a table that is searched where it
/// lies, so that a start makes no text of thousands of words.
struct WordNumbers: Sendable {
  /// A place of the table; unused where the word is empty.
  struct Slot: Sendable {
    /// A range of `bytes`.
    var start: Int32 = 0
    var length: Int32 = 0
    var number: SymbolID = 0
  }

  private var given: [String: SymbolID] = [:]
  private var bytes: PlainTable<UInt8> = []
  /// Open addressing with linear probing; a power of two, at most two thirds in use.
  private var slots: PlainTable<Slot> = []

  var isEmpty: Bool { given.isEmpty && bytes.isEmpty }

  /// The number of a word, nil where it has none.
  subscript(word: String) -> SymbolID? {
    get { slots.isEmpty ? given[word] : archived(word) }
    set {
      precondition(slots.isEmpty, "a table that was read back is complete")
      given[word] = newValue
    }
  }

  private func archived(_ word: String) -> SymbolID? {
    let length = Int32(word.utf8.count)
    var index = WordHash.of(word) & (slots.count - 1)
    while slots[index].length > 0 {
      let slot = slots[index]
      if slot.length == length, holds(word, at: Int(slot.start)) { return slot.number }
      index = (index + 1) & (slots.count - 1)
    }
    return nil
  }

  private func holds(_ word: String, at start: Int) -> Bool {
    var position = start
    for byte in word.utf8 {
      guard bytes[position] == byte else { return false }
      position += 1
    }
    return true
  }

  private mutating func makeTable() {
    var bytes: [UInt8] = []
    var slots = Array(repeating: Slot(), count: 1 << max(3, 64 - (given.count * 3 / 2).leadingZeroBitCount))
    for (word, number) in given.sorted(by: { $0.value < $1.value }) {
      var index = WordHash.of(word) & (slots.count - 1)
      while slots[index].length > 0 { index = (index + 1) & (slots.count - 1) }
      slots[index] = Slot(start: Int32(bytes.count), length: Int32(word.utf8.count), number: number)
      bytes += word.utf8
    }
    (self.bytes, self.slots) = (PlainTable(bytes), PlainTable(slots))
  }

  /// Writes or reads the table.
  ///
  /// - Throws: `Damage` where a place lies outside.
  mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    var table = self
    if table.slots.isEmpty { table.makeTable() }
    try archive.code(plain: &table.bytes)
    try archive.code(plain: &table.slots)
    guard table.slots.count.nonzeroBitCount == 1, table.slots.contains(where: { $0.length == 0 }),
      table.slots.allSatisfy({
        $0.start >= 0 && $0.length >= 0 && Int($0.start) + Int($0.length) <= table.bytes.count
      })
    else { throw Archive.Damage() }
    table.given = given
    self = table
  }
}
