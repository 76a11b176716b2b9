package import Diagnostics

/// What a replay of one transcript came to.
package struct ReplayResult: Sendable {
  /// An intent or a step that a line names and the pack lacks.
  package struct Orphan: Hashable, Sendable {
    package var line: Int
    package var name: String
    /// The nearest name that the pack has.
    package var hint: String?
  }

  package var path: String
  /// Why the transcript could not be played at all.
  package var diagnostics: [Diagnostic] = []
  /// The turns that differ.
  package var outcomes: [TurnOutcome] = []
  /// What a maintainer should know though nothing is wrong: a turn that was cut off, a file that checks nothing.
  package var notes: [String] = []
  package var orphans: [Orphan] = []
  /// With which pack it was recorded, where that is not the one in use: `1.0.0`, `1.0.0 3f…`.
  package var stale: String?
  package var turns = 0
  package var withheld = 0
  package var evaluated = 0
  /// Turns that differ as they are expected to.
  package var expectedFailures = 0
  package var duration = Duration.zero
  /// The turn that took longest.
  package var slowest: (line: Int, duration: Duration)?

  package init(path: String) {
    self.path = path
  }

  /// All that differs, consequences included.
  package var differences: [Difference] { outcomes.flatMap(\.differences) }
  package var failures: [TurnOutcome] { outcomes.filter(\.isFailure) }
  package var consequences: Int { outcomes.count { !$0.isFailure } }
  package var hasFailed: Bool { !outcomes.isEmpty || diagnostics.containErrors }
}
