/// The elements that a program is filed under, and what a match that takes one of them needs besides.
///
/// A set of elements of which every way through the program takes one is a vertex cut of its graph; the cheaper its
/// words, the fewer sentences try the program.
struct ProgramAnchors {
  private let program: PatternProgram
  private let weights: ElementWeights
  /// For each element, the elements that lie on every way to it, itself included, as bits.
  private var before: [UInt128] = []
  /// The same of the ways from it.
  private var after: [UInt128] = []
  /// For each element, those that it leads to.
  private var successors: [[Int]]
  /// For each element, those that lead to it.
  private let predecessors: [[Int]]
  /// The elements that every way takes, the rarest first.
  private(set) var unavoidable: [Int] = []

  /// - Complexity: O(edges); of a program of more than 128 elements nothing counts as unavoidable.
  init(_ program: PatternProgram, weights: ElementWeights) {
    self.program = program
    self.weights = weights
    successors = Array(repeating: [], count: program.elements.count)
    predecessors = program.edges.map { $0.map(\.from) }
    for element in program.elements.indices {
      for edge in program.edges[element] { successors[edge.from].append(element) }
    }
    guard program.elements.count <= UInt128.bitWidth else { return }
    findUnavoidable()
  }

  private mutating func findUnavoidable() {
    let elements = program.elements.indices
    before = Array(repeating: 0, count: elements.count)
    after = before
    for element in elements {
      var common = program.isStart[element] ? 0 : UInt128.max
      for edge in program.edges[element] { common &= before[edge.from] }
      before[element] = common | 1 << UInt128(element)
    }
    for element in elements.reversed() {
      var common = program.isEnd[element] ? 0 : UInt128.max
      for next in successors[element] { common &= after[next] }
      after[element] = common | 1 << UInt128(element)
    }
    var always = UInt128.max
    for element in elements where program.isEnd[element] { always &= before[element] }
    unavoidable = sorted(always)
  }

  /// What every way through an element takes besides it, the rarest first.
  func companions(of element: Int) -> [Int] {
    guard !before.isEmpty else { return [] }
    return sorted((before[element] | after[element]) & ~(1 << UInt128(element)))
  }

  private func sorted(_ set: UInt128) -> [Int] {
    program.elements.indices.filter { set & 1 << UInt128($0) != 0 }
      .sorted { (weights.alone[$0], $0) < (weights.alone[$1], $1) }
  }

  /// The most sets that `cuts` gives.
  private static let mostCuts = 4

  /// Sets of which every way takes an element, none with an element of another, the cheapest first.
  func cuts() -> [[Int]] {
    var isLeft = [Bool](repeating: true, count: program.elements.count)
    var cuts: [[Int]] = []
    while cuts.count < Self.mostCuts, let cut = cheapestCut(of: isLeft) {
      cuts.append(cut)
      for element in cut { isLeft[element] = false }
    }
    return cuts
  }

  /// The cheapest set found of elements that are left.
  ///
  /// Where ways meet and part again a weight is counted once a way, so the graph is cut from both ends, and around
  /// each unavoidable element, and the cheapest of these is taken.
  private func cheapestCut(of isLeft: [Bool]) -> [Int]? {
    let elements = program.elements.indices
    var cuts = unavoidable.map { [$0] }
    cuts += [elements.filter { program.isStart[$0] }, elements.filter { program.isEnd[$0] }]
    let costs = elements.map { isLeft[$0] ? weights.shared[$0] : Self.forbidden }
    cuts.append(
      cut(in: Array(elements), costs, from: program.isStart, to: program.isEnd, leadingTo: predecessors))
    cuts.append(
      cut(in: elements.reversed(), costs, from: program.isEnd, to: program.isStart, leadingTo: successors))
    for element in unavoidable {
      if !program.isStart[element] { cuts.append(unique(predecessors[element])) }
      if !program.isEnd[element] { cuts.append(unique(successors[element])) }
    }
    return cuts.filter { $0.allSatisfy { isLeft[$0] } }.map { (cut: $0, cost: weights.cost(of: $0)) }
      .min { $0.cost < $1.cost }?.cut
  }

  /// More than any cut costs.
  private static let forbidden = Int(Int32.max)

  /// A cut found in one pass: each element is cut itself, or all that lead to it are, whichever is cheaper.
  private func cut(
    in order: [Int], _ costs: [Int], from isSource: [Bool], to isSink: [Bool], leadingTo: [[Int]]
  ) -> [Int] {
    var costs = costs
    var isCutItself = [Bool](repeating: true, count: order.count)
    for element in order where !isSource[element] {
      let earlier = leadingTo[element].reduce(0) { min($0 + costs[$1], Self.forbidden) }
      if earlier < costs[element] { (costs[element], isCutItself[element]) = (earlier, false) }
    }
    var cut: [Int] = []
    var isSeen = [Bool](repeating: false, count: order.count)
    var open = order.filter { isSink[$0] }
    while let element = open.popLast() {
      guard !isSeen[element] else { continue }
      isSeen[element] = true
      if isCutItself[element] { cut.append(element) } else { open += leadingTo[element] }
    }
    return cut.sorted()
  }

  private func unique(_ elements: [Int]) -> [Int] { Set(elements).sorted() }
}
