package import Matching
internal import Rules

/// Why one match comes before another, as the ranking of the matcher decides.
package enum Criterion: Hashable, Sendable {
  /// Only one of them is claimed at all.
  case claimed
  /// It counts all words of the other and more.
  case covers
  /// Questions before signs, signs before traits, traits before chat.
  case kind
  case priority
  case score
  /// It begins further left.
  case place
  /// All else is equal: the id that comes first in the alphabet.
  case id

  /// The criterion by which `winner`, which stands before `other` in a reading, does so.
  package init(_ winner: Match, before other: Match) {
    self =
      if other.isShadowed(by: winner) {
        .covers
      } else if winner.isAccepted != other.isAccepted {
        .claimed
      } else if winner.isAccepted, winner.kind.rank != other.kind.rank {
        .kind
      } else if winner.isAccepted, winner.priority != other.priority {
        .priority
      } else if winner.isAccepted, winner.score != other.score {
        .score
      } else if winner.words.lowerBound != other.words.lowerBound {
        .place
      } else if winner.score != other.score {
        .score
      } else {
        .id
      }
  }

  /// A clause for `X wins: …`.
  package var summary: String {
    switch self {
    case .claimed: "the other is not claimed"
    case .covers: "it counts the same words and more"
    case .kind: "its kind is answered first"
    case .priority: "its priority is higher"
    case .score: "it counts more words"
    case .place: "it begins further left"
    case .id: "nothing but its id, which comes first in the alphabet"
    }
  }
}

extension Match {
  fileprivate func isShadowed(by other: Match) -> Bool {
    if case .shadowed(let intent) = status { intent == other.intent } else { false }
  }
}
