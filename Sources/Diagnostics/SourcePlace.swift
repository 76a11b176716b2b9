/// A position in a rules or transcript file.
///
/// Lines and columns start at 1. Columns count Unicode scalars, as libYAML does.
package struct SourcePosition: Hashable, Comparable, Sendable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    precondition(line >= 1 && column >= 1, "positions start at 1")
    self.line = line
    self.column = column
  }

  package static func < (a: Self, b: Self) -> Bool { (a.line, a.column) < (b.line, b.column) }
}

/// A stretch of one line of a file.
package struct SourcePlace: Hashable, Comparable, Sendable {
  package var path: String
  package var start: SourcePosition
  /// In Unicode scalars; 1 marks a single character.
  package var length: Int

  package init(path: String, line: Int, column: Int, length: Int = 1) {
    self.path = path
    start = SourcePosition(line: line, column: column)
    self.length = max(1, length)
  }

  /// The place `offset` scalars further right on the same line.
  package func advanced(by offset: Int, length: Int = 1) -> SourcePlace {
    SourcePlace(path: path, line: start.line, column: start.column + offset, length: length)
  }

  /// `path:line`, as replies and JSON name a rule.
  package var pathAndLine: String { "\(path):\(start.line)" }

  package static func < (a: Self, b: Self) -> Bool { (a.path, a.start) < (b.path, b.start) }
}
