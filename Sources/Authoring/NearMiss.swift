package import Rules

/// A pattern that a sentence almost fits: where it fails, and the smallest edit that makes it fit.
package struct NearMiss: Hashable, Sendable {
  /// Why an element does not take its words.
  package enum Reason: String, Hashable, Sendable {
    /// Nothing in the sentence is taken by it.
    case absent
    /// It takes words of the sentence, but not where the elements before it leave off.
    case misplaced
  }

  package var intent: ID<Intent>
  package var rule: RulePattern
  /// The elements up to the first one that fails, as written.
  package var fitting: [String]
  package var failing: String
  package var reason: Reason
  /// What changes, one edit or two.
  package var edits: [PatternEdit]
  /// The edited pattern, which the matcher takes.
  package var edited: Pattern
  /// What the edited pattern takes, as typed.
  package var words: String
  /// The share of the pattern that the sentence holds, rare elements weighing more; 0 to 1.
  package var share: Double
  /// The order of near misses, the nearest first.
  var rank: Double
}
