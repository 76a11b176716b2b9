/// Colours and weights, where they can be seen and are wanted.
///
/// Never the only carrier of a meaning. Wrap first, then style: escape sequences are not measured.
package struct Style: Hashable, Sendable {
  /// What a terminal calls “select graphic rendition” (ECMA-48, section 8.3.117), by its number.
  package enum Attribute: Int, Sendable {
    case bold = 1
    case dim = 2
    case red = 31
    case green = 32
    case yellow = 33
    case blue = 34
    case magenta = 35
    case cyan = 36
  }

  package let isOn: Bool

  package init(isOn: Bool) { self.isOn = isOn }

  /// On if `stream` is a terminal, `NO_COLOR` is unset or empty, and `TERM` is not “dumb”.
  package init(for stream: StandardStream) {
    let isUnwanted = environmentValue("NO_COLOR").map { !$0.isEmpty } ?? false
    isOn = stream.isTerminal && !isUnwanted && isCapableTerminal(environmentValue("TERM"))
  }

  /// `text` with `attributes` if the style is on, else as it is.
  package func callAsFunction(_ text: TerminalText, _ attributes: Attribute...) -> TerminalText {
    guard isOn, !attributes.isEmpty, !text.string.isEmpty else { return text }
    let codes = attributes.map { String($0.rawValue) }.joined(separator: ";")
    return TerminalText(text, between: "\u{1B}[\(codes)m", and: "\u{1B}[0m")
  }
}

/// Whether a terminal of this kind, as `TERM` names it, understands escape sequences.
func isCapableTerminal(_ term: String?) -> Bool {
  guard let term else { return false }
  return !term.isEmpty && term != "dumb"
}
