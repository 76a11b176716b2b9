package import Archive
package import Diagnostics

/// Words that change how their neighbours are meant.
///
/// Source: the ConText algorithm (H. Harkema and others, J. Biomed. Inform. 42(5), 2009).
package struct Cue: Sendable {
  /// Where the words that a cue governs lie.
  package enum Reach: String, CaseIterable, Sendable {
    case forward, backward, clause
    /// Its clause and, where the cue opens that (*back then, I …*), the clause behind.
    case sentence
  }

  /// The axes that a cue sets; an axis left out stays as it is.
  package struct Effect: Hashable, Sendable {
    package var polarity: Assertion.Polarity?
    package var time: Assertion.Time?
    package var mood: Assertion.Mood?

    package init(
      polarity: Assertion.Polarity? = nil, time: Assertion.Time? = nil, mood: Assertion.Mood? = nil
    ) {
      self.polarity = polarity
      self.time = time
      self.mood = mood
    }
  }

  package var id: String
  package var place: SourcePlace
  package var effect: Effect
  package var reach: Reach
  @ArchivedList package var words: [RulePattern]
  /// Phrases that look like the cue and are none.
  @ArchivedList package var unless: [RulePattern]
  /// Phrases that end its scope.
  @ArchivedList package var endsAt: [RulePattern]

  package init(
    id: String, place: SourcePlace, effect: Effect, reach: Reach, words: [RulePattern], unless: [RulePattern],
    endsAt: [RulePattern]
  ) {
    self.id = id
    self.place = place
    self.effect = effect
    self.reach = reach
    self.words = words
    self.unless = unless
    self.endsAt = endsAt
  }
}

/// The words that say whose statement it is.
package struct PersonWords: Sendable {
  /// The blocks of `persons:`; the raw values are their keys.
  package enum List: String, CaseIterable, Sendable {
    case oneself = "self"
    case we, partner, other, pronouns
    /// Prepositions: the person behind them is no subject.
    case passedOverAfter = "passed-over-after"
    /// Verbs whose object is the subject of what follows: *makes me feel*.
    case subjectAfter = "subject-after"
    case joiners
    /// Partners where they are the user’s: *my man*.
    case partnerBehindMy = "partner-behind-my"
    /// Numbers of persons, whose object is a subject: *both of us*, *us two*.
    case counts
  }

  /// Words as an author wrote them.
  package var words: [List: [String]] = [:]

  package init() {}
}
