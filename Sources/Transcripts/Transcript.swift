package import Rules

/// A conversation on paper: a saved session or a regression test, which are the same thing.
package struct Transcript: Sendable {
  /// The format that this program writes.
  package static let format = 1
  /// The comment above the first turn of a session that was taken up again.
  package static let continuationMark = "continued"

  package var path: String
  package var header = Header()
  package var entries: [Entry] = []
  /// Every line of the file, for rewriting some of them and leaving the rest as it is.
  package var lines: [String] = []
  /// The turn at the end that was never finished, in a recorded file.
  package var torn: Entry?

  package init(path: String) {
    self.path = path
  }

  /// What stands before the first turn.
  package struct Header: Sendable {
    package var packID: String?
    package var packVersion: String?
    package var seed: UInt64 = 0
    package var region: String?
    package var start: Instant?
    package var isRecorded = false
    package var rules: String?
    package var openStep: String?
    package var plan: String?
    package var person: String?
    package var safety: String?
    package var expectedToFail: String?

    package init() {}
  }

  /// One turn: what was said and what must have come of it.
  package struct Entry: Sendable {
    /// The line of its first `>`, from 1.
    package var line: Int
    /// What the person said; empty where it was withheld.
    package var text: String
    package var isWithheld = false
    /// Whether the session was taken up again here (`# continued`), with nothing but what was recorded.
    package var beginsContinuation = false
    package var expectations: [Expectation] = []
    package var instant: Instant?
    package var expectedToFail: String?
    /// The line behind its last one, from 1.
    package var end: Int
  }

  /// A line that says what must have come of a turn.
  package struct Expectation: Sendable {
    package var line: Int
    package var kind: Kind

    package enum Kind: Hashable, Sendable {
      /// `= id` or `= id axis=value …`
      case intent(ID<Intent>, Axes)
      /// `= !id`
      case notIntent(ID<Intent>)
      /// `= none`
      case noIntent
      /// `+ step`, `+ none`
      case step(String?)
      /// `! category level`, `! category asked|locked`, `! none`, `! withheld`
      case safety(SafetyExpectation)
      /// `% fact value`
      case fact(String, String)
      /// `~ …`
      case looser(LooserExpectation)
      /// `< text`; the paragraphs of the reply, joined by LF.
      case reply(String)
    }
  }

  /// The axes that `= id axis=value` names.
  package struct Axes: Hashable, Sendable {
    package var polarity: Assertion.Polarity?
    package var who: Assertion.Who?
    package var time: Assertion.Time?
    package var mood: Assertion.Mood?

    package init() {}
    package var isEmpty: Bool { polarity == nil && who == nil && time == nil && mood == nil }
  }

  package enum SafetyExpectation: Hashable, Sendable {
    case hit(SafetyCategory, SafetyLevel)
    case asked(SafetyCategory)
    case locked(SafetyCategory)
    case none
    case withheld
  }

  /// An expectation that survives rewording.
  package enum LooserExpectation: Hashable, Sendable {
    case contains(String)
    case lacks(String)
    case oneOf([String])
    case act(String)
    case acts([String])
    case words(Comparison, Int)
    case asked(String)

    package enum Comparison: String, CaseIterable, Sendable {
      case atMost = "<="
      case atLeast = ">="
      case below = "<"
      case above = ">"
      case equal = "="
    }
  }
}
