internal import Language
internal import Matching
package import Rules

/// Finds the patterns that a sentence almost fits.
///
/// All questions go to the matcher that chats: first which elements occur in the sentence, then which edits of the
/// patterns that have most of them make a match, then which of these edits is the smallest.
package struct NearMissFinder {
  /// So many patterns, the most promising ones, are edited.
  private static let mostCandidates = 150
  /// A pattern with fewer of its elements in the sentence is not near.
  private static let leastShare = 0.5
  private static let mostCharacters = 2_000
  private let book: RuleBook
  private let rules: [(intent: ID<Intent>, rule: RulePattern)]
  private let examples: ExampleWords

  /// - Parameters:
  ///   - book: The pack.
  ///   - filter: Only intents whose id holds this; nil for all but the safety intents.
  package init(book: RuleBook, filter: String? = nil) {
    let intents = book.intents.filter { intent in
      intent.isEnabled && (filter.map(intent.id.text.contains) ?? (intent.safety == nil))
    }
    self.init(book: book, rules: intents.flatMap { intent in intent.allPatterns.map { (intent.id, $0) } })
  }

  init(book: RuleBook, rules: [(intent: ID<Intent>, rule: RulePattern)]) {
    self.book = book
    self.rules = rules
    examples = ExampleWords(book: book)
  }

  /// The nearest patterns, the nearest first; a pattern that matches is no near miss.
  ///
  /// Of a long message only the beginning is looked at.
  package func nearMisses(to sentence: String, count: Int) -> [NearMiss] {
    var bench = TrialBench(book: book, sentence: String(sentence.prefix(Self.mostCharacters)))
    let candidates = candidates(on: &bench)
    let drafts = candidates.map { PatternMender(row: $0.row, missing: $0.missing, book: book).firstEdits }
    bench.add(drafts.joined().map(\.pattern))
    let finer = zip(candidates, drafts).map { candidate, edits in
      let mender = PatternMender(row: candidate.row, missing: candidate.missing, book: book)
      let fitting = edits.filter { bench.match(of: $0.pattern) != nil }
      return fitting + fitting.flatMap { mender.finerEdits(than: $0, on: bench) }
    }
    let prefixes = candidates.flatMap { candidate in
      candidate.row.slots.indices.compactMap { candidate.row.prefix(slots: $0 + 1) }
    }
    bench.add(finer.joined().map(\.pattern) + prefixes)
    let near = zip(candidates, finer).compactMap { nearMiss($0, edits: $1, on: bench) }
    return Array(Self.best(near).prefix(count))
  }

  // MARK: - Candidates

  /// A pattern with the slots that nothing in the sentence fills.
  private struct Candidate {
    var number: Int
    var row: PatternRow
    var missing: [Int]
    var share: Double
    var rank: Double
  }

  private func candidates(on bench: inout TrialBench) -> [Candidate] {
    let rows = rules.map { PatternRow($0.rule.pattern) }
    bench.add(rules.map(\.rule.pattern) + rows.flatMap { row in row.slots.map { row.items[$0] } })
    let near = rows.enumerated().compactMap { number, row -> Candidate? in
      guard row.slots.count > 1, bench.match(of: rules[number].rule.pattern) == nil else { return nil }
      let missing = row.slots.filter { bench.match(of: row.items[$0]) == nil }
      guard row.runs(of: missing).count <= 2 else { return nil }
      let held = row.slots.reduce(0) { $0 + weight(of: bench.match(of: row.items[$1]), on: bench) }
      let whole = held + Double(missing.count) * examples.usualWeight
      guard held >= whole * Self.leastShare else { return nil }
      return Candidate(
        number: number, row: row, missing: missing, share: held / whole, rank: held * held / whole)
    }
    return Array(near.sorted { ($1.rank, $0.number) < ($0.rank, $1.number) }.prefix(Self.mostCandidates))
  }

  /// What an element weighs by the rarest word that it takes; a rare word says more of a pattern than *i* or *the*.
  private func weight(of match: Match?, on bench: TrialBench) -> Double {
    guard let match else { return 0 }
    let words = match.matched.map { bench.utterance.typed(at: bench.utterance.span(of: $0..<($0 + 1))) }
    return words.map { examples.weight(of: folded($0)) }.max() ?? 0
  }

  // MARK: - Results

  private func nearMiss(_ candidate: Candidate, edits: [EditedPattern], on bench: TrialBench) -> NearMiss? {
    let fitting = edits.filter { bench.match(of: $0.pattern) != nil && !$0.leavesOneSlot(of: candidate.row) }
    guard let best = fitting.min(by: { $0.cost < $1.cost }), let match = bench.match(of: best.pattern) else {
      return nil
    }
    let row = candidate.row
    let failing = row.slots.indices.first { index in
      row.prefix(slots: index + 1).map { bench.match(of: $0) == nil } ?? false
    }
    let position = failing ?? row.slots.count - 1
    let element = row.items[row.slots[position]]
    return NearMiss(
      intent: rules[candidate.number].intent, rule: rules[candidate.number].rule,
      fitting: row.slots[..<position].map { row.items[$0].text }, failing: element.text,
      reason: bench.match(of: element) == nil ? .absent : .misplaced, edits: best.edits, edited: best.pattern,
      words: bench.utterance.typed(at: match.span), share: candidate.share,
      rank: candidate.rank / (1 + best.cost))
  }

  /// The nearest first, and no more than two of one intent.
  private static func best(_ near: [NearMiss]) -> [NearMiss] {
    var counts: [ID<Intent>: Int] = [:]
    return near.sorted { ($1.rank, $0.rule.place) < ($0.rank, $1.rule.place) }.filter { miss in
      counts[miss.intent, default: 0] += 1
      return counts[miss.intent, default: 0] <= 2
    }
  }
}

extension EditedPattern {
  /// Whether so much was dropped that a single element is left, which would take almost anything.
  fileprivate func leavesOneSlot(of row: PatternRow) -> Bool {
    let drops = edits.contains { edit in if case .drop = edit { true } else { false } }
    return drops && row.slots.count > 1 && PatternRow(pattern).slots.count == 1
  }
}
