internal import Rules

/// Proves that one pattern takes every sentence that another takes, counting the same words.
///
/// A simulation between their graphs: each step of the one can be answered by a step of the other, word classes
/// within word classes, gaps within gaps, concepts by the same concept. It proves and never guesses; a pattern may
/// be included without it being found out.
struct PatternInclusion {
  private var graphs: [PatternGraph]

  init(graphs: [PatternGraph]) {
    self.graphs = graphs
  }

  /// Whether pattern `whole` takes whatever `part` takes.
  func includes(_ whole: Int, _ part: Int) -> Bool {
    let whole = graphs[whole]
    let part = graphs[part]
    if whole.isAtSentenceStart, !part.isAtSentenceStart { return false }
    if whole.isAtSentenceEnd, !part.isAtSentenceEnd { return false }
    var known: [Int: Bool] = [:]
    return answers(part, 0, whole, 0, &known)
  }

  private func answers(
    _ part: PatternGraph, _ state: Int, _ whole: PatternGraph, _ other: Int, _ known: inout [Int: Bool]
  ) -> Bool {
    let key = state * whole.states.count + other
    if let result = known[key] { return result }
    let result = isAnswered(part, state, whole, other, &known)
    known[key] = result
    return result
  }

  private func isAnswered(
    _ part: PatternGraph, _ state: Int, _ whole: PatternGraph, _ other: Int, _ known: inout [Int: Bool]
  ) -> Bool {
    let reached = closure(of: other, in: whole)
    if part.states[state].isEnd, !reached.contains(where: { whole.states[$0].isEnd }) { return false }
    for edge in part.states[state].edges {
      var isMet = false
      for candidate in reached where !isMet {
        for answer in whole.states[candidate].edges
        where answer.symbol.includes(edge.symbol) && answers(part, edge.target, whole, answer.target, &known)
        {
          isMet = true
          break
        }
      }
      guard isMet else { return false }
    }
    return true
  }

  /// The states that can be reached by leaving gaps empty.
  private func closure(of state: Int, in graph: PatternGraph) -> [Int] {
    var reached = [state]
    var index = 0
    while index < reached.count {
      for edge in graph.states[reached[index]].edges {
        if case .gap = edge.symbol, !reached.contains(edge.target) { reached.append(edge.target) }
      }
      index += 1
    }
    return reached
  }
}

extension PatternSymbol {
  fileprivate func includes(_ other: PatternSymbol) -> Bool {
    switch (self, other) {
    case (.word(let whole), .word(let part)): whole.includes(part)
    case (.gap(let whole), .gap(let part)): whole >= part
    case (.concept(let whole), .concept(let part)): whole == part
    case (.word, _), (.gap, _), (.concept, _): false
    }
  }
}
