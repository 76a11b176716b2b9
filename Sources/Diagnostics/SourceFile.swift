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
    var rest = bytes.makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    var offset = 0
    while true {
      switch parser.parseScalar(from: &rest) {
      case .valid(let scalar): offset += scalar.count
      case .error: return offset
      case .emptyInput: return nil
      }
    }
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
