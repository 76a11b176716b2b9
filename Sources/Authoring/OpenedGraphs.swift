internal import Rules

/// The graphs of many patterns laid side by side with those of the concepts, read word by word.
///
/// A concept is never copied into a pattern: a `Cursor` inside one remembers where the pattern goes on.
struct OpenedGraphs {
  /// A place in a pattern.
  struct Cursor: Hashable {
    /// The state of the pattern that is reached, or that follows the concept the cursor is in.
    var outer: Int
    /// The state within the concept, or -1.
    var inner = -1
  }

  /// A word that can come next.
  struct Step: Hashable {
    var words: WordClass
    var next: Cursor
    /// How many words may be passed before it.
    var gap: Int
  }

  /// All that can follow a cursor.
  struct Continuation {
    /// Sorted by lemma.
    var steps: [Step] = []
    var isEnd = false
    var widestGap = 0
  }

  private var states: [PatternGraph.State] = []
  private let conceptStarts: [Int]
  private var known: [Cursor: Continuation] = [:]
  /// For each pattern that was added, where it begins.
  private(set) var starts: [Cursor] = []

  init(concepts: [PatternGraph]) {
    var firsts: [Int] = []
    for graph in concepts {
      firsts.append(states.count)
      Self.append(graph, to: &states)
    }
    conceptStarts = firsts
  }

  mutating func add(_ graph: PatternGraph) {
    starts.append(Cursor(outer: states.count))
    Self.append(graph, to: &states)
  }

  private static func append(_ graph: PatternGraph, to states: inout [PatternGraph.State]) {
    let base = states.count
    states += graph.states.map { state in
      PatternGraph.State(
        edges: state.edges.map { PatternGraph.Edge(symbol: $0.symbol, target: base + $0.target) },
        isEnd: state.isEnd)
    }
  }

  /// What can follow a cursor, worked out once.
  mutating func continuation(of cursor: Cursor) -> Continuation {
    if let found = known[cursor] { return found }
    var continuation = Continuation()
    collect(cursor, gap: 0, into: &continuation)
    continuation.steps.sort { ($0.words.lemma, $0.next.inner, $0.next.outer) < ($1.words.lemma, $1.next.inner, $1.next.outer) }
    continuation.widestGap = continuation.steps.map(\.gap).max() ?? 0
    known[cursor] = continuation
    return continuation
  }

  private func collect(_ cursor: Cursor, gap: Int, into continuation: inout Continuation) {
    let isInside = cursor.inner >= 0
    let state = states[isInside ? cursor.inner : cursor.outer]
    if state.isEnd {
      if isInside {
        collect(Cursor(outer: cursor.outer), gap: gap, into: &continuation)
      } else {
        continuation.isEnd = true
      }
    }
    for edge in state.edges {
      let target =
        isInside ? Cursor(outer: cursor.outer, inner: edge.target) : Cursor(outer: edge.target)
      switch edge.symbol {
      case .word(let words): continuation.steps.append(Step(words: words, next: target, gap: gap))
      case .gap(let width): collect(target, gap: gap + width, into: &continuation)
      case .concept(let number):
        collect(Cursor(outer: edge.target, inner: conceptStarts[number]), gap: gap, into: &continuation)
      }
    }
  }
}
