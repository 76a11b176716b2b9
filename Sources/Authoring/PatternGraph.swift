internal import Rules

/// What one step through a pattern takes.
enum PatternSymbol: Hashable {
  case word(WordClass)
  /// Up to so many words of any kind.
  case gap(Int)
  /// A phrase of the concept with this number.
  case concept(Int)
}

/// A pattern as a finite automaton over word classes, gaps and concepts.
///
/// It has no loops. Deterministic over its symbols and without equal states, so its size is that of what the
/// pattern says, not of how it is written. State 0 is where it begins; edges lead to higher numbers.
struct PatternGraph {
  struct Edge: Hashable {
    var symbol: PatternSymbol
    var target: Int
  }

  struct State: Hashable {
    var edges: [Edge] = []
    var isEnd = false
  }

  var states: [State] = []
  var isAtSentenceStart = false
  var isAtSentenceEnd = false

  /// The fewest words of a way to the end, by state.
  func distancesToEnd(shortestPhrase: (Int) -> Int) -> [Int] {
    var distances = [Int](repeating: Int.max / 2, count: states.count)
    for (number, state) in states.enumerated().reversed() {
      if state.isEnd { distances[number] = 0 }
      for edge in state.edges {
        let length =
          switch edge.symbol {
          case .word: 1
          case .gap: 0
          case .concept(let concept): shortestPhrase(concept)
          }
        distances[number] = min(distances[number], distances[edge.target] + length)
      }
    }
    return distances
  }

  /// How many ways lead to the end when gaps stay empty, or `limit` where there are more.
  func wayCount(limit: Int, phrases: (Int) -> Int) -> Int {
    var counts = [Int](repeating: 0, count: states.count)
    for (number, state) in states.enumerated().reversed() {
      var count = state.isEnd ? 1 : 0
      for edge in state.edges {
        let width =
          switch edge.symbol {
          case .word, .gap: 1
          case .concept(let concept): phrases(concept)
          }
        let (product, overflows) = counts[edge.target].multipliedReportingOverflow(by: width)
        count = overflows ? limit : min(limit, count + min(limit, product))
      }
      counts[number] = count
    }
    return counts.first ?? 0
  }
}

/// An automaton under construction: edges with and without symbols, in any order.
struct PatternGraphDraft {
  private var edges: [[PatternGraph.Edge]] = []
  private var shortcuts: [[Int]] = []
  var isAtSentenceStart = false
  var isAtSentenceEnd = false

  mutating func addState() -> Int {
    edges.append([])
    shortcuts.append([])
    return edges.count - 1
  }

  mutating func connect(_ from: Int, _ symbol: PatternSymbol, to target: Int) {
    edges[from].append(PatternGraph.Edge(symbol: symbol, target: target))
  }

  mutating func connect(_ from: Int, to target: Int) { shortcuts[from].append(target) }

  /// A copy of a finished graph between two states.
  mutating func insert(_ graph: PatternGraph, from: Int, to target: Int) {
    let base = edges.count
    for _ in graph.states { _ = addState() }
    for (number, state) in graph.states.enumerated() {
      for edge in state.edges { connect(base + number, edge.symbol, to: base + edge.target) }
      if state.isEnd { connect(base + number, to: target) }
    }
    if !graph.states.isEmpty { connect(from, to: base) }
  }

  /// The same language, deterministic over its symbols and without equal states.
  ///
  /// Source: the subset construction of Rabin and Scott (1959), and the merging of equal states from the end as
  /// in J. Daciuk and others, Computational Linguistics 26(1), 2000.
  func graph(from start: Int, to end: Int) -> PatternGraph {
    var numbers: [Set<Int>: Int] = [:]
    var order: [Set<Int>] = []
    var targets: [[PatternSymbol: Int]] = []
    func number(of subset: Set<Int>) -> Int {
      if let known = numbers[subset] { return known }
      numbers[subset] = order.count
      order.append(subset)
      targets.append([:])
      return order.count - 1
    }
    _ = number(of: closure([start]))
    var next = 0
    while next < order.count {
      var reached: [PatternSymbol: Set<Int>] = [:]
      for state in order[next] {
        for edge in edges[state] { reached[edge.symbol, default: []].insert(edge.target) }
      }
      for (symbol, subset) in reached { targets[next][symbol] = number(of: closure(subset)) }
      next += 1
    }
    return merged(targets, isEnd: order.map { $0.contains(end) })
  }

  private func closure(_ states: Set<Int>) -> Set<Int> {
    var whole = states
    var open = Array(states)
    while let state = open.popLast() {
      for target in shortcuts[state] where whole.insert(target).inserted { open.append(target) }
    }
    return whole
  }

  /// Gives equal states one number, from the end to the beginning.
  private func merged(_ targets: [[PatternSymbol: Int]], isEnd: [Bool]) -> PatternGraph {
    var numbers: [PatternGraph.State: Int] = [:]
    var states: [PatternGraph.State] = []
    var known: [Int: Int] = [:]
    func visit(_ subset: Int) -> Int {
      if let number = known[subset] { return number }
      var state = PatternGraph.State(isEnd: isEnd[subset])
      for (symbol, target) in targets[subset] {
        state.edges.append(PatternGraph.Edge(symbol: symbol, target: visit(target)))
      }
      state.edges.sort { $0.symbol.precedes($1.symbol) }
      let number = numbers[state] ?? states.count
      if number == states.count {
        numbers[state] = number
        states.append(state)
      }
      known[subset] = number
      return number
    }
    _ = visit(0)
    // Numbered from the end so far: turn them around, so that edges lead upward from 0.
    let last = states.count - 1
    var graph = PatternGraph(isAtSentenceStart: isAtSentenceStart, isAtSentenceEnd: isAtSentenceEnd)
    graph.states = states.reversed().map { state in
      PatternGraph.State(
        edges: state.edges.map { PatternGraph.Edge(symbol: $0.symbol, target: last - $0.target) },
        isEnd: state.isEnd)
    }
    return graph
  }
}

extension PatternSymbol {
  /// Any fixed order: it makes graphs, and what is drawn from them, the same in every run.
  fileprivate func precedes(_ other: PatternSymbol) -> Bool { sortKey.lexicographicallyPrecedes(other.sortKey) }

  private var sortKey: [Int] {
    switch self {
    case .word(let words): [0, words.lemma, words.surface ?? -1, words.isTight ? 1 : 0]
    case .gap(let width): [1, width]
    case .concept(let number): [2, number]
    }
  }
}
