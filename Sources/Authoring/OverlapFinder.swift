internal import Matching
package import Rules

/// Finds the intents of a pack that can take the same words.
///
/// The sentences come from the automata of the patterns, so none that somebody must think of is needed; each is
/// then read by the matcher that chats, which says who is answered first.
package final class OverlapFinder {
  /// So many candidates for a witness are read before a pair is given up.
  private static let mostWitnesses = 12
  /// The bound of all work together: so many times the states of one search.
  private static let mostSearches = 1_000
  private let book: RuleBook
  private let limit: Int
  private let filter: String?
  private let reader: Reader
  private let words: WordClasses
  private let opened: OpenedGraphs
  private let patterns: [OverlapPattern]
  private let index: CutIndex

  /// - Parameters:
  ///   - book: The pack.
  ///   - filter: Only pairs of which one id holds this; nil for all.
  ///   - limit: The most states of the search for one pair of intents.
  package init(book: RuleBook, filter: String? = nil, limit: Int) {
    self.book = book
    self.limit = limit
    self.filter = filter
    reader = Reader(Matcher(book))
    var graphs = PatternGraphs(book: book)
    let opened = OpenedGraphs(concepts: graphs.concepts)
    let lemmas = ConceptLemmas(graphs)
    var patterns: [OverlapPattern] = []
    for (number, intent) in book.intents.enumerated() where intent.isEnabled && intent.safety == nil {
      for rule in intent.patterns {
        let graph = graphs.graph(of: rule.pattern)
        opened.add(graph)
        patterns.append(OverlapPattern(rule, of: number, graph, in: graphs, lemmas: lemmas))
      }
    }
    words = graphs.words
    self.opened = opened
    self.patterns = patterns
    index = CutIndex(patterns)
  }

  /// Every overlap of one relation.
  package func report(_ relation: OverlapRelation) -> OverlapReport {
    var report = OverlapReport(patternCount: patterns.count, limit: limit)
    let intents = Set(patterns.map(\.intent)).sorted()
    let search = OverlapSearch(opened, relation: relation, limit: limit)
    for first in intents {
      let partners = candidates(of: first, relation)
      for second in intents where relation == .inside ? first != second : first < second {
        guard isWanted(first, second) else { continue }
        report.pairCount += 1
        guard let pairs = partners[second] else { continue }
        examine(first, second, pairs, with: search, relation, &report)
      }
    }
    report.overlaps.sort(by: Self.isMoreTelling)
    return report
  }

  private func isWanted(_ first: Int, _ second: Int) -> Bool {
    guard let filter else { return true }
    return book.intents[first].id.text.contains(filter) || book.intents[second].id.text.contains(filter)
  }

  /// Looks for a sentence that both claim; failing that, one that both take and the matcher settles.
  private func examine(
    _ first: Int, _ second: Int, _ pairs: [(first: Int, second: Int)], with search: OverlapSearch,
    _ relation: OverlapRelation, _ report: inout OverlapReport
  ) {
    let ids = [book.intents[first].id, book.intents[second].id]
    guard search.total < limit * Self.mostSearches else {
      report.undecided.append(ids)
      return
    }
    search.begin(
      pairs, startsTogether: { self.patterns[$0].isAtSentenceStart },
      endsTogether: { self.patterns[$0].isAtSentenceEnd })
    var settled: Overlap?
    var tried = 0
    while tried < Self.mostWitnesses, let found = search.nextFound() {
      tried += 1
      guard let overlap = confirmed(found, relation) else { continue }
      if case .wins = overlap.verdict {
        report.overlaps.append(overlap)
        return
      }
      settled = settled ?? overlap
    }
    if let settled {
      report.settled.append(settled)
    } else if search.isOverLimit {
      report.undecided.append(ids)
    } else if tried > 0 {
      report.unconfirmed.append(ids)
    }
  }

  /// Pairs of patterns of an intent and another one that share enough words, by the other intent.
  ///
  /// For `inside` the other pattern is the one within, so each of its cuts must be met; its rarest one finds it.
  private func candidates(of intent: Int, _ relation: OverlapRelation) -> [Int: [(first: Int, second: Int)]] {
    var pairs: [Int: [(first: Int, second: Int)]] = [:]
    for first in patterns.indices where patterns[first].intent == intent {
      for second in index.patterns(meeting: patterns[first].lemmas)
      where patterns[second].intent != intent && isWanted(intent, patterns[second].intent) {
        if relation == .same, patterns[second].intent < intent { continue }
        guard patterns[first].mayHold(patterns[second]) else { continue }
        guard relation == .inside || patterns[second].mayHold(patterns[first]) else { continue }
        pairs[patterns[second].intent, default: []].append((first, second))
      }
    }
    return pairs
  }

  /// The overlap on a witness, if the matcher finds both intents in it.
  private func confirmed(_ found: OverlapSearch.Found, _ relation: OverlapRelation) -> Overlap? {
    let written = patterns[found.first].rule.pattern.words.union(patterns[found.second].rule.pattern.words)
    let witness = found.words.map { words.word(for: $0, preferring: written) }.joined(separator: " ")
    let reading = reader.read(witness)
    let numbers = [patterns[found.first].intent, patterns[found.second].intent]
    let both = reading.matches.filter { numbers.contains($0.intentIndex) }
    guard let leader = both.first, let other = both.first(where: { $0.intentIndex != leader.intentIndex })
    else {
      return nil
    }
    let isClaimed = leader.isAccepted && (other.isAccepted || other.isShadowed)
    let ordered = leader.intentIndex == numbers[0] ? [leader, other] : [other, leader]
    return Overlap(
      intents: ordered.map(\.intent), rules: ordered.map(\.rule), relation: relation, witness: witness,
      matches: ordered,
      verdict: isClaimed ? .wins(leader.intent, by: Criterion(leader, before: other)) : .settled)
  }

  private static func isMoreTelling(_ a: Overlap, _ b: Overlap) -> Bool {
    guard case .wins(_, let first) = a.verdict, case .wins(_, let second) = b.verdict else { return false }
    if first != second { return first.rank < second.rank }
    return (a.witness.count, a.intents[0], a.intents[1]) < (b.witness.count, b.intents[0], b.intents[1])
  }
}

extension Match {
  /// Whether it would be claimed but for a match that counts its words and more.
  var isShadowed: Bool { if case .shadowed = status { true } else { false } }
}

extension Criterion {
  /// The less an author has decided, the more an overlap says.
  fileprivate var rank: Int {
    switch self {
    case .id: 0
    case .place: 1
    case .score: 2
    case .covers: 3
    case .priority: 4
    case .kind: 5
    case .claimed: 6
    }
  }
}
