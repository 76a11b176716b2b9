/// Writes JSON as it is called, on one line, without building a tree first.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// Empties it and keeps its storage.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  /// Ends a document with a line feed.
  mutating func endLine() {
    bytes.append(0x0A)
    needsComma = false
  }

  mutating func object(_ fields: (inout JSONWriter) -> Void) {
    open(UInt8(ascii: "{"))
    fields(&self)
    close(UInt8(ascii: "}"))
  }

  mutating func list<Items: Sequence>(_ items: Items, _ each: (inout JSONWriter, Items.Element) -> Void) {
    open(UInt8(ascii: "["))
    for item in items { each(&self, item) }
    close(UInt8(ascii: "]"))
  }

  /// The key of the value that is written next.
  mutating func key(_ name: String) {
    text(name)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(UInt8(ascii: " "))
    needsComma = false
  }

  mutating func null() { value("null") }
  mutating func bool(_ value: Bool) { self.value(value ? "true" : "false") }
  mutating func number(_ value: Double) { self.value(String(value)) }

  mutating func integer(_ value: Int) {
    guard 0..<10 ~= value else { return self.value(String(value)) }
    separate()
    bytes.append(UInt8(ascii: "0") + UInt8(value))
  }

  /// JSON as it came in, to be echoed.
  mutating func verbatim(_ json: [UInt8]) {
    separate()
    bytes.append(contentsOf: json)
  }

  mutating func text(_ text: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    if JSONText.isPlain(text) {
      bytes.append(contentsOf: text.utf8)
    } else {
      JSONText.escape(text, into: &bytes)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func value(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func separate() {
    if needsComma {
      bytes.append(UInt8(ascii: ","))
      bytes.append(UInt8(ascii: " "))
    }
    needsComma = true
  }

  private mutating func open(_ mark: UInt8) {
    separate()
    bytes.append(mark)
    needsComma = false
  }

  private mutating func close(_ mark: UInt8) {
    bytes.append(mark)
    needsComma = true
  }
}

/// Text between the quotation marks of JSON.
enum JSONText {
  /// Whether nothing in it is to be escaped.
  static func isPlain(_ text: String) -> Bool {
    var text = text
    text.makeContiguousUTF8()
    let bytes = text.utf8.span
    for index in bytes.indices where needsLook(bytes[index]) { return false }
    return true
  }

  /// Whether a byte is escaped, or begins something that is.
  private static func needsLook(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F || byte == 0xC2 || byte == 0xE2
  }

  /// Quotes, backslashes, controls and all that some reader takes for the end of a line (U+0085, U+2028, U+2029)
  /// are escaped; all else stays as it is.
  static func escape(_ text: String, into bytes: inout [UInt8]) {
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: bytes += "\\\"".utf8
      case 0x5C: bytes += "\\\\".utf8
      case 0x0A: bytes += "\\n".utf8
      case 0x09: bytes += "\\t".utf8
      case 0x0D: bytes += "\\r".utf8
      case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029:
        let digits = String(scalar.value, radix: 16)
        bytes += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
      default: bytes.append(contentsOf: String(scalar).utf8)
      }
    }
  }
}
