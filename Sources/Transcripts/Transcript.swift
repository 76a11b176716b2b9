package import Diagnostics
package import Dialogue
package import Rules

/// A conversation on paper: a saved session or a regression test, which are the same thing.
package struct Transcript: Sendable {
  /// The format that this program writes.
  package static let format = 1
  /// The comment above the first turn of a session that was taken up again.
  package static let continuationMark = "continued"

  /// The file as it was read, for rewriting some of its lines and leaving the rest as it is.
  package var source: SourceFile
  package var header = Header()
  package var entries: [Entry] = []
  /// The turn at the end that was never finished, in a recorded file.
  package var torn: Entry?

  package init(source: SourceFile) {
    self.source = source
  }

  package var path: String { source.path }

  /// When each turn is: at its `@`, else a minute after the one before; the first at `start:`.
  package var instants: [Instant] { Self.instants(of: entries[...], from: header.start) }

  /// When each of the first turns is.
  static func instants(of entries: ArraySlice<Entry>, from start: Instant?) -> [Instant] {
    var next = start ?? .usualStart
    return entries.map { entry in
      let instant = entry.instant ?? next
      next = instant.advanced(by: Instant.usualStride)
      return instant
    }
  }

  /// What stands before the first turn.
  package struct Header: Sendable {
    package var packID: String?
    package var packVersion: String?
    /// The content hash of the pack that it was recorded with.
    package var packHash: String?
    package var seed: UInt64 = 0
    package var region: String?
    package var start: Instant?
    package var isRecorded = false
    package var rules: String?
    package var openStep: String?
    package var plan: String?
    package var person: String?
    /// What safety had come to before the first turn.
    package var safety: [EarlierSafety] = []
    /// Words to choose transcripts by.
    package var tags: [String] = []
    package var expectedToFail: String?
    /// The line of `pack:`, from 1.
    package var packLine: Int?

    package init() {}
  }

  /// A category of danger that was in the air before: `safety: violence locked, suicide`.
  package struct EarlierSafety: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable {
      /// Every later amber is red.
      case kept
      case asked
      case locked
    }

    package var category: SafetyCategory
    package var state: State
  }

  /// One turn: what was said and what must have come of it.
  package struct Entry: Hashable, Sendable {
    /// The line of its first `>`, from 1.
    package var line: Int
    /// What the person said; empty where it was withheld.
    package var text: String
    package var isWithheld = false
    /// Whether it is the coach’s welcome: it stands below `# continued`, whose line is its own, and nothing was said.
    package var isWelcome = false
    /// Whether the session was taken up again here (`# continued`), with nothing but what was recorded.
    package var beginsContinuation = false
    package var expectations: [Expectation] = []
    package var instant: Instant?
    package var expectedToFail: String?
    /// The line behind its last one, from 1.
    package var end: Int

    /// What reports call it by.
    package var said: String { isWelcome ? "(coming back)" : text }
  }
}
