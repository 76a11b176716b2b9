internal import Language
internal import Rules

/// The cues of one sentence, each with the words that it governs.
///
/// After ConText: a cue reaches forward, backward or over its clause, up to a word that ends scopes; a phrase
/// that only looks like a cue switches it off; of overlapping cues the longest counts.
struct CueScopes {
  struct Occurrence {
    /// Its number in the book.
    var cue: Int
    var effect: Cue.Effect
    var words: Range<Int>
    var scope: Range<Int>
  }

  private(set) var occurrences: [Occurrence] = []

  /// Takes every match of a cue’s words, of its pseudo-phrases and of its ends in this sentence.
  init(
    book: RuleBook, found: [(owner: PatternOwner, words: Range<Int>)], clause: (Int) -> Range<Int>,
    clauseBehind: (Int) -> Range<Int>?, clauseBefore: (Int) -> Range<Int>?
  ) {
    var cues: [(number: Int, words: Range<Int>)] = []
    for (owner, words) in found {
      guard case .cue(let number) = owner else { continue }
      let isPseudo = found.contains { other in
        other.owner == .cueUnless(number) && other.words.overlaps(words)
      }
      if !isPseudo { cues.append((number, words)) }
    }
    cues = cues.filter { cue in
      !cues.contains { other in
        other.words.count > cue.words.count && other.words.lowerBound <= cue.words.lowerBound
          && other.words.upperBound >= cue.words.upperBound
          && book.cues[other.number].effect.sharesAxis(with: book.cues[cue.number].effect)
      }
    }
    for (number, words) in cues {
      let cue = book.cues[number]
      let ends = found.filter { $0.owner == .cueEnd(number) }.map(\.words)
      // “What if” begins its clause with its last word, so that is the clause it governs.
      var limits = clause(words.lowerBound).lowerBound..<clause(words.upperBound - 1).upperBound
      if cue.reach == .sentence, limits.lowerBound == words.lowerBound,
        let next = clauseBehind(limits.upperBound)
      {
        limits = limits.lowerBound..<next.upperBound
      }
      // “I let him, long ago”: a clause that is nothing but the cue speaks of the one before.
      if cue.reach == .sentence, limits == words, let last = clauseBefore(limits.lowerBound) {
        limits = last.lowerBound..<limits.upperBound
      }
      occurrences.append(
        Occurrence(
          cue: number, effect: cue.effect, words: words,
          scope: Self.scope(of: cue.reach, at: words, in: limits, ends: ends)))
    }
  }

  private static func scope(
    of reach: Cue.Reach, at words: Range<Int>, in clause: Range<Int>, ends: [Range<Int>]
  ) -> Range<Int> {
    let end = ends.map(\.lowerBound).filter { $0 >= words.upperBound }.min() ?? clause.upperBound
    let begin = ends.map(\.upperBound).filter { $0 <= words.lowerBound }.max() ?? clause.lowerBound
    let upper = max(words.upperBound, min(end, clause.upperBound))
    let lower = min(words.lowerBound, max(begin, clause.lowerBound))
    switch reach {
    // “Not … any more” governs what stands in it.
    case .forward: return words.lowerBound..<upper
    case .backward: return lower..<words.lowerBound
    case .clause, .sentence: return lower..<upper
    }
  }
}

extension Cue.Effect {
  fileprivate func sharesAxis(with other: Cue.Effect) -> Bool {
    (polarity != nil && other.polarity != nil) || (time != nil && other.time != nil)
      || (mood != nil && other.mood != nil)
  }
}
