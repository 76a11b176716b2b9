internal import Rules

/// A pattern with what quickly tells that it can share no words with another.
struct OverlapPattern {
  var intent: Int
  var rule: RulePattern
  var isAtSentenceStart: Bool
  var isAtSentenceEnd: Bool
  /// The fewest words that it takes.
  var shortest: Int
  /// All lemmas that it can count.
  var lemmas: LemmaSet
  /// Sets of lemmas of which every sentence of the pattern counts one each.
  var cuts: [LemmaSet]

  /// Whether each thing that `other` cannot do without may be counted by this one.
  func mayHold(_ other: OverlapPattern) -> Bool { other.cuts.allSatisfy(lemmas.intersects) }
}

extension OverlapPattern {
  init(
    _ rule: RulePattern, of intent: Int, _ graph: PatternGraph, in graphs: PatternGraphs,
    lemmas conceptLemmas: ConceptLemmas
  ) {
    self.intent = intent
    self.rule = rule
    isAtSentenceStart = graph.isAtSentenceStart
    isAtSentenceEnd = graph.isAtSentenceEnd
    shortest = graph.distancesToEnd { graphs.shortestPhrases[$0] }.first ?? 1
    lemmas = LemmaSet(graph.states.flatMap { conceptLemmas.all(of: $0) })
    cuts = graph.unavoidableStates.map { LemmaSet(conceptLemmas.first(of: graph, at: $0)) }
  }
}

/// The lemmas that the concepts of a pack begin with, and all that they hold.
struct ConceptLemmas {
  private let firsts: [[Int]]
  private let all: [[Int]]

  init(_ graphs: PatternGraphs) {
    all = graphs.concepts.map { graph in
      Array(Set(graph.states.flatMap { state in state.edges.compactMap(\.symbol.lemma) }))
    }
    firsts = graphs.concepts.map { graph in
      Array(Set((graph.states.first?.edges ?? []).compactMap(\.symbol.lemma)))
    }
  }

  /// All lemmas that can be counted when a state is left.
  func all(of state: PatternGraph.State) -> [Int] {
    state.edges.flatMap { edge -> [Int] in
      switch edge.symbol {
      case .word(let words): [words.lemma]
      case .gap: []
      case .concept(let number): all[number]
      }
    }
  }

  /// The lemmas that can be counted first from a state, gaps left empty.
  func first(of graph: PatternGraph, at state: Int) -> [Int] {
    graph.states[state].edges.flatMap { edge -> [Int] in
      switch edge.symbol {
      case .word(let words): [words.lemma]
      case .gap: first(of: graph, at: edge.target)
      case .concept(let number): firsts[number]
      }
    }
  }
}

extension PatternSymbol {
  fileprivate var lemma: Int? { if case .word(let words) = self { words.lemma } else { nil } }
}

extension PatternGraph {
  /// The states that every way from the beginning to the end passes, the end left out.
  fileprivate var unavoidableStates: [Int] {
    var ways: [Double] = Array(repeating: 0, count: states.count)
    var ahead: [Double] = Array(repeating: 0, count: states.count)
    ways[0] = 1
    for (number, state) in states.enumerated() {
      for edge in state.edges { ways[edge.target] += ways[number] }
    }
    for (number, state) in states.enumerated().reversed() {
      ahead[number] = (state.isEnd ? 1 : 0) + state.edges.reduce(0) { $0 + ahead[$1.target] }
    }
    return states.indices.filter { ways[$0] * ahead[$0] == ahead[0] && !states[$0].isEnd }
  }
}
