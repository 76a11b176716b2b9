import Dialogue
import TestSupport
import Testing
import Transcripts

struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0, "19700101-000000"),
    ("2026-11-21T09:14:03Z", 1_795_252_443, "20261121-091403"),
    ("2024-02-29T23:59:59Z", 1_709_251_199, "20240229-235959"),
    ("2026-01-01T09:00:00Z", 1_767_258_000, "20260101-090000"),
  ])
  func isWrittenInUTC(text: String, seconds: Int, compact: String) {
    #expect(Instant(text)?.seconds == seconds)
    #expect(Instant(seconds: seconds).description == text)
    #expect(Instant(seconds: seconds).compact == compact)
  }

  @Test func readsWhatItWrites() {
    var random = SplitMix64(state: 1)
    for _ in 0..<2_000 {
      let instant = Instant(seconds: random.number(in: -30_000_000_000..<200_000_000_000))
      #expect(Instant(instant.description) == instant)
      #expect(Instant(instant.description)?.compact == instant.compact)
    }
  }

  @Test(arguments: [
    "2023-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:00:00z",
    "+026-01-01T00:00:00Z",
  ])
  func refusesWhatTheCalendarLacks(text: String) {
    #expect(Instant(text) == nil)
  }

  @Test(arguments: ["", "now", "2026-13-01T00:00:00Z", "2026-01-01", "2026-01-01 00:00:00"])
  func refusesWhatIsNone(text: String) {
    #expect(Instant(text) == nil)
  }
}
