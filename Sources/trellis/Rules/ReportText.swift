extension String {
  /// With spaces behind it up to a width.
  func leftAligned(in width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

  /// With spaces before it up to a width.
  func rightAligned(in width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }

  /// Its lines with a slash between them.
  var onOneLine: String { split(separator: "\n").joined(separator: " / ") }
}
