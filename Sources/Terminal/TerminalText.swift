/// Text that may be shown: no character in it can move the cursor, hide, reorder or colour what stands there.
///
/// The one way for text to a stream that a person reads. Whatever is put in, as a string or between
/// `\(` and `)`, is made harmless; only `Style` adds escape sequences.
package struct TerminalText: Hashable, Sendable {
  package private(set) var string: String

  /// Makes `text` harmless.
  ///
  /// Line feeds stay (a carriage return before one goes), a tab becomes four spaces. Control characters
  /// become visible, `^[` and `\u{9B}`; so do what changes the direction of text, line and paragraph
  /// separators and tags, `\u{202E}`. Noncharacters become U+FFFD. Joiners, which emoji and Indic scripts
  /// need, stay.
  package init(_ text: String) {
    string = isPlain(text) ? text : sanitised(text)
  }

  private init(harmless string: String) { self.string = string }

  /// `text` between two escape sequences.
  init(_ text: TerminalText, between start: String, and end: String) {
    string = start + text.string + end
  }

  /// Each line of this text after `change`, which must not make anything harmful of it.
  func mapLines(_ change: (Substring) -> [String]) -> TerminalText {
    let lines = string.split(separator: "\n", omittingEmptySubsequences: false)
    return TerminalText(harmless: lines.flatMap(change).joined(separator: "\n"))
  }

  package static func + (a: Self, b: Self) -> Self { Self(harmless: a.string + b.string) }
  package static func += (a: inout Self, b: Self) { a.string += b.string }
}

extension TerminalText: ExpressibleByStringInterpolation {
  package init(stringLiteral text: String) { self.init(text) }
  package init(stringInterpolation parts: Interpolation) { self = parts.text }

  package struct Interpolation: StringInterpolationProtocol {
    fileprivate var text: TerminalText = ""

    package init(literalCapacity: Int, interpolationCount: Int) {}
    package mutating func appendLiteral(_ literal: String) { text += TerminalText(literal) }
    package mutating func appendInterpolation(_ part: TerminalText) { text += part }
    package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      text += TerminalText(value.description)
    }
  }
}

extension Sequence<TerminalText> {
  package func joined(separator: TerminalText = "") -> TerminalText {
    var result: TerminalText = ""
    for (i, text) in enumerated() { result += i == 0 ? text : separator + text }
    return result
  }
}

/// Whether all of `text` is printable ASCII and line feeds, as most is.
private func isPlain(_ text: String) -> Bool {
  text.utf8.allSatisfy { (0x20..<0x7F).contains($0) || $0 == 0x0A }
}

private func sanitised(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  var hasReturn = false
  for scalar in text.unicodeScalars {
    if hasReturn, scalar != "\n" { result.append(contentsOf: "^M".unicodeScalars) }
    hasReturn = scalar == "\r"
    if !hasReturn { append(scalar, to: &result) }
  }
  if hasReturn { result.append(contentsOf: "^M".unicodeScalars) }
  return String(result)
}

/// Appends `scalar` or what stands for it.
///
/// Direction: Unicode Standard Annex 9, section 2, and Boucher and Anderson, “Trojan Source”, 2021.
private func append(_ scalar: Unicode.Scalar, to result: inout String.UnicodeScalarView) {
  switch scalar.value {
  case 0x0A: result.append(scalar)
  case 0x09: result.append(contentsOf: "    ".unicodeScalars)
  case 0x00..<0x20, 0x7F:
    result.append("^")
    result.append(Unicode.Scalar(UInt8(scalar.value) ^ 0x40))
  case 0x80...0x9F, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x206F, 0xE0000...0xE007F:
    result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
  case 0xFDD0...0xFDEF: result.append("\u{FFFD}")
  case let value where value & 0xFFFE == 0xFFFE: result.append("\u{FFFD}")
  default: result.append(scalar)
  }
}
