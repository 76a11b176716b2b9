package import Diagnostics

/// A way to say an example so that it is no longer the user’s own, affirmed, now: an entry of `variations:`.
///
/// Tests say each example of a pack in these ways and look who still claims it.
package struct Variation: Sendable {
  /// What the sentence then means.
  package enum Change: Hashable, Sendable {
    case polarity(Assertion.Polarity)
    case who(Assertion.Who)
    case time(Assertion.Time)
    case mood(Assertion.Mood)
  }

  /// Words in a row, folded, and what they become.
  package struct Replacement: Hashable, Sendable {
    package var words: [String]
    package var become: [String]
    /// Whether only the first words of a sentence are replaced (`^ i = he`).
    package var isAtStart: Bool

    package init(words: [String], become: [String], isAtStart: Bool) {
      self.words = words
      self.become = become
      self.isAtStart = isAtStart
    }
  }

  package var id: ID<Variation>
  package var place: SourcePlace
  package var change: Change
  /// How a sentence must begin to be said so; empty for any sentence.
  package var only: [String]
  /// Words that keep a sentence from being said so.
  package var never: [String]
  /// Tried in this order at each word, from left to right.
  package var replacements: [Replacement]
  /// The whole, with `{sentence}` in it.
  package var frame: String

  package init(
    id: ID<Variation>, place: SourcePlace, change: Change, only: [String], never: [String],
    replacements: [Replacement], frame: String
  ) {
    self.id = id
    self.place = place
    self.change = change
    self.only = only
    self.never = never
    self.replacements = replacements
    self.frame = frame
  }
}
