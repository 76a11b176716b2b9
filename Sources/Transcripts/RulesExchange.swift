internal import Diagnostics
internal import Rules

/// A place in a recorded session from which on other rules talked: `# pack: en 1.0.1 9f86d081884c7d65`.
///
/// It is a comment: a replay plays the whole session by one pack, as always, and can say that the session was not.
package struct RulesExchange: Hashable, Sendable {
  package var line: Int
  package var packID: String
  package var packVersion: String
  package var hash: String

  private static let prefix = "# pack: "

  /// The comment, with the blank line behind it.
  static func mark(pack: PackHeader, hash: String) -> String {
    "\(prefix)\(pack.id) \(pack.version) \(hash)\n\n"
  }

  /// The exchange that a line of a transcript marks, nil where it marks none.
  init?(_ text: String, line: Int) {
    guard text.hasPrefix(Self.prefix) else { return nil }
    let words = text.dropFirst(Self.prefix.count).split(separator: " ").map(String.init)
    guard words.count == 3 else { return nil }
    self.line = line
    (packID, packVersion, hash) = (words[0], words[1], words[2])
  }
}

extension Transcript {
  /// Where other rules took over while it was recorded, in order.
  package var rulesExchanges: [RulesExchange] {
    guard header.isRecorded else { return [] }
    return source.lines.enumerated().compactMap { RulesExchange(String($1), line: $0 + 1) }
  }
}
