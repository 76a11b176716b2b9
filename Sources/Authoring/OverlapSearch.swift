internal import Rules

/// Looks for a shortest sentence that two patterns both take whole: the product of their automata, breadth first.
///
/// Gaps stay empty, since a word in a gap is one that the other pattern must count: a sentence whose words both
/// count exists with empty gaps or not at all. What a concept takes as its longest phrase is not modelled here, so
/// the search finds at least every true overlap, and the matcher has the last word on each.
struct OverlapSearch {
  /// What came of a search.
  enum Result {
    /// Word classes of a shortest sentence.
    case found([WordClass])
    case none
    /// More states than allowed.
    case undecided
  }

  /// How far the second pattern is.
  private enum Phase: Hashable { case before, within, behind }

  private struct State: Hashable {
    var first: OpenedGraphs.Cursor
    var second: OpenedGraphs.Cursor
    var phase: Phase
    /// Words passed since the second pattern’s last one.
    var passed: Int
  }

  private struct Node {
    var state: State
    var words: WordClass?
    var previous: Int
  }

  let relation: OverlapRelation
  /// The most states of a product.
  let limit: Int

  /// The shortest sentence of patterns `first` and `second` of `graphs`.
  ///
  /// - Parameters:
  ///   - mustStart: Whether the second begins where the first does.
  ///   - mustEnd: Whether it ends where the first does.
  func shortest(
    _ first: Int, _ second: Int, mustStart: Bool, mustEnd: Bool, in graphs: inout OpenedGraphs
  ) -> Result {
    var nodes: [Node] = []
    var known: Set<State> = []
    func add(_ state: State, _ words: WordClass?, _ previous: Int) {
      if known.insert(state).inserted { nodes.append(Node(state: state, words: words, previous: previous)) }
    }
    let starts = mustStart || relation == .same
    add(
      State(
        first: graphs.starts[first], second: graphs.starts[second], phase: starts ? .within : .before, passed: 0),
      nil, -1)
    var next = 0
    while next < nodes.count {
      guard nodes.count <= limit else { return .undecided }
      let state = nodes[next].state
      let a = graphs.continuation(of: state.first)
      let b = graphs.continuation(of: state.second)
      let isDone = state.phase == .behind || (state.phase == .within && b.isEnd && next > 0)
      if isDone, a.isEnd { return .found(words(to: next, in: nodes)) }
      advanceBoth(state, a, b) { add($0, $1, next) }
      if relation == .inside { advanceFirst(state, a, b, isDone: isDone, mustEnd: mustEnd) { add($0, $1, next) } }
      next += 1
    }
    return .none
  }

  /// Words that both count.
  private func advanceBoth(
    _ state: State, _ a: OpenedGraphs.Continuation, _ b: OpenedGraphs.Continuation,
    _ add: (State, WordClass) -> Void
  ) {
    guard state.phase != .behind else { return }
    var i = 0
    var j = 0
    while i < a.steps.count, j < b.steps.count {
      let lemma = a.steps[i].words.lemma
      let other = b.steps[j].words.lemma
      if lemma < other { i += 1; continue }
      if lemma > other { j += 1; continue }
      var k = j
      while k < b.steps.count, b.steps[k].words.lemma == lemma {
        let step = b.steps[k]
        if state.passed <= step.gap, let words = a.steps[i].words.intersection(step.words) {
          add(State(first: a.steps[i].next, second: step.next, phase: .within, passed: 0), words)
        }
        k += 1
      }
      i += 1
    }
  }

  /// Words that the first counts and the second has not begun to, passes over, or left behind.
  private func advanceFirst(
    _ state: State, _ a: OpenedGraphs.Continuation, _ b: OpenedGraphs.Continuation, isDone: Bool, mustEnd: Bool,
    _ add: (State, WordClass) -> Void
  ) {
    for step in a.steps {
      var next = state
      next.first = step.next
      switch state.phase {
      case .before: add(next, step.words)
      case .behind: add(next, step.words)
      case .within:
        if state.passed < b.widestGap {
          next.passed += 1
          add(next, step.words)
        }
        if isDone, !mustEnd { add(State(first: step.next, second: state.second, phase: .behind, passed: 0), step.words) }
      }
    }
  }

  private func words(to last: Int, in nodes: [Node]) -> [WordClass] {
    var words: [WordClass] = []
    var index = last
    while index >= 0 {
      if let word = nodes[index].words { words.append(word) }
      index = nodes[index].previous
    }
    return words.reversed()
  }
}
