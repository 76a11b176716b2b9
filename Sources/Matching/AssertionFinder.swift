internal import Language
internal import Rules

/// Decides how a match was meant: polarity, who, time and mood.
struct AssertionFinder {
  private let matcher: Matcher
  private let utterance: Utterance
  private let sentence: Int
  private let scopes: CueScopes

  init(matcher: Matcher, utterance: Utterance, sentence: Int, scopes: CueScopes) {
    self.matcher = matcher
    self.utterance = utterance
    self.sentence = sentence
    self.scopes = scopes
  }

  /// The assertion of a match, with the cues that made it so.
  func assertion(of found: Found) -> (Assertion, [CueEvidence]) {
    let governing = cues(governing: found)
    var assertion = Assertion()
    assertion.polarity = polarity(under: governing)
    assertion.time = time(of: found, under: governing)
    assertion.mood = isQuoted(found) ? .reported : mood(under: governing)
    assertion.who =
      matcher.persons.isEmpty
      ? .oneself : ExperiencerFinder(matcher: matcher, utterance: utterance).who(of: found)
    let evidence = governing.map {
      CueEvidence(
        cue: matcher.book.cues[$0.cue].id, effect: $0.effect, words: $0.words, scope: $0.scope)
    }
    return (assertion, evidence)
  }

  /// Whether a match was affirmed or negated.
  func polarity(of found: Found) -> Assertion.Polarity { polarity(under: cues(governing: found)) }

  private func cues(governing found: Found) -> [CueScopes.Occurrence] {
    if scopes.occurrences.isEmpty { return [] }
    // A cue counts unless an element of the pattern matched its first or last word; one in a gap counts. The
    // order of words that makes a question does so also where a pattern spells it out.
    return scopes.occurrences.filter { occurrence in
      (occurrence.effect.isQuestion || !occurrence.hasEnd(in: found.matched))
        && found.matched.contains { occurrence.scope.contains($0) }
    }
  }

  /// Negations cancel in pairs.
  private func polarity(under cues: [CueScopes.Occurrence]) -> Assertion.Polarity {
    let count = cues.count { $0.effect.polarity == .negated }
    return count.isMultiple(of: 2) ? .affirmed : .negated
  }

  private func time(of found: Found, under cues: [CueScopes.Occurrence]) -> Assertion.Time {
    // “I feel guilty if I rest” is now: a condition behind the match’s first word takes nothing from it.
    let set = Set(
      cues.filter { $0.effect.time != .hypothetical || $0.governs(found) }.compactMap(\.effect.time))
    if set.contains(.hypothetical) { return .hypothetical }
    if set.contains(.past) { return .past }
    guard !holdsPresentCue(found) else { return .now }
    return isPastForm(found) || isToldOfThePast(found) ? .past : .now
  }

  /// “When I was twenty I gave in, until nothing of me was left”: a cue that reaches beyond its clause has begun a
  /// story, and the clause of the match goes on with it in the past.
  private func isToldOfThePast(_ found: Found) -> Bool {
    guard let first = found.matched.first else { return false }
    let clause = utterance.clauses[utterance.clause(of: first)]
    let tenses = Set(clause.map { utterance.words[$0].form.tense })
    let isPast = tenses.contains(.past) || tenses.contains(.pastAuxiliary)
    guard isPast, !tenses.contains(.presentAuxiliary) else { return false }
    return scopes.occurrences.contains { occurrence in
      occurrence.effect.time == .past && matcher.book.cues[occurrence.cue].reach == .sentence
        && occurrence.words.lowerBound < clause.lowerBound
    }
  }

  /// Whether the first verb that the pattern matched, with the auxiliaries right before it, is in the past.
  ///
  /// A participle behind a present auxiliary (*I have lost*, *I am worried*) is now.
  private func isPastForm(_ found: Found) -> Bool {
    guard let first = found.matched.first else { return false }
    for word in found.matched {
      switch utterance.words[word].form.tense {
      case .none: continue
      case .pastAuxiliary: return true
      case .presentAuxiliary: return false
      case .past: return !hasPresentAuxiliary(before: word)
      }
    }
    return auxiliary(before: first) == .pastAuxiliary
  }

  private func hasPresentAuxiliary(before word: Int) -> Bool { auxiliary(before: word) == .presentAuxiliary }

  /// The tense of the nearest auxiliary among the three words before, in the clause.
  private func auxiliary(before word: Int) -> Tense? {
    let clause = utterance.clauses[utterance.clause(of: word)]
    var index = word - 1
    while index >= max(clause.lowerBound, word - 3) {
      let tense = utterance.words[index].form.tense
      if tense == .pastAuxiliary || tense == .presentAuxiliary { return tense }
      if matcher.persons.role(of: utterance.words[index]) != nil { return nil }
      index -= 1
    }
    return nil
  }

  private func holdsPresentCue(_ found: Found) -> Bool {
    let clauses = Set(found.matched.map { utterance.clause(of: $0) })
    return scopes.occurrences.contains { occurrence in
      occurrence.effect.time == .now
        && clauses.contains(utterance.clause(of: occurrence.words.lowerBound))
    }
  }

  /// Whether the match stands in quotation marks within a longer message: then somebody else’s words are told.
  private func isQuoted(_ found: Found) -> Bool {
    guard let first = found.matched.first else { return false }
    return utterance.quotations.contains { $0.contains(first) && $0.count < utterance.words.count }
  }

  private func mood(under cues: [CueScopes.Occurrence]) -> Assertion.Mood {
    let set = Set(cues.compactMap(\.effect.mood))
    if set.contains(.howto) { return .howto }
    if set.contains(.reported) { return .reported }
    if set.contains(.question) || utterance.questions[sentence] { return .question }
    return .statement
  }
}

extension CueScopes.Occurrence {
  /// Whether one of these words is the first or the last of the cue.
  fileprivate func hasEnd(in matched: [Int]) -> Bool {
    matched.contains { $0 == words.lowerBound || $0 == words.upperBound - 1 }
  }

  /// Whether the match begins in the scope.
  fileprivate func governs(_ found: Found) -> Bool { found.matched.first.map(scope.contains) ?? false }
}

extension Cue.Effect {
  fileprivate var isQuestion: Bool { mood == .question || mood == .howto }
}
