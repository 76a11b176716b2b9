package import Matching
package import Rules

/// Two intents that can take the same words, with the shortest sentence that shows it.
package struct Overlap: Sendable {
  /// Who is answered first on the witness.
  package enum Verdict: Hashable, Sendable {
    case wins(ID<Intent>, by: Criterion)
    /// At most one of the two claims the witness: the other is vetoed, or was meant otherwise.
    case settled
  }

  /// The two, by id.
  package var intents: [ID<Intent>]
  /// The pattern of each that takes the witness.
  package var rules: [RulePattern]
  package var relation: OverlapRelation
  package var witness: String
  package var matches: [Match]
  package var verdict: Verdict
}

/// How the words of two patterns must stand to each other to be called an overlap.
package enum OverlapRelation: String, CaseIterable, Sendable {
  /// Both count the very same words.
  case same
  /// The first counts all words of the second, and more.
  case inside
}

/// All overlaps of a pack, and how far the proof went.
package struct OverlapReport: Sendable {
  /// By criterion, those that only the alphabet decides first; then by the length of the witness.
  package var overlaps: [Overlap] = []
  /// Pairs for which the matcher settled every witness by itself: a veto, another assertion.
  package var settled: [Overlap] = []
  /// Pairs that were not decided within the limit of states.
  package var undecided: [[ID<Intent>]] = []
  /// Pairs whose candidates the matcher did not confirm: a concept’s longest phrase keeps them apart.
  package var unconfirmed: [[ID<Intent>]] = []
  package var pairCount = 0
  package var patternCount = 0
  package var limit = 0
}
