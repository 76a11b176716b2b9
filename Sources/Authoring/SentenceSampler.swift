internal import Dialogue
package import Rules

/// Draws sentences that a pattern takes.
///
/// A way through the pattern’s graph is drawn by chance, and each sentence is then read by the matcher that chats:
/// one that it does not take says that a concept has swallowed the words behind it.
package final class SentenceSampler {
  /// A sentence with what became of it.
  package struct Sample: Hashable, Sendable {
    package var intent: ID<Intent>
    package var rule: RulePattern
    package var text: String
    /// Whether the matcher took it by this very pattern.
    package var isTaken: Bool
  }

  /// A way is drawn so many times for each sentence that is asked for, since some repeat.
  private static let attempts = 20
  private let book: RuleBook
  private var graphs: PatternGraphs
  private let examples: [[String]]

  package convenience init(book: RuleBook) { self.init(book: book, graphs: PatternGraphs(book: book)) }

  init(book: RuleBook, graphs: PatternGraphs) {
    self.book = book
    self.graphs = graphs
    examples = book.intents.flatMap(\.examples).map { $0.text.split(separator: " ").map(String.init) }
  }

  /// Different sentences of some patterns, the patterns taken in turn; fewer where there are no more.
  package func samples(of rules: [(intent: ID<Intent>, rule: RulePattern)], count: Int, seed: UInt64)
    -> [Sample]
  {
    var random = SplitMix64(state: seed)
    let drawn = rules.map { graphs.graph(of: $0.rule.pattern) }
    var drafts: [(rule: Int, text: String)] = []
    var known: Set<String> = []
    var tries = 0
    while drafts.count < count, tries < count * Self.attempts, !rules.isEmpty {
      let rule = tries % rules.count
      let text = sentence(of: drawn[rule], using: &random)
      if known.insert(text).inserted { drafts.append((rule, text)) }
      tries += 1
    }
    let trial = PatternTrial(rules.map(\.rule.pattern), with: book)
    return drafts.map { draft in
      Sample(
        intent: rules[draft.rule].intent, rule: rules[draft.rule].rule, text: draft.text,
        isTaken: trial.matches(in: draft.text)[draft.rule] != nil)
    }
  }

  /// One sentence, not tried yet.
  func sentence(of graph: PatternGraph, using random: inout SplitMix64) -> String {
    walk(graph, &random).joined(separator: " ")
  }

  private func walk(_ graph: PatternGraph, _ random: inout SplitMix64) -> [String] {
    var words: [String] = []
    var state = 0
    while !graph.states[state].edges.isEmpty {
      // A way may end here as well as go on.
      if graph.states[state].isEnd, Bool.random(using: &random) { break }
      guard let edge = graph.states[state].edges.randomElement(using: &random) else { break }
      switch edge.symbol {
      case .word(let taken): words.append(form(of: taken, &random))
      case .gap(let width): words += between(atMost: width, &random)
      case .concept(let number): words += walk(graphs.concepts[number], &random)
      }
      state = edge.target
    }
    return words
  }

  /// The author’s own form most of the time, else another one that the pack knows.
  private func form(of taken: WordClass, _ random: inout SplitMix64) -> String {
    guard taken.surface == nil, Int.random(in: 0..<4, using: &random) == 0 else {
      return graphs.words.word(for: taken)
    }
    return graphs.words.typedForms[taken.lemma].randomElement(using: &random) ?? graphs.words.word(for: taken)
  }

  /// What may stand in a gap: nothing half of the time, else neighbours from an example of the pack.
  private func between(atMost width: Int, _ random: inout SplitMix64) -> [String] {
    guard Bool.random(using: &random), let example = examples.randomElement(using: &random), !example.isEmpty
    else { return [] }
    let count = Int.random(in: 1...min(width, 2, example.count), using: &random)
    let start = Int.random(in: 0...(example.count - count), using: &random)
    return example[start..<(start + count)].map { $0.filter { $0.isLetter || $0.isNumber } }
  }
}

extension Intent {
  /// Its patterns, or for a safety intent those of all its cue lists.
  package var allPatterns: [RulePattern] {
    patterns + SafetyRule.CueList.allCases.flatMap { safety?.cues[$0] ?? [] }
  }
}
