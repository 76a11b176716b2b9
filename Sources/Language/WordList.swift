internal import Archive

/// A list of words that is searched where it lies: sorted lines of bytes, no set in memory.
package struct WordList: Sendable {
  var bytes: PlainTable<UInt8>

  /// The words of a file, one a line; lines that begin with `#` are comments.
  ///
  /// Lines should be sorted by their bytes; those that are not are sorted here, at a cost.
  package init(lines bytes: [UInt8]) {
    let start = Self.endOfComments(in: bytes)
    let lines = start == 0 ? bytes : Array(bytes[start...])
    let words = Self.isFolded(lines) ? lines : Self.folded(lines)
    self.bytes = PlainTable(Self.isSorted(words) ? words : Self.sorted(words))
  }

  private static func endOfComments(in bytes: [UInt8]) -> Int {
    var start = 0
    while start < bytes.count, bytes[start] == UInt8(ascii: "#") {
      start = (bytes[start...].firstIndex(of: 0x0A) ?? bytes.count - 1) + 1
    }
    return start
  }

  /// Whether nothing is to be folded: no capital, no CR, nothing beyond ASCII.
  private static func isFolded(_ bytes: [UInt8]) -> Bool {
    bytes.allSatisfy { $0 < 0x80 && $0 != 0x0D && $0 &- 0x41 >= 26 }
  }

  private static func folded(_ bytes: [UInt8]) -> [UInt8] {
    let lines = bytes.split(separator: 0x0A).map { $0.last == 0x0D ? $0.dropLast() : $0 }
    return Array(
      lines.map { Array(Language.folded(String(decoding: $0, as: UTF8.self)).utf8) }.joined(separator: [0x0A])
    )
      + [0x0A]
  }

  private static func isSorted(_ bytes: [UInt8]) -> Bool {
    var last = 0..<0
    var start = 0
    for index in 0...bytes.count where index == bytes.count || bytes[index] == 0x0A {
      let line = start..<index
      if !last.isEmpty, !precedes(last, line, in: bytes) { return false }
      last = line
      start = index + 1
    }
    return true
  }

  private static func precedes(_ a: Range<Int>, _ b: Range<Int>, in bytes: [UInt8]) -> Bool {
    var i = a.lowerBound
    var j = b.lowerBound
    while i < a.upperBound, j < b.upperBound {
      if bytes[i] != bytes[j] { return bytes[i] < bytes[j] }
      i += 1
      j += 1
    }
    return a.count <= b.count
  }

  private static func sorted(_ bytes: [UInt8]) -> [UInt8] {
    let lines = bytes.split(separator: 0x0A).filter { $0.first != UInt8(ascii: "#") }.map(Array.init)
    return Array(lines.sorted { $0.lexicographicallyPrecedes($1) }.joined(separator: [0x0A])) + [0x0A]
  }

  /// The words of both lists.
  package func union(_ other: WordList) -> WordList { WordList(lines: Array(bytes) + Array(other.bytes)) }

  /// All words, in order.
  package var words: [String] {
    bytes.split(separator: 0x0A).filter { $0.first != UInt8(ascii: "#") }
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether a folded word is in the list.
  ///
  /// - Complexity: O(log *n*) in the bytes of the list.
  package func contains(_ word: String) -> Bool {
    let wanted = Array(word.utf8)
    var low = 0
    var high = bytes.count
    while low < high {
      let middle = (low + high) / 2
      let start = (bytes[low..<middle].lastIndex(of: 0x0A) ?? low - 1) + 1
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let line = bytes[start..<end]
      if line.elementsEqual(wanted) { return true }
      if line.lexicographicallyPrecedes(wanted) { low = end + 1 } else { high = start }
    }
    return false
  }
}
