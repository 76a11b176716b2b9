internal import Matching
package import Rules

/// Finds the intents of a pack that can take the same words.
///
/// The sentences come from the automata of the patterns, so none that somebody must think of is needed; each is
/// then read by the matcher that chats, which says who is answered first.
package final class OverlapFinder {
  /// So many candidates for a witness are read before a pair is given up.
  private static let mostWitnesses = 12
  private let book: RuleBook
  private let limit: Int
  private let filter: String?
  private let reader: Reader
  private var graphs: PatternGraphs
  private var opened: OpenedGraphs
  private var patterns: [OverlapPattern] = []

  /// - Parameters:
  ///   - book: The pack.
  ///   - filter: Only pairs of which one id holds this; nil for all.
  ///   - limit: The most states of the product of two patterns.
  package init(book: RuleBook, filter: String? = nil, limit: Int = 20_000) {
    self.book = book
    self.limit = limit
    self.filter = filter
    reader = Reader(Matcher(book))
    graphs = PatternGraphs(book: book)
    opened = OpenedGraphs(concepts: graphs.concepts)
    for (number, intent) in book.intents.enumerated() where intent.isEnabled && intent.safety == nil {
      for rule in intent.patterns { add(rule, of: number) }
    }
  }

  private func add(_ rule: RulePattern, of intent: Int) {
    let graph = graphs.graph(of: rule.pattern)
    opened.add(graph)
    let first = opened.continuation(of: opened.starts[patterns.count])
    patterns.append(
      OverlapPattern(
        intent: intent, rule: rule, isAtSentenceStart: graph.isAtSentenceStart,
        isAtSentenceEnd: graph.isAtSentenceEnd,
        shortest: graph.distancesToEnd { graphs.shortestPhrases[$0] }.first ?? 1,
        firstLemmas: LemmaSet(first.steps.map(\.words.lemma))))
  }

  /// Every overlap of one relation.
  package func report(_ relation: OverlapRelation) -> OverlapReport {
    var report = OverlapReport(patternCount: patterns.count, limit: limit)
    let numbers = Set(patterns.map(\.intent)).sorted()
    let byIntent = Dictionary(grouping: patterns.indices) { patterns[$0].intent }
    for first in numbers {
      for second in numbers where relation == .inside ? first != second : first < second {
        guard isWanted(first, second) else { continue }
        report.pairCount += 1
        add(pair: first, second, byIntent[first] ?? [], byIntent[second] ?? [], relation, to: &report)
      }
    }
    report.overlaps.sort(by: Self.isMoreTelling)
    return report
  }

  private func isWanted(_ first: Int, _ second: Int) -> Bool {
    guard let filter else { return true }
    return book.intents[first].id.text.contains(filter) || book.intents[second].id.text.contains(filter)
  }

  /// Candidates for a witness of one pair, and whether all of them are known.
  private struct Candidates {
    var found: [(words: [WordClass], first: Int, second: Int)] = []
    var isComplete = true
  }

  private func add(
    pair first: Int, _ second: Int, _ firsts: [Int], _ seconds: [Int], _ relation: OverlapRelation,
    to report: inout OverlapReport
  ) {
    let candidates = candidates(firsts, seconds, relation)
    let ids = [book.intents[first].id, book.intents[second].id]
    var settled: Overlap?
    for candidate in candidates.found.prefix(Self.mostWitnesses) {
      guard let overlap = confirmed(candidate.words, candidate.first, candidate.second, relation) else { continue }
      if case .wins = overlap.verdict {
        report.overlaps.append(overlap)
        return
      }
      settled = settled ?? overlap
    }
    if let settled {
      report.settled.append(settled)
    } else if !candidates.isComplete {
      report.undecided.append(ids)
    } else if !candidates.found.isEmpty {
      report.unconfirmed.append(ids)
    }
  }

  /// The shortest sentence of each pair of patterns, the shortest first.
  private func candidates(_ firsts: [Int], _ seconds: [Int], _ relation: OverlapRelation) -> Candidates {
    var pairs: [(first: Int, second: Int, bound: Int)] = []
    for first in firsts {
      for second in seconds where mayOverlap(patterns[first], patterns[second], relation) {
        pairs.append((first, second, max(patterns[first].shortest, patterns[second].shortest)))
      }
    }
    pairs.sort { ($0.bound, $0.first, $0.second) < ($1.bound, $1.first, $1.second) }
    let search = OverlapSearch(relation: relation, limit: limit)
    var candidates = Candidates()
    for pair in pairs {
      // Enough that are no longer than any that could still come.
      let short = candidates.found.count { $0.words.count <= pair.bound }
      if short >= Self.mostWitnesses { break }
      let result = search.shortest(
        pair.first, pair.second, mustStart: patterns[pair.second].isAtSentenceStart,
        mustEnd: patterns[pair.second].isAtSentenceEnd, in: &opened)
      switch result {
      case .found(let words): candidates.found.append((words, pair.first, pair.second))
      case .none: break
      case .undecided: candidates.isComplete = false
      }
    }
    candidates.found.sort { ($0.words.count, $0.first, $0.second) < ($1.words.count, $1.first, $1.second) }
    return candidates
  }

  private func mayOverlap(_ first: OverlapPattern, _ second: OverlapPattern, _ relation: OverlapRelation) -> Bool {
    switch relation {
    case .same: first.firstLemmas.intersects(second.firstLemmas)
    case .inside: true
    }
  }

  /// The overlap on a witness, if the matcher finds both intents in it.
  private func confirmed(
    _ words: [WordClass], _ first: Int, _ second: Int, _ relation: OverlapRelation
  ) -> Overlap? {
    let witness = words.map(graphs.words.word).joined(separator: " ")
    let reading = reader.read(witness)
    let numbers = [patterns[first].intent, patterns[second].intent]
    let both = reading.matches.filter { numbers.contains($0.intentIndex) }
    guard let leader = both.first, let other = both.first(where: { $0.intentIndex != leader.intentIndex }) else {
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

/// A pattern with what quickly tells that it can share no words with another.
private struct OverlapPattern {
  var intent: Int
  var rule: RulePattern
  var isAtSentenceStart: Bool
  var isAtSentenceEnd: Bool
  /// The fewest words that it takes.
  var shortest: Int
  var firstLemmas: LemmaSet
}

/// A set of lemma numbers, as bits.
struct LemmaSet {
  private var bits: [UInt64] = []

  init(_ lemmas: some Sequence<Int>) {
    for lemma in lemmas {
      while bits.count <= lemma >> 6 { bits.append(0) }
      bits[lemma >> 6] |= 1 << UInt64(lemma & 63)
    }
  }

  func intersects(_ other: LemmaSet) -> Bool {
    for index in 0..<min(bits.count, other.bits.count) where bits[index] & other.bits[index] != 0 { return true }
    return false
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
