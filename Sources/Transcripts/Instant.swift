internal import FoundationEssentials

/// A moment in UTC, in whole seconds since 1970.
package struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var seconds: Int

  package init(seconds: Int) {
    self.seconds = seconds
  }

  /// Where a transcript without `start:` begins: 2026-01-01T09:00:00Z.
  package static let usualStart = Instant(seconds: 1_767_258_000)

  /// This moment by the system’s clock; for the edges of the program alone.
  package static var now: Instant { Instant(seconds: Int(Date().timeIntervalSince1970)) }

  /// Reads `2026-11-21T09:14:03Z`.
  package init?(_ text: some StringProtocol) {
    guard let date = try? Date(String(text), strategy: .iso8601) else { return nil }
    seconds = Int(date.timeIntervalSince1970)
  }

  /// As in `2026-11-21T09:14:03Z`.
  package var description: String { date.formatted(.iso8601) }

  /// `20261121-091403`, as sessions are named.
  package var compact: String {
    let text = description.filter { $0 != "-" && $0 != ":" && $0 != "Z" }
    return String(text.map { $0 == "T" ? "-" : $0 })
  }

  private var date: Date { Date(timeIntervalSince1970: Double(seconds)) }

  package func advanced(by seconds: Int) -> Instant { Instant(seconds: self.seconds + seconds) }

  package static func < (a: Self, b: Self) -> Bool { a.seconds < b.seconds }
}
