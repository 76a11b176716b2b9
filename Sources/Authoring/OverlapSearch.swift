internal import Rules

/// Looks for the shortest sentences that two patterns both take: the product of their automata, breadth first.
///
/// Many pairs are searched at once, so that the shortest sentence of all comes out first. The gaps of the pattern
/// that counts every word stay empty: a word in them would be one that it does not count. What a concept takes as
/// its longest phrase is not modelled here, so the search finds at least every true overlap, and the matcher has
/// the last word on each.
final class OverlapSearch {
  /// A sentence, and the pair of patterns that it is of.
  struct Found {
    var words: [WordClass]
    var first: Int
    var second: Int
  }

  /// How far the second pattern is.
  private enum Phase: UInt64 { case before, within, behind }

  private struct State {
    var first: Int
    var second: Int
    var phase: Phase
    /// Words passed since the second pattern’s last one.
    var passed: Int

    var key: UInt64 {
      UInt64(first) << 36 | UInt64(second) << 8 | phase.rawValue << 6 | UInt64(min(passed, 63))
    }
  }

  private struct Node {
    var state: State
    /// The step of the first pattern that led here, or -1.
    var step: Int
    /// The step of the second, or -1.
    var otherStep: Int
    var previous: Int
    /// The index of the pair.
    var pair: Int
  }

  private let graphs: OpenedGraphs
  private let relation: OverlapRelation
  /// The most states of one search.
  private let limit: Int
  private var nodes: [Node] = []
  private var known = StateTable()
  private var pairs: [(first: Int, second: Int)] = []
  private var next = 0
  private var endsTogether: (Int) -> Bool = { _ in false }
  /// The states of all searches so far.
  private(set) var total = 0
  /// Whether the last search stopped at the limit of states.
  private(set) var isOverLimit = false

  init(_ graphs: OpenedGraphs, relation: OverlapRelation, limit: Int) {
    self.graphs = graphs
    self.relation = relation
    self.limit = limit
  }

  /// Begins a search among pairs of patterns; `startsTogether` and `endsTogether` say of a second pattern whether
  /// it must begin or end where the first does.
  func begin(
    _ pairs: [(first: Int, second: Int)], startsTogether: (Int) -> Bool, endsTogether: @escaping (Int) -> Bool
  ) {
    self.pairs = pairs
    self.endsTogether = endsTogether
    nodes.removeAll(keepingCapacity: true)
    known.removeAll()
    next = 0
    isOverLimit = false
    for (number, pair) in pairs.enumerated() {
      let phase = relation == .same || startsTogether(pair.second) ? Phase.within : .before
      let state = State(
        first: graphs.starts[pair.first], second: graphs.starts[pair.second], phase: phase, passed: 0)
      add(state, step: -1, otherStep: -1, previous: -1, pair: number)
    }
  }

  /// The next sentence, none shorter than the one before; nil when there are no more or the limit is reached.
  func nextFound() -> Found? {
    while next < nodes.count {
      guard nodes.count <= limit else {
        isOverLimit = true
        return nil
      }
      let index = next
      next += 1
      let node = nodes[index]
      let isDone =
        node.state.phase == .behind
        || (node.state.phase == .within && node.previous >= 0 && graphs.isEnd(node.state.second))
      let isFound = isDone && graphs.isEnd(node.state.first)
      advanceBoth(node, index)
      if relation == .inside { advanceFirst(node, index, isDone: isDone) }
      if isFound {
        return Found(words: words(to: index), first: pairs[node.pair].first, second: pairs[node.pair].second)
      }
    }
    return nil
  }

  private func add(_ state: State, step: Int, otherStep: Int, previous: Int, pair: Int) {
    guard known.insert(state.key) else { return }
    total += 1
    nodes.append(Node(state: state, step: step, otherStep: otherStep, previous: previous, pair: pair))
  }

  /// Words that both count.
  private func advanceBoth(_ node: Node, _ index: Int) {
    guard node.state.phase != .behind else { return }
    let steps = graphs.following(node.state.first)
    let others = graphs.following(node.state.second)
    var i = steps.lowerBound
    var j = others.lowerBound
    while i < steps.upperBound, j < others.upperBound {
      let lemma = graphs.steps[i].words.lemma
      let other = graphs.steps[j].words.lemma
      if lemma < other {
        i += 1
      } else if lemma > other {
        j += 1
      } else {
        join(i, with: j, until: others.upperBound, node, index)
        i += 1
      }
    }
  }

  /// A step of the first with every step of the second that has its lemma.
  private func join(_ i: Int, with j: Int, until end: Int, _ node: Node, _ index: Int) {
    let words = graphs.steps[i].words
    var j = j
    while j < end, graphs.steps[j].words.lemma == words.lemma {
      if node.state.passed <= graphs.steps[j].gap, words.intersection(graphs.steps[j].words) != nil {
        let state = State(
          first: graphs.steps[i].next, second: graphs.steps[j].next, phase: .within, passed: 0)
        add(state, step: i, otherStep: j, previous: index, pair: node.pair)
      }
      j += 1
    }
  }

  /// Words that the first counts and the second has not begun to, passes over, or left behind.
  private func advanceFirst(_ node: Node, _ index: Int, isDone: Bool) {
    let mayLeave = isDone && node.state.phase == .within && !endsTogether(pairs[node.pair].second)
    for step in graphs.following(node.state.first) {
      var state = node.state
      state.first = graphs.steps[step].next
      switch state.phase {
      case .before, .behind: add(state, step: step, otherStep: -1, previous: index, pair: node.pair)
      case .within:
        if state.passed < graphs.widestGap(state.second) {
          state.passed += 1
          add(state, step: step, otherStep: -1, previous: index, pair: node.pair)
        }
        if mayLeave {
          state.phase = .behind
          state.passed = 0
          add(state, step: step, otherStep: -1, previous: index, pair: node.pair)
        }
      }
    }
  }

  private func words(to last: Int) -> [WordClass] {
    var words: [WordClass] = []
    var index = last
    while nodes[index].previous >= 0 {
      let node = nodes[index]
      let step = graphs.steps[node.step].words
      words.append(node.otherStep < 0 ? step : step.intersection(graphs.steps[node.otherStep].words) ?? step)
      index = node.previous
    }
    return words.reversed()
  }
}
