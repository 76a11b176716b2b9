/// How long somebody was away, by the hours that passed.
///
/// Hours are the same in every time zone, and calendar days are not: “yesterday” is what was 18 to 30 hours ago.
package enum Absence: Hashable, Sendable {
  /// Under four hours, or a clock that went back.
  case short
  case hours
  case aDay
  case days
  /// Ten days and more.
  case long

  package init(from earlier: Instant, to later: Instant) {
    let seconds = later.seconds(since: earlier)
    self =
      switch seconds / Instant.secondsOfHour {
      case ..<4: .short
      case ..<18: .hours
      case ..<30: .aDay
      case ..<(10 * 24): .days
      default: .long
      }
  }
}
