package import Rules

/// A pattern that can never win, or never did in all sentences drawn from it.
package struct UnreachablePattern: Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    /// The matcher takes none of so many sentences drawn from it: a concept swallows words that it needs.
    case takesNothing(tried: Int)
    /// None of so many sentences is claimed by its intent; why, with how often.
    case neverClaimed(tried: Int, refusals: [Refusal])
    /// Proved: another pattern of the intent takes whatever it takes, and counts the same words.
    case repeated(by: RulePattern)
    /// Proved: a pattern of another intent takes whatever it takes, and is answered first.
    case behind(ID<Intent>, RulePattern, by: Criterion)
  }

  /// What kept sentences from being claimed.
  package struct Refusal: Hashable, Sendable {
    package var status: String
    package var count: Int
  }

  package var intent: ID<Intent>
  package var rule: RulePattern
  package var reason: Reason
  /// A sentence that shows it, where there is one.
  package var example: String?
}
