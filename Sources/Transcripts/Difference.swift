package import Diagnostics
package import Rules

/// Something that a transcript says and the coach did otherwise.
package struct Difference: Hashable, Sendable {
  /// What kind of line it is about.
  package enum Layer: String, CaseIterable, Sendable {
    case intent, step, safety, fact, looser, reply
    /// Something was expected to differ and does not.
    case expectedFailure = "xfail"
    /// It names an intent or a step that the pack does not have.
    case orphan
  }

  package var path: String
  package var line: Int
  package var layer: Layer
  package var expected: String
  package var found: String
  /// The turn it belongs to, as typed.
  package var said: String
  /// The rule that did it, or did not.
  package var rule: RuleTrace?
  /// Whether it follows from another difference and would be gone with that.
  package var isConsequence = false
}

/// The part that a rule had in a difference.
package struct RuleTrace: Hashable, Sendable {
  package enum Part: Hashable, Sendable {
    /// It claims what it should not.
    case matches
    /// None of its patterns matches what it should.
    case matchesNot
    /// It matches, and was taken to be meant otherwise: `other, now`.
    case refused(String)
    case vetoed(by: SourcePlace)
    case shadowed(by: ID<Intent>)
    /// The reply’s words stand there.
    case says
  }

  package var part: Part
  /// What the rule is of: an intent, a safety category, a step.
  package var owner: String
  package var place: SourcePlace
  /// The pattern, as its author wrote it.
  package var pattern: String?

  /// What it did, without its place.
  package var summary: String {
    switch part {
    case .matches: "\(owner) matches"
    case .matchesNot: "no pattern of \(owner) matches"
    case .refused(let meant): "\(owner) matches, but as \(meant)"
    case .vetoed(let place): "\(owner) is vetoed at \(place.pathAndLine)"
    case .shadowed(let other): "\(owner) gives its words to \(other)"
    case .says: "the words of its part ‘\(owner)’"
    }
  }
}

/// A turn of a transcript that did not come out as written.
package struct TurnOutcome: Hashable, Sendable {
  /// Its number in the file, from 1.
  package var number: Int
  package var line: Int
  package var said: String
  /// What differs, in the order of the lines.
  package var differences: [Difference]
  /// The line of the earlier turn that this one follows from.
  package var follows: Int?
  /// The change of the pack that explains it, where one was looked for.
  package var cause: Cause?

  /// Whether it counts as a failure of its own.
  package var isFailure: Bool { follows == nil }
}
