internal import Rules

/// The graphs of many patterns laid side by side with those of the concepts, read word by word.
///
/// A concept is never copied into a pattern: a place inside one remembers where the pattern goes on. Places are
/// numbered as they are met.
final class OpenedGraphs {
  /// A word that can come next.
  struct Step {
    var words: WordClass
    /// The place behind it.
    var next: Int
    /// How many words may be passed before it.
    var gap: Int
  }

  /// All that can follow a place.
  private struct Continuation {
    /// A range of `steps`, sorted by lemma.
    var steps = 0..<0
    var isEnd = false
    var widestGap = 0
    var isKnown = false
  }

  private struct Cursor: Hashable {
    /// The state of the pattern that is reached, or that follows the concept the cursor is in.
    var outer: Int
    /// The state within the concept, or -1.
    var inner = -1
  }

  private var states: [PatternGraph.State] = []
  private let conceptStarts: [Int]
  private var numbers: [Cursor: Int] = [:]
  private var cursors: [Cursor] = []
  private var continuations: [Continuation] = []
  private(set) var steps: [Step] = []
  /// For each pattern that was added, the place where it begins.
  private(set) var starts: [Int] = []

  init(concepts: [PatternGraph]) {
    var firsts: [Int] = []
    for graph in concepts {
      firsts.append(states.count)
      Self.append(graph, to: &states)
    }
    conceptStarts = firsts
  }

  func add(_ graph: PatternGraph) {
    starts.append(number(of: Cursor(outer: states.count)))
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

  private func number(of cursor: Cursor) -> Int {
    if let known = numbers[cursor] { return known }
    numbers[cursor] = cursors.count
    cursors.append(cursor)
    continuations.append(Continuation())
    return cursors.count - 1
  }

  // MARK: - What can follow a place

  /// The words that can follow, as a range of `steps` sorted by lemma.
  func following(_ place: Int) -> Range<Int> {
    if !continuations[place].isKnown { open(place) }
    return continuations[place].steps
  }

  /// Whether the pattern may end here.
  func isEnd(_ place: Int) -> Bool {
    if !continuations[place].isKnown { open(place) }
    return continuations[place].isEnd
  }

  /// The most words that may be passed here.
  func widestGap(_ place: Int) -> Int {
    if !continuations[place].isKnown { open(place) }
    return continuations[place].widestGap
  }

  private func open(_ place: Int) {
    var found: [Step] = []
    var isEnd = false
    collect(cursors[place], gap: 0, into: &found, &isEnd)
    found.sort { ($0.words.lemma, $0.next, $0.gap) < ($1.words.lemma, $1.next, $1.gap) }
    let first = steps.count
    steps += found
    continuations[place] = Continuation(
      steps: first..<steps.count, isEnd: isEnd, widestGap: found.map(\.gap).max() ?? 0, isKnown: true)
  }

  private func collect(_ cursor: Cursor, gap: Int, into found: inout [Step], _ isEnd: inout Bool) {
    let isInside = cursor.inner >= 0
    let state = states[isInside ? cursor.inner : cursor.outer]
    if state.isEnd {
      if isInside {
        collect(Cursor(outer: cursor.outer), gap: gap, into: &found, &isEnd)
      } else {
        isEnd = true
      }
    }
    for edge in state.edges {
      let target = isInside ? Cursor(outer: cursor.outer, inner: edge.target) : Cursor(outer: edge.target)
      switch edge.symbol {
      case .word(let words): found.append(Step(words: words, next: number(of: target), gap: gap))
      case .gap(let width): collect(target, gap: gap + width, into: &found, &isEnd)
      case .concept(let concept):
        collect(Cursor(outer: edge.target, inner: conceptStarts[concept]), gap: gap, into: &found, &isEnd)
      }
    }
  }
}
