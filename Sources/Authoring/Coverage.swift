package import Diagnostics

/// What of a pack its examples and transcripts use, and what they never touch.
package struct Coverage: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case intent = "intents"
    /// Patterns of intents, signals, answers and lists of danger.
    case pattern = "patterns"
    /// What keeps an intent from matching: `unless`, `unless-said`, `clear`, `retract`.
    case veto = "vetoes"
    /// Patterns of concepts.
    case phrase = "phrases"
    /// The patterns of a cue, and of what ends it or only looks like it.
    case cue = "cues"
    /// The branches of patterns, and what stands in square brackets.
    case alternative = "alternatives"
    case step = "steps"
    /// Each variant of each reply, the texts of steps among them.
    case reply = "replies"
  }

  /// Something that nothing uses.
  package struct Unused: Hashable, Sendable {
    package var kind: Kind
    package var place: SourcePlace
    /// The id of the intent, cue, signal or step, or the concept in its brackets; empty for a reply without one.
    package var owner: String
    package var text: String
  }

  /// How much of a kind is used.
  package struct Share: Hashable, Sendable {
    package var used: Int
    package var all: Int

    package init(used: Int = 0, all: Int = 0) {
      self.used = used
      self.all = all
    }

    /// In per cent, rounded down, so that 100 means all; 100 where there is nothing.
    package var percent: Int { all == 0 ? 100 : used * 100 / all }

    package static func + (a: Share, b: Share) -> Share { Share(used: a.used + b.used, all: a.all + b.all) }
  }

  private var shares: [Kind: Share] = [:]
  /// By place.
  package private(set) var unused: [Unused] = []

  init() {}

  package func share(of kind: Kind) -> Share { shares[kind] ?? Share() }

  /// Of the kinds taken together.
  package func share(of kinds: Set<Kind>) -> Share {
    kinds.reduce(Share()) { $0 + share(of: $1) }
  }

  mutating func count(_ isUsed: Bool, _ thing: Unused) {
    shares[thing.kind, default: Share()] =
      shares[thing.kind, default: Share()] + Share(used: isUsed ? 1 : 0, all: 1)
    if !isUsed { unused.append(thing) }
  }

  /// Counts alternatives that are not worth a line each, because their pattern is unused already.
  mutating func count(unlisted count: Int, of kind: Kind) {
    shares[kind, default: Share()].all += count
  }

  mutating func sort() {
    unused.sort { ($0.place, $0.kind.rawValue, $0.text) < ($1.place, $1.kind.rawValue, $1.text) }
  }
}

extension PatternList {
  /// Under which kind its patterns are counted.
  var coverageKind: Coverage.Kind {
    switch self {
    case .patterns, .answer, .danger, .signal: .pattern
    case .unless, .unlessSaid, .clear, .retract: .veto
    case .concept: .phrase
    case .cue, .cueUnless, .cueEnd: .cue
    }
  }
}
