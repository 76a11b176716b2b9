internal import Language

/// Where a pattern was found: the best way through it from one start.
struct Found: Sendable {
  /// From its first matched word to behind its last.
  var words: Range<Int>
  /// The words that its elements matched, in order; gaps and fillers left out.
  var matched: [Int]
  /// What its concepts took, outermost first.
  var captures: [(concept: Int, words: Range<Int>)]
  /// In halves: a word 2, a corrected word 1, a person phrase 2.
  var halves: Int
}

/// The longest phrase of a concept at one word.
struct ConceptHit: Sendable {
  var end: Int
  var found: Found
}

/// Searches one sentence for patterns.
///
/// Works with lists of places instead of trial and error: a pattern costs at most its elements times the places
/// that each can reach, so no pattern, however written, is exponential.
struct PatternSearch {
  private struct Place {
    var end: Int
    var halves: Int
    /// Where it came from: an element and the index in its places; -1 at a start.
    var previous: (element: Int, place: Int)
    var start: Int
  }

  private let matcher: Matcher
  private let utterance: Utterance
  private let sentence: Range<Int>
  private let fillerLengths: [Int8]
  private var conceptHits: [Int: ConceptHit?] = [:]

  init(matcher: Matcher, utterance: Utterance, sentence: Range<Int>) {
    self.matcher = matcher
    self.utterance = utterance
    self.sentence = sentence
    fillerLengths = matcher.fillers.isEmpty ? [] : matcher.fillers.lengths(in: utterance, sentence)
  }

  /// The numbers of the patterns worth trying, in order.
  mutating func candidates() -> [Int] {
    var seen = Set<Int32>()
    for word in sentence {
      let current = utterance.words[word]
      add(symbol: current.form.lemma, at: word, to: &seen)
      if current.form.surface != current.form.lemma { add(symbol: current.form.surface, at: word, to: &seen) }
      for alternative in current.alternatives {
        let form = utterance.alternatives[Int(alternative)]
        add(symbol: form.lemma, at: word, to: &seen)
        if form.surface != form.lemma { add(symbol: form.surface, at: word, to: &seen) }
      }
    }
    return seen.map(Int.init).sorted()
  }

  private mutating func add(symbol: SymbolID, at word: Int, to seen: inout Set<Int32>) {
    guard symbol != 0 else { return }
    seen.formUnion(matcher.index.patternsBySymbol[Int(symbol)])
    for concept in matcher.index.conceptsBySymbol[Int(symbol)] where conceptHit(Int(concept), at: word) != nil
    {
      seen.formUnion(matcher.index.patternsByConcept[Int(concept)])
    }
  }

  /// The best match of a program from each start, from left to right.
  mutating func matches(of program: PatternProgram) -> [Found] {
    starts(of: program).compactMap { best(of: program, from: $0) }
  }

  /// The words where a match may begin.
  private mutating func starts(of program: PatternProgram) -> [Int] {
    guard program.isAtSentenceStart else { return Array(sentence) }
    var starts: [Int] = []
    reach(from: sentence.lowerBound, gap: 0) { starts.append($0) }
    return starts
  }

  /// The match from one start with the most counted words, then the shortest.
  private mutating func best(of program: PatternProgram, from start: Int) -> Found? {
    var places = [[Place]](repeating: [], count: program.elements.count)
    var best: (element: Int, place: Int)?
    var bestHalves = 0
    var bestEnd = 0
    for element in program.elements.indices {
      if program.isStart[element], let (end, halves) = take(program.elements[element], at: start) {
        insert(Place(end: end, halves: halves, previous: (-1, -1), start: start), into: &places[element])
      }
      for edge in program.edges[element] {
        for (index, place) in places[edge.from].enumerated() {
          advance(
            from: place, (edge.from, index), along: edge, to: program.elements[element],
            into: &places[element])
        }
      }
      guard program.isEnd[element] else { continue }
      for (index, place) in places[element].enumerated()
      where !program.isAtSentenceEnd || isSentenceEnd(place.end) {
        if place.halves > bestHalves || (place.halves == bestHalves && place.end < bestEnd) {
          best = (element, index)
          bestHalves = place.halves
          bestEnd = place.end
        }
      }
    }
    return best.map { trace(program, places, from: $0) }
  }

  private mutating func advance(
    from place: Place, _ origin: (Int, Int), along edge: PatternProgram.Edge, to element: Element,
    into places: inout [Place]
  ) {
    var next: [Int] = []
    if edge.gap == PatternProgram.Edge.tight {
      if place.end < sentence.upperBound { next.append(place.end) }
    } else {
      reach(from: place.end, gap: edge.gap) { next.append($0) }
    }
    for word in next {
      guard let (end, halves) = take(element, at: word) else { continue }
      insert(
        Place(end: end, halves: place.halves + halves, previous: origin, start: word), into: &places)
    }
  }

  /// Keeps one place an end: the one that counts most.
  private func insert(_ place: Place, into places: inout [Place]) {
    if let index = places.firstIndex(where: { $0.end == place.end }) {
      if places[index].halves < place.halves { places[index] = place }
    } else {
      places.append(place)
    }
  }

