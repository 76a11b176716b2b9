package import Diagnostics
package import Rules

/// What a pack makes of one sentence, as far as one intent goes.
package struct Hearing: Hashable, Sendable {
  package enum Standing: Hashable, Sendable {
    /// No pattern is found.
    case nothing
    case claimed
    /// Found, and meant in a way that the intent does not claim.
    case refused
    case vetoed(by: SourcePlace)
    case shadowed(by: ID<Intent>)
  }

  package var standing = Standing.nothing
  /// The assertion in words, or the level of a danger and whose it is; empty where nothing is found.
  package var meaning = ""
  package var rule: RulePattern?
  /// The cues that govern it.
  package var cues: [String] = []

  package init() {}

  /// Whether a person could tell the two apart.
  func isLike(_ other: Hearing) -> Bool {
    guard isSaid || other.isSaid else { return true }
    return isSaid == other.isSaid && meaning == other.meaning && isClaimed == other.isClaimed
  }

  package var isClaimed: Bool { standing == .claimed }

  /// Whether the reply may come of it.
  private var isSaid: Bool {
    switch standing {
    case .claimed, .refused: true
    case .nothing, .vetoed, .shadowed: false
    }
  }
}

/// One sentence that two packs take differently, as far as one intent goes.
package struct RuleChange: Sendable {
  /// A sentence on which two packs are compared.
  package struct Sentence: Hashable, Sendable {
    package enum Source: String, CaseIterable, Sendable {
      case example, transcript, sample, line
    }

    package var source: Source
    package var text: String
    /// Where it stands; for a sample the pattern that it was drawn from.
    package var place: SourcePlace

    package init(source: Source, text: String, place: SourcePlace) {
      self.source = source
      self.text = text
      self.place = place
    }
  }

  /// What of the packs made the difference.
  package enum Cause: Hashable, Sendable {
    /// A pattern of the new pack takes what no pattern of the old one did.
    case newPattern(RulePattern)
    /// A pattern of the old pack took what no pattern of the new one does.
    case lostPattern(RulePattern)
    case newVeto(SourcePlace)
    case lostVeto(SourcePlace)
    /// Another intent owns the words now, or no longer does.
    case rival(ID<Intent>)
    /// The same words are meant otherwise: the cues that govern them now and did before.
    case cues(gone: [String], new: [String])
    /// Both claim the same intents; another one is answered first.
    case order
  }

  package var sentence: Sentence
  package var intent: ID<Intent>
  package var old: Hearing
  package var new: Hearing

  package var cause: Cause {
    switch (old.standing, new.standing) {
    case (_, .vetoed(let place)): return .newVeto(place)
    case (.vetoed(let place), _): return .lostVeto(place)
    case (_, .shadowed(let intent)), (.shadowed(let intent), _): return .rival(intent)
    case (.nothing, _): return new.rule.map { .newPattern($0) } ?? .order
    case (_, .nothing): return old.rule.map { .lostPattern($0) } ?? .order
    case (.claimed, _), (.refused, _):
      if old.isLike(new) { return .order }
      return .cues(
        gone: old.cues.filter { !new.cues.contains($0) }, new: new.cues.filter { !old.cues.contains($0) })
    }
  }
}
