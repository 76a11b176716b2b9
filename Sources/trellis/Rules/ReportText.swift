internal import Terminal

extension String {
  /// With spaces behind it up to a width.
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

  /// With spaces before it up to a width.
  func paddedLeft(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }

  /// On one line.
  var onOneLine: String { split(separator: "\n").joined(separator: " / ") }
}

/// Prints JSON on a line of standard output.
///
/// - Throws: The exit code for failed output.
func printJSONLine(_ json: JSON) throws {
  var bytes: [UInt8] = []
  json.write(to: &bytes)
  bytes.append(0x0A)
  do {
    try StandardStream.output.write(verbatim: bytes.span)
  } catch {
    throw ExitStatus.inputOutput
  }
}
