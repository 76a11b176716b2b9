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
