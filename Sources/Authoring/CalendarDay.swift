/// A day of the Gregorian calendar.
package struct CalendarDay: Hashable, Sendable {
  /// Days since 1970-01-01.
  private let number: Int

  package init(daysSince1970 number: Int) {
    self.number = number
  }

  /// The day that `2026-11-01` names; nil for anything else.
  ///
  /// Source: E. G. Richards, “Mapping Time”, 1998, for the day number.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
      (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let early = (14 - month) / 12
    let shiftedYear = year + 4800 - early
    let shiftedMonth = month + 12 * early - 3
    let julian =
      day + (153 * shiftedMonth + 2) / 5 + 365 * shiftedYear + shiftedYear / 4 - shiftedYear / 100
      + shiftedYear / 400 - 32045
    number = julian - 2_440_588
  }

  /// How many days later another day is.
  package func days(to other: CalendarDay) -> Int { other.number - number }
}
