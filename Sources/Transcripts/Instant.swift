internal import FoundationEssentials

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

  /// This moment by the system’s clock; for the edges of the program alone.
  package static var now: Instant { Instant(seconds: Int(Date().timeIntervalSince1970)) }

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
      (1...12).contains(month), hour < 24, minute < 60, second < 60
    else { return nil }
    let days = Self.days(year, month, day)
    guard Self.civil(days) == (year, month, day) else { return nil }
    seconds = days * Self.secondsOfDay + hour * 3600 + minute * 60 + second
  }

  /// As in `2026-11-21T09:14:03Z`.
  package var description: String { text("-", "T", ":") + "Z" }

  /// `20261121-091403`, as sessions are named.
  package var compact: String { text("", "-", "") }

  private func text(_ dash: String, _ middle: String, _ colon: String) -> String {
    let day = seconds.flooredQuotient(by: Self.secondsOfDay)
    let time = seconds - day * Self.secondsOfDay
    let (year, month, date) = Self.civil(day)
    func padded(_ number: Int, to width: Int = 2) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return [padded(year, to: 4), padded(month), padded(date)].joined(separator: dash) + middle
      + [padded(time / 3600), padded(time / 60 % 60), padded(time % 60)].joined(separator: colon)
  }

  /// The days from 1970-01-01 to a date of the Gregorian calendar.
  ///
  /// Source: H. Hinnant, “chrono-Compatible Low-Level Date Algorithms”, 2013.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted.flooredQuotient(by: 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The date so many days after 1970-01-01; the inverse of `days`.
  private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted.flooredQuotient(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let calendarMonth = month < 10 ? month + 3 : month - 9
    let year = yearOfEra + era * 400 + (calendarMonth <= 2 ? 1 : 0)
    return (year, calendarMonth, dayOfYear - (153 * month + 2) / 5 + 1)
  }

  package func advanced(by seconds: Int) -> Instant { Instant(seconds: self.seconds + seconds) }

  package static func < (a: Self, b: Self) -> Bool { a.seconds < b.seconds }
}

extension Int {
  fileprivate func flooredQuotient(by divisor: Int) -> Int {
    self >= 0 ? self / divisor : -((divisor - 1 - self) / divisor)
  }
}
