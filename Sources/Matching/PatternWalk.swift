internal import Archive

/// The steps of walks through programs: lists of places instead of trial and error.
///
/// A stack: what a concept took is traced above the steps of the pattern.
struct PatternWalk {
  enum Goal { case mostCounted, longest }

  /// A way through a program as far as one element.
  struct Step {
    var start: Int32
    var end: Int32
    var halves: Int32
    var element: Int32
    /// Its predecessor in `steps`, or -1.
    var previous: Int32
  }

  private(set) var steps: [Step] = []
  /// For each element of the program at hand, where its steps begin, and behind them where the last one’s end.
  var firstSteps: [Int32]
  /// Where the steps of the last walk begin.
  var base = 0

  init(largestProgram: Int) {
    firstSteps = Array(repeating: 0, count: largestProgram + 1)
  }

  /// Where a way ends, and what it counts.
  func end(of step: Int) -> (end: Int, halves: Int32) { (Int(steps[step].end), steps[step].halves) }

  /// Forgets the last walk.
  mutating func drop() { drop(from: base) }

  /// Forgets the steps from this one on.
  mutating func drop(from base: Int) { steps.removeLast(steps.count - base) }

  /// Forgets every walk of the sentence.
  mutating func clear() { steps.removeAll(keepingCapacity: true) }

  /// Keeps one step an end: the one that counts most.
  mutating func insert(_ step: Step, from first: Int) {
    for index in first..<steps.count where steps[index].end == step.end {
      if steps[index].halves < step.halves { steps[index] = step }
      return
    }
    steps.append(step)
  }

  func isBetter(_ index: Int, than best: Int, _ goal: Goal) -> Bool {
    guard best >= 0 else { return true }
    let (step, known) = (steps[index], steps[best])
    switch goal {
    case .mostCounted:
      return step.halves > known.halves || (step.halves == known.halves && step.end < known.end)
    case .longest: return step.end > known.end || (step.end == known.end && step.halves > known.halves)
    }
  }
}

extension PatternSearch {
  /// The best complete way of a program from one start; nil where there is none.
  ///
  /// Its steps stay until they are dropped or cleared. It costs at most the program’s edges times the places that each can
  /// reach.
  mutating func best(of program: Int32, from start: Int, _ goal: PatternWalk.Goal) -> Int? {
    let record = matcher.table.programs[Int(program)]
    walk.base = walk.steps.count
    var best = -1
    // No element behind this one can be reached.
    var furthest = Int(record.lastStart)
    for offset in 0..<Int(record.count) where offset <= furthest {
      let element = matcher.table.elements[Int(record.first) + offset]
      let first = walk.steps.count
      walk.firstSteps[offset] = Int32(first)
      let places = sentence.places(of: element.wordClass)
      if places != 0 {
        begin(element, offset, at: start, places, from: first)
        for edge in element.edges {
          follow(matcher.table.edges[edge], to: element.wordClass, Int32(offset), places, from: first)
        }
      }
      walk.firstSteps[offset + 1] = Int32(walk.steps.count)
      guard walk.steps.count > first else { continue }
      furthest = max(furthest, Int(element.furthest))
      guard element.isEnd else { continue }
      for index in first..<walk.steps.count where walk.isBetter(index, than: best, goal) {
        if !record.isAtSentenceEnd || isSentenceEnd(walk.steps[index].end) { best = index }
      }
    }
    if best < 0 { walk.drop() }
    return best < 0 ? nil : best
  }

  /// The first step of a way, where the element may begin one at this place.
  private mutating func begin(
    _ element: ProgramTable.ElementRecord, _ offset: Int, at start: Int, _ places: Places, from first: Int
  ) {
    guard element.isStart, places & (1 &<< Places(truncatingIfNeeded: start)) != 0 else { return }
    let (end, halves) = take(element.wordClass, at: start)
    walk.insert(
      .init(start: Int32(start), end: end, halves: halves, element: Int32(offset), previous: -1), from: first)
  }

  private func isSentenceEnd(_ place: Int32) -> Bool {
    sentence.fillers.sentenceEnd(sentence.count) & (1 &<< Places(truncatingIfNeeded: place)) != 0
  }

  /// Where a class that takes a place ends, and what it counts.
  @inline(__always)
  private func take(_ wordClass: ClassCode, at place: Int) -> (end: Int32, halves: Int32) {
    guard let concept = wordClass.concept(of: matcher.isPersonConcept.count) else {
      return (Int32(place + 1), sentence.halves(at: place))
    }
    let hit = sentence.hit(of: Int32(concept), at: place)
    return (hit.end, matcher.isPersonConcept[concept] ? min(hit.halves, 2) : hit.halves)
  }

  private mutating func follow(
    _ edge: ProgramTable.EdgeRecord, to wordClass: ClassCode, _ offset: Int32, _ places: Places,
    from first: Int
  ) {
    for index in Int(walk.firstSteps[Int(edge.from)])..<Int(walk.firstSteps[Int(edge.from) + 1]) {
      let step = walk.steps[index]
      let behind: Places = 1 &<< Places(truncatingIfNeeded: step.end)
      let reached =
        edge.gap == Int16(PatternProgram.Edge.tight)
        ? behind : sentence.fillers.spread(behind, gap: Int(edge.gap))
      for place in BitPlaces(rest: reached & places) {
        let (end, halves) = take(wordClass, at: place)
        walk.insert(
          .init(
            start: Int32(place), end: end, halves: step.halves + halves, element: offset,
            previous: Int32(index)), from: first)
      }
    }
  }

  // MARK: - What was matched

  /// Follows a way back to its start.
  mutating func trace(_ step: Int, of program: Int32) -> Found {
    var way: [PatternWalk.Step] = []
    var index = Int32(step)
    while index >= 0 {
      way.append(walk.steps[Int(index)])
      index = walk.steps[Int(index)].previous
    }
    let record = matcher.table.programs[Int(program)]
    var found = Found(
      words: (sentence.first + Int(way.last?.start ?? 0))..<(sentence.first + Int(way.first?.end ?? 0)),
      matched: [],
      captures: [], halves: Int(way.first?.halves ?? 0))
    for step in way.reversed() {
      let wordClass = matcher.table.elements[Int(record.first + step.element)].wordClass
      guard let concept = wordClass.concept(of: matcher.isPersonConcept.count) else {
        found.matched.append(sentence.first + Int(step.start))
        continue
      }
      found.captures.append(
        (concept, (sentence.first + Int(step.start))..<(sentence.first + Int(step.end))))
      add(phraseOf: Int32(concept), at: Int(step.start), to: &found)
    }
    return found
  }

  /// Adds what a concept’s longest phrase matched.
  private mutating func add(phraseOf concept: Int32, at place: Int, to found: inout Found) {
    let hit = sentence.hit(of: concept, at: place)
    guard hit.program >= 0, let step = best(of: hit.program, from: place, .longest) else {
      found.matched.append(sentence.first + place)
      return
    }
    let base = walk.base
    let inner = trace(step, of: hit.program)
    walk.drop(from: base)
    found.matched += inner.matched
    found.captures += inner.captures
  }
}
