/// The regular files of a tar archive in memory.
///
/// Source: POSIX.1-2017, pax, “ustar Interchange Format” and “pax Header Block”.
package struct TarArchive {
  package struct Entry: Hashable {
    package var path: String
    package var bytes: [UInt8]
  }

  private static let blockSize = 512
  /// In the order of the archive.
  package private(set) var entries: [Entry] = []

  /// Nil where the bytes are cut off or no archive.
  package init?(_ bytes: [UInt8]) {
    var position = 0
    var longPath: String?
    while position + Self.blockSize <= bytes.count {
      let header = bytes[position..<(position + Self.blockSize)]
      if header.allSatisfy({ $0 == 0 }) { return }
      let start = position + Self.blockSize
      guard let size = Self.number(header, at: 124..<136), size <= bytes.count - start else { return nil }
      let content = bytes[start..<(start + size)]
      switch header[position + 156] {
      case UInt8(ascii: "0"), 0:
        entries.append(Entry(path: longPath ?? Self.path(header), bytes: Array(content)))
        longPath = nil
      case UInt8(ascii: "x"): longPath = Self.longPath(content)
      default: longPath = nil
      }
      position = start + (size + Self.blockSize - 1) / Self.blockSize * Self.blockSize
    }
    if position != bytes.count { return nil }
  }

  private static func path(_ header: ArraySlice<UInt8>) -> String {
    let name = text(header, at: 0..<100)
    let prefix = text(header, at: 345..<500)
    return prefix.isEmpty ? name : prefix + "/" + name
  }

  private static func text(_ header: ArraySlice<UInt8>, at range: Range<Int>) -> String {
    let start = header.startIndex
    let field = header[(start + range.lowerBound)..<(start + range.upperBound)]
    return String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// An octal number.
  private static func number(_ header: ArraySlice<UInt8>, at range: Range<Int>) -> Int? {
    Int(text(header, at: range).filter { $0 != " " }, radix: 8)
  }

  /// The path in the records (`27 path=…`) of a pax header.
  private static func longPath(_ content: ArraySlice<UInt8>) -> String? {
    var rest = content
    while let space = rest.firstIndex(of: UInt8(ascii: " ")),
      let length = Int(String(decoding: rest[..<space], as: UTF8.self)), length > 0, length <= rest.count,
      space - rest.startIndex < length
    {
      let record = String(decoding: rest[(space + 1)..<(rest.startIndex + length)].dropLast(), as: UTF8.self)
      if record.hasPrefix("path=") { return String(record.dropFirst("path=".count)) }
      rest = rest.dropFirst(length)
    }
    return nil
  }
}
