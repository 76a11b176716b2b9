package import Diagnostics
package import Rules

/// Puts items into lists of one intent of a file, and leaves every other byte as it is.
///
/// It works on lines, as an author does: YAML that is read and written again would lose comments and spaces.
package struct IntentEdit {
  /// Why a file cannot be edited so; the author then has to write the lines.
  package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    case notUTF8
    case noSuchIntent(String)
    /// The list is written in brackets or on the line of its key.
    case notABlock(key: String, line: Int)

    package var description: String {
      switch self {
      case .notUTF8: "the file is not UTF-8"
      case .noSuchIntent(let id): "the file has no line ‘- id: \(id)’"
      case .notABlock(let key, let line):
        "‘\(key)’ in line \(line) is not a block; write ‘\(key): |’ and one item a line below"
      }
    }
  }

  /// Without their ends; a CR stays where it was.
  private var lines: [String]
  private let hasCarriageReturns: Bool
  private let intent: ID<Intent>

  package init(_ file: SourceFile, intent: ID<Intent>) throws(Failure) {
    guard let text = file.text else { throw .notUTF8 }
    lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { String(Substring($0)) }
    hasCarriageReturns = lines.first?.utf8.last == 0x0D
    self.intent = intent
  }

  package var text: String { lines.joined(separator: "\n") }

  /// Appends an item to the list at a way of keys, such as `examples`, `match`; keys that are missing are made.
  package mutating func append(_ item: String, to keys: [String]) throws(Failure) {
    let head = try intentLine()
    var indentation = keyColumn(of: head)
    var body = (head + 1)..<end(of: (head + 1)..<lines.count, deeperThan: indentation - 1)
    for (depth, key) in keys.enumerated() {
      guard let line = line(of: key, at: indentation, in: body) else {
        return create(Array(keys[depth...]), holding: item, at: indentation, behind: body)
      }
      body = (line + 1)..<end(of: (line + 1)..<body.upperBound, deeperThan: indentation)
      if depth == keys.count - 1 { return try append(item, toListAt: line, body, named: key) }
      indentation = body.first { !isBlank($0) }.map(column) ?? indentation + 2
    }
  }

  // MARK: - Finding lines

  /// The line that holds `id:` of the intent.
  private func intentLine() throws(Failure) -> Int {
    let found = lines.indices.first { index in
      let content = lines[index].drop { $0 == " " }
      let entry = content.hasPrefix("- ") ? content.dropFirst(2).drop { $0 == " " } : content
      guard entry.hasPrefix("id:") else { return false }
      return value(ofKeyIn: entry) == intent.text
    }
    guard let found else { throw .noSuchIntent(intent.text) }
    return found
  }

  /// What stands behind the colon, without quotes and comment.
  private func value(ofKeyIn entry: Substring) -> String {
    var value = entry[(entry.firstIndex(of: ":") ?? entry.startIndex)...].dropFirst()
    if let comment = value.firstRange(of: " #") { value = value[..<comment.lowerBound] }
    return value.filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
  }

  private func isBlank(_ index: Int) -> Bool { lines[index].allSatisfy(\.isWhitespace) }

  private func column(_ index: Int) -> Int { lines[index].utf8.prefix { $0 == UInt8(ascii: " ") }.count }

  /// The column of the keys of an entry: behind its dash.
  private func keyColumn(of index: Int) -> Int {
    let spaces = column(index)
    let rest = lines[index].dropFirst(spaces)
    return rest.hasPrefix("- ") ? spaces + 1 + rest.dropFirst().prefix { $0 == " " }.count : spaces
  }

  /// The line behind the last one that stands deeper than a column; blank lines at the end are left outside.
  private func end(of range: Range<Int>, deeperThan limit: Int) -> Int {
    var end = range.lowerBound
    for index in range where !isBlank(index) {
      guard column(index) > limit else { break }
      end = index + 1
    }
    return end
  }

  private func line(of key: String, at indentation: Int, in body: Range<Int>) -> Int? {
    body.first { column($0) == indentation && lines[$0].dropFirst(indentation).hasPrefix(key + ":") }
  }

  // MARK: - Writing lines

  private mutating func append(_ item: String, toListAt line: Int, _ body: Range<Int>, named key: String)
    throws(Failure)
  {
    let value = value(ofKeyIn: lines[line].drop { $0 == " " })
    let first = body.first { !isBlank($0) }
    let margin = first.map(column) ?? column(line) + 2
    let spaces = String(repeating: " ", count: margin)
    if value.hasPrefix("|") {
      insert([spaces + item], at: body.upperBound)
    } else if value.isEmpty, let first, lines[first].dropFirst(margin).hasPrefix("- ") {
      insert([spaces + "- " + Self.quoted(item)], at: body.upperBound)
    } else {
      throw .notABlock(key: key, line: line + 1)
    }
  }

  private mutating func create(
    _ keys: [String], holding item: String, at indentation: Int, behind body: Range<Int>
  ) {
    var written: [String] = []
    for (depth, key) in keys.enumerated() {
      let spaces = String(repeating: " ", count: indentation + 2 * depth)
      written.append(spaces + key + (depth == keys.count - 1 ? ": |" : ":"))
    }
    written.append(String(repeating: " ", count: indentation + 2 * keys.count) + item)
    insert(written, at: body.upperBound)
  }

  private mutating func insert(_ new: [String], at index: Int) {
    lines.insert(contentsOf: new.map { hasCarriageReturns ? $0 + "\r" : $0 }, at: index)
  }

  private static func quoted(_ item: String) -> String {
    "\"" + item.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
