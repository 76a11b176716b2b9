/// A file as it was read: its path as the reader should see it, and its bytes.
package struct SourceFile: Sendable {
  package var path: String
  package var bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  package init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  /// The text, or nil where the bytes are not UTF-8.
  package var text: String? { String(validating: bytes, as: UTF8.self) }

  /// The offset of the first byte that is not UTF-8, if there is one.
  package var firstInvalidByte: Int? {
    guard text == nil else { return nil }
    var low = 0
    var high = bytes.count
    // Validity of prefixes is monotone but for the last three bytes, which may be half a scalar.
    while low < high {
      let middle = (low + high) / 2
      if isValidPrefix(middle + 1) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether the first `count` bytes are UTF-8, not counting a scalar cut off at their end.
  private func isValidPrefix(_ count: Int) -> Bool {
    for cut in 0...min(3, count) where String(validating: bytes[..<(count - cut)], as: UTF8.self) != nil {
      return bytes[(count - cut)..<count].first.map { cut == 0 || $0 >= 0xC2 } ?? true
    }
    return false
  }

  /// The lines without their ends; CR before LF is dropped.
  package var lines: [Substring] {
    var text = String(decoding: bytes, as: UTF8.self)
    text.makeContiguousUTF8()
    let utf8 = text.utf8
    var lines: [Substring] = []
    var start = utf8.startIndex
    while let end = utf8[start...].firstIndex(of: 0x0A) {
      lines.append(Self.line(text, start..<end))
      start = utf8.index(after: end)
    }
    lines.append(Self.line(text, start..<utf8.endIndex))
    return lines
  }

  private static func line(_ text: String, _ range: Range<String.Index>) -> Substring {
    let line = text[range]
    return line.utf8.last == 0x0D ? line.dropLastByte : line
  }
}

extension Substring {
  fileprivate var dropLastByte: Substring { Substring(utf8.dropLast()) }
}
