/// A day of the Gregorian calendar.
package struct CalendarDay: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; less than nothing before.
  package let number: Int

  package init(daysSince1970 number: Int) {
    self.number = number
  }

  /// The day of a date; nil where the calendar lacks it.
  ///
  /// Source: H. Hinnant, “chrono-Compatible Low-Level Date Algorithms”, 2013.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), (1...31).contains(day) else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted.flooredQuotient(by: 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    guard date == (year, month, day) else { return nil }
  }

  private static let years = 1970...9999

  /// The day that `2026-11-01` names; nil for anything else, and for what lies before 1970.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
      Self.years.contains(year)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The date of the day; the inverse of `init(year:month:day:)`.
  package var date: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = shifted.flooredQuotient(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let calendarMonth = month < 10 ? month + 3 : month - 9
    let year = yearOfEra + era * 400 + (calendarMonth <= 2 ? 1 : 0)
    return (year, calendarMonth, dayOfYear - (153 * month + 2) / 5 + 1)
  }

  /// How many days later another day is.
  package func days(to other: CalendarDay) -> Int { other.number - number }

  package static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}

extension Int {
  /// The greatest whole number that is not above the quotient.
  package func flooredQuotient(by divisor: Int) -> Int {
    let quotient = self / divisor
    return quotient * divisor > self ? quotient - 1 : quotient
  }
}
