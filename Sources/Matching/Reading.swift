package import Diagnostics
package import Language
package import Rules

/// A cue that governs a match: which one, where it stands, how far it reaches.
package struct CueEvidence: Hashable, Sendable {
  package var cue: String
  package var effect: Cue.Effect
  /// In words of the utterance.
  package var words: Range<Int>
  package var scope: Range<Int>
}

/// What a concept of a pattern took.
package struct Capture: Hashable, Sendable {
  package var concept: String
  /// In words of the utterance.
  package var words: Range<Int>
}

/// An intent found in a message, with all that speaks for it.
package struct Match: Sendable {
  /// What became of a match.
  package enum Status: Hashable, Sendable {
    case accepted
    /// It was meant in a way that the intent does not claim.
    case refused(Accepts.Refusal)
    case vetoed(by: SourcePlace)
    case shadowed(by: ID<Intent>)
  }

  /// The index of the intent in the book.
  package var intentIndex: Int
  package var intent: ID<Intent>
  package var kind: IntentKind
  package var priority: Int
  package var rule: RulePattern
  /// In words of the utterance; the hull of the signals for `together:`.
  package var words: Range<Int>
  /// The words that the pattern’s elements matched, ascending.
  package var matched: [Int]
  /// In scalars of the text.
  package var span: Range<Int>
  package var score: Double
  package var assertion: Assertion
  package var evidence: [CueEvidence]
  package var captures: [Capture]
  package var corrections: [Correction]
  package var status: Status

  package var isAccepted: Bool { status == .accepted }
}

/// A match of a pattern in one of several utterances, by numbers alone.
package struct BareMatch: Sendable {
  /// The index of the utterance.
  package var utterance: Int
  var pattern: Int
  /// In words of the utterance.
  var words: Range<Int>
  var halves: Int
}

/// A sign of danger that the screen found.
package struct SafetyHit: Hashable, Sendable {
  /// Whose danger it is.
  package enum About: String, Sendable { case oneself = "self", other }

  package var intent: ID<Intent>
  package var category: SafetyCategory
  package var list: SafetyRule.CueList
  package var about: About
  package var urgency: Int
  /// In scalars of the text.
  package var span: Range<Int>
  package var score: Double
  package var rule: SourcePlace
  package var pattern: String

  package var level: SafetyLevel { list.level }
}

/// What the screen found in a message, the most urgent first.
package struct SafetyFinding: Hashable, Sendable {
  package var hits: [SafetyHit] = []
  /// Categories whose direct question this message answers with a clear no.
  package var clears: Set<SafetyCategory> = []
  /// Categories whose cue this message takes back (“just kidding”).
  package var retracts: Set<SafetyCategory> = []
  /// Whether the message begins with a yes or a no, as the bundled pack has them.
  package var answers: Set<Trigger> = []

  package init() {}

  package var first: SafetyHit? { hits.first }
}

/// An answer of an intent’s question that a message fits.
package struct AnswerMatch: Hashable, Sendable {
  package var intent: ID<Intent>
  package var ask: Int
  package var answer: Int
  package var rule: SourcePlace
  package var score: Double
}

/// What a message was taken to mean.
package struct Reading: Sendable {
  package var utterance: Utterance
  /// Every match, the accepted ones in the order in which they would be answered, then the others by place.
  package var matches: [Match] = []
  package var safety = SafetyFinding()
  package var answers: [AnswerMatch] = []
  /// What the message begins with, with the words it took.
  package var triggers: [Trigger: Range<Int>] = [:]
  /// The people named in the message, in words of the utterance, in order.
  package var persons: [Range<Int>] = []

  package init(utterance: Utterance) {
    self.utterance = utterance
  }

  package var accepted: [Match] { matches.filter(\.isAccepted) }

  /// The person that a match speaks of, as typed: its capture, else the nearest named in its sentence, else
  /// the last one named in the message.
  package func person(of match: Match?) -> String? {
    guard let words = personWords(of: match) else { return nil }
    return utterance.typed(at: utterance.span(of: words))
  }

  private func personWords(of match: Match?) -> Range<Int>? {
    guard let match else { return persons.last }
    if match.assertion.who == .partner || match.assertion.who == .other, let first = match.matched.first {
      // It is somebody else’s: speak of them, not of whom they deal with.
      let before = persons.filter {
        $0.upperBound <= first && $0.lowerBound >= utterance.sentence(of: first).lowerBound
      }
      if let subject = before.last { return subject }
    }
    let own = persons.filter { person in match.captures.contains { $0.words == person } }
    if let captured = own.first { return captured }
    let sentence = utterance.sentence(of: match.words.lowerBound)
    let near = persons.filter { sentence.contains($0.lowerBound) }
    return near.min { distance($0, match.words) < distance($1, match.words) } ?? persons.last
  }

  private func distance(_ a: Range<Int>, _ b: Range<Int>) -> Int {
    a.overlaps(b) ? 0 : max(a.lowerBound - b.upperBound, b.lowerBound - a.upperBound) + 1
  }
}
