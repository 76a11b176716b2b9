internal import Dialogue
internal import Matching
package import Rules

/// Finds the patterns of a pack that can never win.
///
/// Inclusion is proved on the graphs; both that and what sentences show is asked of the matcher that chats.
package final class UnreachableFinder {
  /// Sentences drawn from a pattern before it is said that none is claimed.
  private static let drafts = 60
  /// Sentences on which a proof must hold, as a check of the proof itself.
  private static let checks = 6

  /// A pattern is compared with so many that begin as it does.
  private static let mostRivals = 2_000

  private struct Entry {
    var intent: Int
    var rule: RulePattern
    var graph: PatternGraph
  }

  private let book: RuleBook
  private let reader: Reader
  private let sampler: SentenceSampler
  private let entries: [Entry]
  private let trial: PatternTrial
  private let inclusion: PatternInclusion

  package init(book: RuleBook) {
    self.book = book
    reader = Reader(Matcher(book))
    var graphs = PatternGraphs(book: book)
    var entries: [Entry] = []
    for (number, intent) in book.intents.enumerated() where intent.isEnabled && intent.safety == nil {
      for rule in intent.patterns {
        entries.append(Entry(intent: number, rule: rule, graph: graphs.graph(of: rule.pattern)))
      }
    }
    self.entries = entries
    sampler = SentenceSampler(book: book, graphs: graphs)
    trial = PatternTrial(entries.map(\.rule.pattern), with: book)
    inclusion = PatternInclusion(graphs: entries.map(\.graph))
  }

  /// Every pattern that cannot win, in the order of the pack; only of intents whose id holds `filter`, if one is given.
  package func unreachable(filter: String? = nil) -> [UnreachablePattern] {
    let byFirst = firstSymbols()
    return entries.indices.compactMap { number in
      let id = book.intents[entries[number].intent].id
      guard filter.map(id.text.contains) ?? true else { return nil }
      return including(number, among: byFirst) ?? unclaimed(number)
    }
  }

  // MARK: - Proofs

  /// Symbols that a pattern can begin with → the patterns.
  private func firstSymbols() -> [PatternSymbol: [Int]] {
    var patterns: [PatternSymbol: [Int]] = [:]
    for (number, entry) in entries.enumerated() {
      for edge in entry.graph.states.first?.edges ?? [] {
        patterns[edge.symbol.widened, default: []].append(number)
      }
    }
    return patterns
  }

  /// A pattern that takes whatever this one takes, and wins.
  private func including(_ number: Int, among patterns: [PatternSymbol: [Int]]) -> UnreachablePattern? {
    guard let first = entries[number].graph.states.first?.edges.first else { return nil }
    let rivals = (patterns[first.symbol.widened] ?? []).prefix(Self.mostRivals)
    for other in rivals where other != number {
      guard let reason = reason(number, behind: other), inclusion.includes(other, number) else { continue }
      // Of two that say the same the later one is superfluous.
      if case .repeated = reason, other > number, inclusion.includes(number, other) { continue }
      guard let example = checked(number, behind: other) else { continue }
      return UnreachablePattern(
        intent: book.intents[entries[number].intent].id, rule: entries[number].rule, reason: reason,
        example: example)
    }
    return nil
  }

  /// Why a pattern could never win against another that takes whatever it takes; nil where it could.
  private func reason(_ number: Int, behind other: Int) -> UnreachablePattern.Reason? {
    let own = book.intents[entries[number].intent]
    let rival = book.intents[entries[other].intent]
    if entries[number].intent == entries[other].intent { return .repeated(by: entries[other].rule) }
    guard rival.unless.isEmpty, rival.unlessSaid.isEmpty, rival.accepts.includes(own.accepts) else {
      return nil
    }
    let criterion: Criterion
    if rival.kind.rank != own.kind.rank {
      guard rival.kind.rank < own.kind.rank else { return nil }
      criterion = .kind
    } else if rival.priority != own.priority {
      guard rival.priority > own.priority else { return nil }
      criterion = .priority
    } else {
      guard rival.id < own.id else { return nil }
      criterion = .id
    }
    return .behind(rival.id, entries[other].rule, by: criterion)
  }

  /// A sentence of the pattern, if on every one that is drawn the matcher agrees with the proof.
  private func checked(_ number: Int, behind other: Int) -> String? {
    var random = SplitMix64(state: UInt64(number))
    var example: String?
    for _ in 0..<Self.checks {
      let text = sampler.sentence(of: entries[number].graph, using: &random)
      let found = trial.matches(in: text)
      guard found[number] != nil else { continue }
      guard found[other] != nil else { return nil }
      example = example ?? text
    }
    return example
  }

  // MARK: - Sentences

  /// Nothing where one of the drawn sentences is claimed by the pattern’s intent.
  private func unclaimed(_ number: Int) -> UnreachablePattern? {
    let entry = entries[number]
    var random = SplitMix64(state: UInt64(number))
    var refusals: [String: Int] = [:]
    var example: String?
    for _ in 0..<Self.drafts {
      let text = sampler.sentence(of: entry.graph, using: &random)
      guard trial.matches(in: text)[number] != nil else { continue }
      let own = reader.read(text).matches.filter { $0.intentIndex == entry.intent }
      if own.contains(where: { $0.isAccepted || $0.isShadowed }) { return nil }
      example = example ?? text
      refusals[own.first?.status.summary ?? "not found", default: 0] += 1
    }
    let reason: UnreachablePattern.Reason =
      refusals.isEmpty
      ? .takesNothing(tried: Self.drafts)
      : .neverClaimed(
        tried: refusals.values.reduce(0, +),
        refusals: refusals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
          .map { .init(status: $0.key, count: $0.value) })
    return UnreachablePattern(
      intent: book.intents[entry.intent].id, rule: entry.rule, reason: reason,
      example: example ?? sampler.sentence(of: entry.graph, using: &random))
  }
}

extension PatternSymbol {
  /// The symbol without what only narrows it, to look for those that may include it.
  fileprivate var widened: PatternSymbol {
    switch self {
    case .word(let words): .word(WordClass(lemma: words.lemma))
    case .gap, .concept: self
    }
  }
}

extension Accepts {
  /// Whether it claims whatever the other one claims.
  fileprivate func includes(_ other: Accepts) -> Bool {
    polarity.isSuperset(of: other.polarity) && who.isSuperset(of: other.who)
      && time.isSuperset(of: other.time)
      && mood.isSuperset(of: other.mood)
  }
}
