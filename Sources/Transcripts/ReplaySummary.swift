internal import Diagnostics

/// What a replay of many transcripts came to, added up one by one.
package struct ReplaySummary: Sendable {
  /// A transcript that was recorded with another pack than the one in use.
  package struct Stale: Hashable, Sendable {
    package var path: String
    package var pack: String
  }

  /// A turn that took long.
  package struct Slow: Sendable {
    package var path: String
    package var line: Int
    package var duration: Duration
  }

  package private(set) var transcripts = 0
  package private(set) var turns = 0
  package private(set) var withheld = 0
  package private(set) var expectations = 0
  /// Turns that differ on their own account.
  package private(set) var failures = 0
  /// Turns that follow from a failure before them.
  package private(set) var consequences = 0
  package private(set) var expectedFailures = 0
  package private(set) var failedTranscripts = 0
  /// Transcripts that could not be played.
  package private(set) var brokenTranscripts = 0
  package private(set) var orphans: [(path: String, orphan: ReplayResult.Orphan)] = []
  package private(set) var stale: [Stale] = []
  package private(set) var slowest: [Slow] = []
  /// Of all turns, one after the other.
  package private(set) var duration = Duration.zero
  private let mostSlow: Int

  /// - Parameter mostSlow: How many of the slowest turns are kept.
  package init(mostSlow: Int = 0) {
    self.mostSlow = mostSlow
  }

  package var passedTranscripts: Int { transcripts - failedTranscripts }

  package mutating func take(_ result: ReplayResult) {
    transcripts += 1
    turns += result.turns
    withheld += result.withheld
    expectations += result.evaluated
    failures += result.failures.count
    consequences += result.consequences
    expectedFailures += result.expectedFailures
    if result.hasFailed { failedTranscripts += 1 }
    if result.diagnostics.containErrors { brokenTranscripts += 1 }
    orphans += result.orphans.map { (result.path, $0) }
    if let pack = result.stale { stale.append(Stale(path: result.path, pack: pack)) }
    duration += result.duration
    if mostSlow > 0, let slowest = result.slowest { note(slowest, result.path) }
  }

  private mutating func note(_ turn: (line: Int, duration: Duration), _ path: String) {
    slowest.append(Slow(path: path, line: turn.line, duration: turn.duration))
    slowest.sort { $0.duration > $1.duration }
    slowest = Array(slowest.prefix(mostSlow))
  }

  /// As in `131 transcripts, 402 turns, 2 withheld: 130 passed, 1 failed (1 failure, 2 consequences)`.
  package var text: String {
    var text = "\(counted(transcripts, "transcript")), \(counted(turns, "turn"))"
    if withheld > 0 { text += ", \(withheld) withheld" }
    text += ": \(passedTranscripts) passed, \(failedTranscripts) failed"
    var parts: [String] = []
    if failures > 0 { parts.append(counted(failures, "failure")) }
    if consequences > 0 { parts.append(counted(consequences, "consequence")) }
    if brokenTranscripts > 0 { parts.append("\(brokenTranscripts) not readable") }
    if expectedFailures > 0 { parts.append("\(counted(expectedFailures, "expected failure"))") }
    return parts.isEmpty ? text : text + " (\(parts.joined(separator: ", ")))"
  }
}

/// `1 turn`, `2 turns`.
package func counted(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
