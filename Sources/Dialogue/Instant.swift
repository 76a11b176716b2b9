package import Rules

/// A moment in UTC, in whole seconds since 1970.
package struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var seconds: Int

  package init(seconds: Int) {
    self.seconds = seconds
  }

  /// Where a transcript without `start:` begins: 2026-01-01T09:00:00Z.
  package static let usualStart = Instant(seconds: 1_767_258_000)
  /// How far apart two turns are where a transcript does not say: a minute.
  package static let usualStride = 60

  package static let secondsOfHour = 3_600
  private static let secondsOfDay = 86_400

  /// Reads `2026-11-21T09:14:03Z`, and nothing that is written otherwise.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 20, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      bytes[19] == UInt8(ascii: "Z")
    else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      bytes[range].reduce(0 as Int?) { sum, byte in
        guard let sum, (0x30...0x39).contains(byte) else { return nil }
        return sum * 10 + Int(byte - 0x30)
      }
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
      hour < 24, minute < 60, second < 60, let date = CalendarDay(year: year, month: month, day: day)
    else { return nil }
    seconds = date.number * Self.secondsOfDay + hour * Self.secondsOfHour + minute * 60 + second
  }

  /// The day in UTC.
  package var day: CalendarDay {
    CalendarDay(daysSince1970: seconds.flooredQuotient(by: Self.secondsOfDay))
  }

  /// As in `2026-11-21T09:14:03Z`.
  package var description: String { text("-", "T", ":") + "Z" }

  /// `20261121-091403`, as sessions are named.
  package var compact: String { text("", "-", "") }

  private func text(_ dash: String, _ middle: String, _ colon: String) -> String {
    let (year, month, date) = day.date
    let rest = seconds % Self.secondsOfDay
    let time = rest < 0 ? rest + Self.secondsOfDay : rest
    func padded(_ number: Int, to width: Int = 2) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return [padded(year, to: 4), padded(month), padded(date)].joined(separator: dash) + middle
      + [padded(time / Self.secondsOfHour), padded(time / 60 % 60), padded(time % 60)]
      .joined(separator: colon)
  }

  /// The moment so many seconds later; the last that there is where that is beyond.
  package func advanced(by seconds: Int) -> Instant {
    let (sum, isBeyond) = self.seconds.addingReportingOverflow(seconds)
    return Instant(seconds: isBeyond ? (seconds < 0 ? .min : .max) : sum)
  }

  /// The seconds from an earlier moment to this one; below zero where that one is later.
  package func seconds(since earlier: Instant) -> Int {
    let (difference, isBeyond) = seconds.subtractingReportingOverflow(earlier.seconds)
    return isBeyond ? (earlier.seconds < 0 ? .max : .min) : difference
  }

  package static func < (a: Self, b: Self) -> Bool { a.seconds < b.seconds }
}
