internal import Diagnostics

/// The lines of a file with the ends that they have, so that some can be changed and the rest stays byte for byte.
struct FileLines {
  private struct Line {
    var bytes: ArraySlice<UInt8>
    var end: ArraySlice<UInt8>
  }

  private var lines: [Line] = []
  /// What stands behind each line instead, by its number from 1; the first of these replaces the line itself.
  private var changes: [Int: [String]] = [:]

  init(_ file: SourceFile) {
    let bytes = file.bytes[...]
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let feed = bytes[start...].firstIndex(of: 0x0A)
      let next = feed.map { $0 + 1 } ?? bytes.endIndex
      var end = feed ?? bytes.endIndex
      if feed != nil, end > start, bytes[end - 1] == 0x0D { end -= 1 }
      lines.append(Line(bytes: bytes[start..<end], end: bytes[end..<next]))
      start = next
    }
  }

  /// The text of a line, without its end.
  func text(_ number: Int) -> String { String(decoding: lines[number - 1].bytes, as: UTF8.self) }

  /// Puts texts in the place of a line; none deletes it.
  mutating func replace(_ number: Int, with texts: [String]) { changes[number] = texts }

  /// Puts texts behind a line.
  mutating func insert(_ texts: [String], behind number: Int) {
    changes[number] = (changes[number] ?? [text(number)]) + texts
  }

  /// Whether anything is to be changed.
  var isChanged: Bool { changes.contains { $0.value != [text($0.key)] } }

  /// The bytes of the file as it will be: a changed line keeps the end of the one that it replaces.
  var bytes: [UInt8] {
    var result: [UInt8] = []
    for (index, line) in lines.enumerated() {
      guard let texts = changes[index + 1] else {
        result += line.bytes
        result += line.end
        continue
      }
      for (number, text) in texts.enumerated() {
        result += text.utf8
        let isLast = number == texts.count - 1
        if line.end.isEmpty && !isLast { result.append(0x0A) }
        result += line.end
      }
    }
    return result
  }
}
