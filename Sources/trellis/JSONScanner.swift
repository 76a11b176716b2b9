/// Goes through one JSON text (RFC 8259) and says where its values stand, without building anything.
struct JSONScanner {
  /// How deep lists and objects may be nested.
  private static let deepest = 64

  private let bytes: [UInt8]
  private let end: Int
  private(set) var position: Int

  /// A scanner for the text at `range`, which must be UTF-8.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
    skipSpace()
  }

  /// Whether nothing is left.
  var isAtEnd: Bool { position == end }

  /// Reads an object, its members in order; false where the text is none.
  ///
  /// `member` is called at each value with its key; it reads the value and says whether it was one.
  mutating func object(_ member: (inout JSONScanner, _ key: String) -> Bool) -> Bool {
    guard take(UInt8(ascii: "{")) else { return false }
    if take(UInt8(ascii: "}")) { return true }
    repeat {
      guard let key = string(), take(UInt8(ascii: ":")), member(&self, key) else { return false }
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "}"))
  }

  /// Reads whatever value comes next; nil where there is none.
  mutating func value() -> Range<Int>? {
    let start = position
    guard skipValue(depth: 0) else { return nil }
    return start..<endOfToken(from: start)
  }

  /// Reads a string; nil where the text is none, or has half of a surrogate pair.
  mutating func string() -> String? {
    guard position < end, bytes[position] == UInt8(ascii: "\"") else { return nil }
    let start = position + 1
    var index = start
    while index < end, bytes[index] != UInt8(ascii: "\"") {
      if bytes[index] < 0x20 { return nil }
      if bytes[index] == UInt8(ascii: "\\") { return escapedString(from: start, firstEscape: index) }
      index += 1
    }
    guard index < end else { return nil }
    position = index + 1
    skipSpace()
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func escapedString(from start: Int, firstEscape: Int) -> String? {
    var decoded = Array(bytes[start..<firstEscape])
    var index = firstEscape
    while index < end, bytes[index] != UInt8(ascii: "\"") {
      let byte = bytes[index]
      if byte < 0x20 { return nil }
      index += 1
      guard byte == UInt8(ascii: "\\") else {
        decoded.append(byte)
        continue
      }
      guard let scalar = escape(at: &index) else { return nil }
      decoded.append(contentsOf: String(scalar).utf8)
    }
    guard index < end else { return nil }
    position = index + 1
    skipSpace()
    return String(decoding: decoded, as: UTF8.self)
  }

  /// What stands behind a backslash.
  private func escape(at index: inout Int) -> Unicode.Scalar? {
    guard index < end else { return nil }
    defer { index += 1 }
    switch bytes[index] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(bytes[index])
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return unicodeEscape(at: &index)
    default: return nil
    }
  }

  /// The scalar of `uXXXX`, or of two of them that are a surrogate pair; `index` goes to its last digit.
  private func unicodeEscape(at index: inout Int) -> Unicode.Scalar? {
    guard let first = hexadecimal(at: index + 1) else { return nil }
    index += 4
    guard 0xD800..<0xDC00 ~= first else { return Unicode.Scalar(first) }
    guard index + 2 < end, bytes[index + 1] == UInt8(ascii: "\\"), bytes[index + 2] == UInt8(ascii: "u"),
      let second = hexadecimal(at: index + 3), 0xDC00..<0xE000 ~= second
    else { return nil }
    index += 6
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
  }

  private func hexadecimal(at start: Int) -> UInt32? {
    guard start + 4 <= end else { return nil }
    var value: UInt32 = 0
    for byte in bytes[start..<(start + 4)] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
      default: return nil
      }
    }
    return value
  }

  private mutating func skipValue(depth: Int) -> Bool {
    guard position < end, depth < Self.deepest else { return false }
    switch bytes[position] {
    case UInt8(ascii: "\""): return string() != nil
    case UInt8(ascii: "{"): return object { scanner, _ in scanner.skipValue(depth: depth + 1) }
    case UInt8(ascii: "["): return skipList(depth: depth)
    case UInt8(ascii: "t"): return skip("true")
    case UInt8(ascii: "f"): return skip("false")
    case UInt8(ascii: "n"): return skip("null")
    default: return skipNumber()
    }
  }

  private mutating func skipList(depth: Int) -> Bool {
    guard take(UInt8(ascii: "[")) else { return false }
    if take(UInt8(ascii: "]")) { return true }
    repeat { guard skipValue(depth: depth + 1) else { return false } } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "]"))
  }

  private mutating func skip(_ word: String) -> Bool {
    guard bytes[position..<end].starts(with: word.utf8) else { return false }
    position += word.utf8.count
    skipSpace()
    return true
  }

  private mutating func skipNumber() -> Bool {
    if position < end, bytes[position] == UInt8(ascii: "-") { position += 1 }
    let start = position
    guard skipDigits() else { return false }
    if bytes[start] == UInt8(ascii: "0"), position > start + 1 { return false }
    if position < end, bytes[position] == UInt8(ascii: ".") {
      position += 1
      guard skipDigits() else { return false }
    }
    if position < end, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < end, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
        position += 1
      }
      guard skipDigits() else { return false }
    }
    skipSpace()
    return true
  }

  private mutating func skipDigits() -> Bool {
    let start = position
    while position < end, bytes[position] &- 0x30 < 10 { position += 1 }
    return position > start
  }

  private mutating func take(_ mark: UInt8) -> Bool {
    guard position < end, bytes[position] == mark else { return false }
    position += 1
    skipSpace()
    return true
  }

  private mutating func skipSpace() {
    while position < end, Self.isSpace(bytes[position]) { position += 1 }
  }

  /// The end of the value that begins at `start`, without the space behind it.
  private func endOfToken(from start: Int) -> Int {
    var end = position
    while end > start, Self.isSpace(bytes[end - 1]) { end -= 1 }
    return end
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
  }
}
