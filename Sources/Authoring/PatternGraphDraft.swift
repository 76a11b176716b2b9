/// An automaton under construction: edges with and without symbols, in any order.
struct PatternGraphDraft {
  /// An edge with its symbol as a number, which sorts and compares fast.
  private struct CodedEdge: Hashable, Comparable {
    var code: UInt64
    var target: Int

    static func < (a: Self, b: Self) -> Bool { (a.code, a.target) < (b.code, b.target) }
  }

  private struct CodedState: Hashable {
    var edges: [CodedEdge]
    var isEnd: Bool
  }

  private var edges: [[CodedEdge]] = []
  private var shortcuts: [[Int]] = []
  var isAtSentenceStart = false
  var isAtSentenceEnd = false

  mutating func addState() -> Int {
    edges.append([])
    shortcuts.append([])
    return edges.count - 1
  }

  mutating func connect(_ from: Int, _ symbol: PatternSymbol, to target: Int) {
    edges[from].append(CodedEdge(code: symbol.code, target: target))
  }

  mutating func connect(_ from: Int, to target: Int) { shortcuts[from].append(target) }

  /// A copy of a finished graph between two states.
  mutating func insert(_ graph: PatternGraph, from: Int, to target: Int) {
    let base = edges.count
    for state in graph.states {
      edges.append(state.edges.map { CodedEdge(code: $0.symbol.code, target: base + $0.target) })
      shortcuts.append(state.isEnd ? [target] : [])
    }
    if !graph.states.isEmpty { connect(from, to: base) }
  }

  /// The same language, deterministic over its symbols and without equal states.
  ///
  /// Source: the subset construction of Rabin and Scott (1959), and the merging of equal states from the end as
  /// in J. Daciuk and others, Computational Linguistics 26(1), 2000.
  func graph(from start: Int, to end: Int) -> PatternGraph {
    var numbers: [[Int]: Int] = [:]
    var order: [[Int]] = []
    var targets: [[CodedEdge]] = []
    func number(of subset: [Int]) -> Int {
      if let known = numbers[subset] { return known }
      numbers[subset] = order.count
      order.append(subset)
      targets.append([])
      return order.count - 1
    }
    _ = number(of: closure([start]))
    var next = 0
    while next < order.count {
      let leaving = order[next].flatMap { edges[$0] }.sorted()
      var index = 0
      while index < leaving.count {
        let code = leaving[index].code
        let same = leaving[index...].prefix { $0.code == code }
        targets[next].append(CodedEdge(code: code, target: number(of: closure(same.map(\.target)))))
        index = same.endIndex
      }
      next += 1
    }
    return merged(targets, isEnd: order.map { $0.contains(end) })
  }

  /// The states that can be reached without a symbol, sorted.
  private func closure(_ states: [Int]) -> [Int] {
    if states.count == 1, shortcuts[states[0]].isEmpty { return states }
    var whole: Set<Int> = []
    var open = states
    while let state = open.popLast() {
      if whole.insert(state).inserted { open += shortcuts[state] }
    }
    return whole.sorted()
  }

  /// Gives equal states one number, from the end to the beginning.
  private func merged(_ targets: [[CodedEdge]], isEnd: [Bool]) -> PatternGraph {
    var numbers: [CodedState: Int] = [:]
    var states: [CodedState] = []
    var known = [Int?](repeating: nil, count: targets.count)
    func visit(_ subset: Int) -> Int {
      if let number = known[subset] { return number }
      let edges = targets[subset].map { CodedEdge(code: $0.code, target: visit($0.target)) }
      let state = CodedState(edges: edges, isEnd: isEnd[subset])
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
        edges: state.edges.map {
          PatternGraph.Edge(symbol: PatternSymbol(code: $0.code), target: last - $0.target)
        },
        isEnd: state.isEnd)
    }
    return graph
  }
}

/// Symbols as numbers: two bits for the case, then its values; a surface is counted from 1.
extension PatternSymbol {
  fileprivate var code: UInt64 {
    switch self {
    case .word(let words):
      UInt64(words.lemma) << 32 | UInt64((words.surface ?? -1) + 1) << 1 | (words.isTight ? 1 : 0)
    case .gap(let width): 1 << 62 | UInt64(width)
    case .concept(let number): 2 << 62 | UInt64(number)
    }
  }

  fileprivate init(code: UInt64) {
    let value = code & (1 << 62 - 1)
    switch code >> 62 {
    case 0:
      let surface = Int(value & 0xFFFF_FFFF) >> 1
      self = .word(
        WordClass(
          lemma: Int(value >> 32), surface: surface == 0 ? nil : surface - 1, isTight: value & 1 == 1))
    case 1: self = .gap(Int(value))
    default: self = .concept(Int(value))
    }
  }
}