  /// The words that can be reached from `word` over at most `gap` counted words; fillers are free.
  private func reach(from word: Int, gap: Int, _ body: (Int) -> Void) {
    guard !fillerLengths.isEmpty else {
      for next in word..<max(word, min(word + gap + 1, sentence.upperBound)) { body(next) }
      return
    }
    var costs: [Int] = [0]
    var offset = 0
    while offset < costs.count {
      let here = word + offset
      let cost = costs[offset]
      guard here < sentence.upperBound else { break }
      if cost <= gap {
        body(here)
        lower(&costs, at: offset + 1, to: cost + 1, limit: gap)
        let filler = Int(fillerLengths[here - sentence.lowerBound])
        if filler > 0 { lower(&costs, at: offset + filler, to: cost, limit: gap) }
      }
      offset += 1
    }
  }

  private func lower(_ costs: inout [Int], at offset: Int, to cost: Int, limit: Int) {
    guard cost <= limit else { return }
    while costs.count <= offset { costs.append(Int.max) }
    costs[offset] = min(costs[offset], cost)
  }

  /// Whether nothing but fillers follows.
  private func isSentenceEnd(_ word: Int) -> Bool {
    var word = word
    while word < sentence.upperBound {
      let filler = fillerLengths.isEmpty ? 0 : Int(fillerLengths[word - sentence.lowerBound])
      guard filler > 0 else { return false }
      word += filler
    }
    return true
  }

  /// Where an element ends if it takes the word, and what it counts.
  private mutating func take(_ element: Element, at word: Int) -> (end: Int, halves: Int)? {
    switch element {
    case .lemmas(let symbols):
      guard symbols.contains(where: { $0 != 0 && utterance.word(word, hasLemma: $0) }) else { return nil }
      return (word + 1, halves(of: word))
    case .surface(let symbol):
      return utterance.word(word, hasSurface: symbol) ? (word + 1, 2) : nil
    case .concept(let concept):
      guard let hit = conceptHit(concept, at: word) else { return nil }
      return (hit.end, hit.found.halves)
    }
  }

  private func halves(of word: Int) -> Int { utterance.words[word].correction >= 0 ? 1 : 2 }

  /// The longest phrase of a concept that begins at a word.
  mutating func conceptHit(_ concept: Int, at word: Int) -> ConceptHit? {
    let key = concept << 24 | (word - sentence.lowerBound)
    if let known = conceptHits[key] { return known }
    var longest: Found?
    for program in matcher.concepts[concept] {
      guard canBegin(program, at: word), let found = longestMatch(of: program, from: word) else { continue }
      if let current = longest, current.words.upperBound >= found.words.upperBound { continue }
      longest = found
    }
    let hit = longest.map { found -> ConceptHit in
      var found = found
      if matcher.isPersonConcept[concept] { found.halves = min(found.halves, 2) }
      return ConceptHit(end: found.words.upperBound, found: found)
    }
    conceptHits[key] = .some(hit)
    return hit
  }

  private func canBegin(_ program: PatternProgram, at word: Int) -> Bool {
    for element in program.elements.indices where program.isStart[element] {
      switch program.elements[element] {
      case .lemmas(let symbols):
        if symbols.contains(where: { utterance.word(word, hasLemma: $0) }) { return true }
      case .surface(let symbol): if utterance.word(word, hasSurface: symbol) { return true }
      case .concept: return true
      }
    }
    return false
  }

  /// The match from one start that reaches furthest.
  private mutating func longestMatch(of program: PatternProgram, from start: Int) -> Found? {
    if program.elements.count == 1 {
      guard let (end, halves) = take(program.elements[0], at: start) else { return nil }
      return trace(
        program, [[Place(end: end, halves: halves, previous: (-1, -1), start: start)]], from: (0, 0))
    }
    var places = [[Place]](repeating: [], count: program.elements.count)
    var furthest: (element: Int, place: Int)?
    var end = 0
    for element in program.elements.indices {
      if program.isStart[element], let (end, halves) = take(program.elements[element], at: start) {
        insert(Place(end: end, halves: halves, previous: (-1, -1), start: start), into: &places[element])
      }
      for edge in program.edges[element] {
        for (index, place) in places[edge.from].enumerated() {
          advance(
            from: place, (edge.from, index), along: edge, to: program.elements[element],
            into: &places[element])
        }
      }
      guard program.isEnd[element] else { continue }
      for (index, place) in places[element].enumerated() where place.end > end {
        furthest = (element, index)
        end = place.end
      }
    }
    return furthest.map { trace(program, places, from: $0) }
  }

  /// Follows a way back to its start.
  private mutating func trace(
    _ program: PatternProgram, _ places: [[Place]], from last: (element: Int, place: Int)
  ) -> Found {
    var matched: [Int] = []
    var captures: [(concept: Int, words: Range<Int>)] = []
    var current = last
    var start = 0
    while current.element >= 0 {
      let place = places[current.element][current.place]
      start = place.start
      if case .concept(let concept) = program.elements[current.element],
        let hit = conceptHit(concept, at: place.start)
      {
        matched += hit.found.matched.reversed()
        captures += hit.found.captures.reversed()
        captures.append((concept, hit.found.words))
      } else {
        matched.append(place.start)
      }
      current = place.previous
    }
    let final = places[last.element][last.place]
    return Found(
      words: start..<final.end, matched: matched.reversed(), captures: captures.reversed(),
      halves: final.halves)
  }
}
