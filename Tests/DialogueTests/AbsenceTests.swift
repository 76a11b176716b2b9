import Dialogue
import TestSupport
import Testing

struct AbsenceTests {
  private static let begin = Instant.usualStart

  /// Seconds, and how long that is called.
  @Test(arguments: [
    (0, Absence.short), (-1, .short), (-400_000, .short), (14_399, .short), (14_400, .hours),
    (64_799, .hours),
    (64_800, .aDay), (86_400, .aDay), (107_999, .aDay), (108_000, .days), (863_999, .days), (864_000, .long),
    (1_000_000_000, .long),
  ])
  func isToldByHours(seconds: Int, absence: Absence) {
    #expect(Absence(from: Self.begin, to: Self.begin.advanced(by: seconds)) == absence)
  }

  /// The clock of a person may stand anywhere.
  @Test func isToldAtAnyTwoMoments() {
    let moments = [Int.min, -62_135_596_800, -1, 0, 1_767_258_000, 253_402_300_799, .max].map(Instant.init)
    for earlier in moments {
      for later in moments {
        let absence = Absence(from: earlier, to: later)
        #expect((absence == .short) == (later.seconds(since: earlier) < 14_400), "\(earlier) \(later)")
      }
    }
  }
}
