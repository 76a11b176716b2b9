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

/// Searches sentences for the patterns of one matcher.
///
/// Works with lists of places instead of trial and error: a pattern costs at most its elements times the places
/// that each can reach, so no pattern, however written, is exponential. The storage is kept between sentences.
struct PatternSearch {
  /// A way through a program as far as one element.
  private struct Place {
    var start: Int32
    var end: Int32
    var halves: Int32
    var element: Int32
    /// Its predecessor in `places`, or -1.
    var previous: Int32
  }

  private enum Goal { case mostCounted, longest }

  private let matcher: Matcher
  private var utterance = Utterance()
  private var sentence = 0..<0
  private var fillers: [UInt32] = []
  private var hasFillers = false
  private var fillerCounts: [Int] = []
  private var conceptHits = ConceptHitTable()
  /// A stack: a concept inside a pattern works above the pattern’s own places.
  private var places: [Place] = []
  private var firstPlace: [Int32] = []
  private var hits: [(pattern: Int32, from: Int32, to: Int32)] = []
  private var reachable: [Int32] = []

  init(matcher: Matcher) {
    self.matcher = matcher
  }

  /// Every pattern’s best match from each start in a sentence, by pattern, then from left to right.
  mutating func search(
    _ sentence: Range<Int>, of utterance: Utterance, found: (_ pattern: Int, Found) -> Void
  ) {
    self.utterance = utterance
    self.sentence = sentence
    hasFillers = matcher.fillers.find(in: utterance, sentence, into: &fillers)
    if hasFillers { countFillers() }
    conceptHits.removeAll()
    hits.removeAll(keepingCapacity: true)
    for word in sentence { collectHits(at: word) }
    hits.sort { ($0.pattern, $0.from) < ($1.pattern, $1.from) }
    var index = 0
    while index < hits.count {
      let pattern = hits[index].pattern
      var next = Int(hits[index].from)
      while index < hits.count, hits[index].pattern == pattern {
        next = max(next, Int(hits[index].from))
        while next <= Int(hits[index].to) {
          if let match = best(of: matcher.patterns[Int(pattern)].program, from: next) {
            found(Int(pattern), match)
          }
          next += 1
        }
        index += 1
      }
    }
  }

  /// Puts into `fillerCounts`, for each word, how many words before it are of fillers.
  private mutating func countFillers() {
    fillerCounts.removeAll(keepingCapacity: true)
    var count = 0
    for lengths in fillers {
      fillerCounts.append(count)
      if lengths != 0 { count += 31 - lengths.leadingZeroBitCount }
    }
  }

  // MARK: - What to try

  private mutating func collectHits(at word: Int) {
    let current = utterance.words[word]
    collectHits(of: current.form, at: word)
    for alternative in current.alternatives {
      collectHits(of: utterance.alternatives[Int(alternative)], at: word)
    }
  }

  private mutating func collectHits(of form: WordForm, at word: Int) {
    collectHits(of: form.lemma, at: word)
    if form.surface != form.lemma { collectHits(of: form.surface, at: word) }
  }

  private mutating func collectHits(of symbol: SymbolID, at word: Int) {
    guard symbol != 0 else { return }
    for posting in matcher.index.patternsBySymbol[Int(symbol)] { add(posting, at: word) }
    for entry in matcher.concepts.entries[Int(symbol)] where matcher.index.isAnchor[Int(entry.concept)] {
      guard conceptEnd(entry.concept, at: word) != nil else { continue }
      for posting in matcher.index.patternsByConcept[Int(entry.concept)] { add(posting, at: word) }
    }
  }

  private mutating func add(_ posting: PatternIndex.Posting, at word: Int) {
    let program = matcher.table.programs[Int(matcher.patterns[Int(posting.pattern)].program)]
    // Fillers cost nothing: each moves the earliest start one word further left.
    let reach = Int(posting.reach) + (hasFillers ? fillerCounts[word - sentence.lowerBound] : 0)
    let from = max(sentence.lowerBound, word - reach)
    if program.isAtSentenceStart {
      guard from == sentence.lowerBound else { return }
      hits.append((posting.pattern, Int32(from), Int32(from)))
    } else {
      hits.append((posting.pattern, Int32(from), Int32(word)))
    }
  }

  // MARK: - Walking through a program

  /// The match from one start with the most counted words, then the shortest.
  ///
  /// For a pattern that begins with `^` the start is the first word behind skipped fillers.
  private mutating func best(of program: Int32, from start: Int) -> Found? {
    if matcher.table.programs[Int(program)].isAtSentenceStart {
      var starts: [Int] = []
      reach(from: start, gap: 0)
      for word in reachable { starts.append(Int(word)) }
      for word in starts { if let found = walk(program, from: word, .mostCounted) { return found } }
      return nil
    }
    return walk(program, from: start, .mostCounted)
  }

  private mutating func walk(_ program: Int32, from start: Int, _ goal: Goal) -> Found? {
    let base = places.count
    guard let last = run(program, from: start, goal) else { return nil }
    let found = trace(last, program)
    places.removeLast(places.count - base)
    return found
  }

  /// Fills `places` with every way from a start, and gives the best that is complete.
  ///
  /// Without one, `places` is as it was.
  private mutating func run(_ program: Int32, from start: Int, _ goal: Goal) -> Int? {
    let record = matcher.table.programs[Int(program)]
    guard begins(record, at: start) else { return nil }
    let base = places.count
    let firstBase = firstPlace.count
    var best = -1
    for offset in 0..<Int(record.count) {
      let element = matcher.table.elements[Int(record.first) + offset]
      let first = places.count
      firstPlace.append(Int32(first))
      if element.isStart, let (end, halves) = take(element, at: start) {
        insert(
          Place(start: Int32(start), end: Int32(end), halves: halves, element: Int32(offset), previous: -1),
          from: first)
      }
      for edge in Int(element.firstEdge)..<Int(element.firstEdge + element.edgeCount) {
        follow(matcher.table.edges[edge], to: element, Int32(offset), firstBase: firstBase, from: first)
      }
      guard element.isEnd else { continue }
      for index in first..<places.count where isComplete(index, record) && isBetter(index, than: best, goal) {
        best = index
      }
    }
    firstPlace.removeLast(firstPlace.count - firstBase)
    guard best >= 0 else {
      places.removeLast(places.count - base)
      return nil
    }
    return best
  }

  private mutating func begins(_ record: ProgramTable.Program, at word: Int) -> Bool {
    for offset in 0..<Int(record.count) {
      let element = matcher.table.elements[Int(record.first) + offset]
      if element.isStart, take(element, at: word) != nil { return true }
    }
    return false
  }

  private func isComplete(_ index: Int, _ record: ProgramTable.Program) -> Bool {
    !record.isAtSentenceEnd || isSentenceEnd(Int(places[index].end))
  }

  private func isBetter(_ index: Int, than best: Int, _ goal: Goal) -> Bool {
    guard best >= 0 else { return true }
    switch goal {
    case .mostCounted:
      return places[index].halves > places[best].halves
        || (places[index].halves == places[best].halves && places[index].end < places[best].end)
    case .longest:
      return places[index].end > places[best].end
        || (places[index].end == places[best].end && places[index].halves > places[best].halves)
    }
  }

  private mutating func follow(
    _ edge: ProgramTable.EdgeRecord, to element: ProgramTable.ElementRecord, _ offset: Int32, firstBase: Int,
    from first: Int
  ) {
    let origin = firstBase + Int(edge.from)
    let begin = Int(firstPlace[origin])
    let end = Int(firstPlace[origin + 1])
    for index in begin..<end {
      let place = places[index]
      if edge.gap == Int32(PatternProgram.Edge.tight) {
        extend(place, index, to: element, offset, at: Int(place.end), from: first)
      } else if !hasFillers {
        var word = Int(place.end)
        let last = min(word + Int(edge.gap), sentence.upperBound - 1)
        while word <= last {
          extend(place, index, to: element, offset, at: word, from: first)
          word += 1
        }
      } else {
        reach(from: Int(place.end), gap: Int(edge.gap))
        let words = reachable
        for word in words { extend(place, index, to: element, offset, at: Int(word), from: first) }
      }
    }
  }

  private mutating func extend(
    _ place: Place, _ index: Int, to element: ProgramTable.ElementRecord, _ offset: Int32, at word: Int,
    from first: Int
  ) {
    guard word < sentence.upperBound, let (end, halves) = take(element, at: word) else { return }
    insert(
      Place(
        start: Int32(word), end: Int32(end), halves: place.halves + halves, element: offset,
        previous: Int32(index)),
      from: first)
  }

  /// Keeps one place an end: the one that counts most.
  private mutating func insert(_ place: Place, from first: Int) {
    for index in first..<places.count where places[index].end == place.end {
      if places[index].halves < place.halves { places[index] = place }
      return
    }
    places.append(place)
  }

  /// Puts into `reachable` the words that lie at most `gap` counted words behind one; fillers are free.
  private mutating func reach(from word: Int, gap: Int) {
    reachable.removeAll(keepingCapacity: true)
    var costs: [Int] = [0]
    var offset = 0
    while offset < costs.count, word + offset < sentence.upperBound {
      let cost = costs[offset]
      if cost <= gap {
        reachable.append(Int32(word + offset))
        Self.lower(&costs, at: offset + 1, to: cost + 1, limit: gap)
        var lengths = hasFillers ? fillers[word + offset - sentence.lowerBound] : 0
        while lengths != 0 {
          Self.lower(&costs, at: offset + lengths.trailingZeroBitCount, to: cost, limit: gap)
          lengths &= lengths - 1
        }
      }
      offset += 1
    }
  }

  private static func lower(_ costs: inout [Int], at offset: Int, to cost: Int, limit: Int) {
    guard cost <= limit else { return }
    while costs.count <= offset { costs.append(Int.max) }
    costs[offset] = min(costs[offset], cost)
  }

  /// Whether nothing but fillers follows.
  private func isSentenceEnd(_ word: Int) -> Bool {
    guard word < sentence.upperBound else { return true }
    var lengths = hasFillers ? fillers[word - sentence.lowerBound] : 0
    while lengths != 0 {
      if isSentenceEnd(word + lengths.trailingZeroBitCount) { return true }
      lengths &= lengths - 1
    }
    return false
  }

  /// Where an element ends if it takes the word, and what it counts.
  private mutating func take(_ element: ProgramTable.ElementRecord, at word: Int) -> (
    end: Int, halves: Int32
  )? {
    switch element.kind {
    case .lemma: return utterance.word(word, hasLemma: element.value) ? (word + 1, halves(of: word)) : nil
    case .lemmas: return hasLemma(of: element, at: word) ? (word + 1, halves(of: word)) : nil
    case .surface: return utterance.word(word, hasSurface: element.value) ? (word + 1, 2) : nil
    case .concept: return conceptEnd(element.value, at: word)
    }
  }

  private func hasLemma(of element: ProgramTable.ElementRecord, at word: Int) -> Bool {
    let current = utterance.words[word]
    if matcher.table.contains(current.form.lemma, from: element.value, count: element.symbolCount) {
      return true
    }
    return current.alternatives.contains {
      matcher.table.contains(
        utterance.alternatives[Int($0)].lemma, from: element.value, count: element.symbolCount)
    }
  }

  private func halves(of word: Int) -> Int32 { utterance.words[word].correction >= 0 ? 1 : 2 }

  // MARK: - Concepts

  /// Where the longest phrase of a concept that begins at a word ends, and what it counts.
  private mutating func conceptEnd(_ concept: Int32, at word: Int) -> (end: Int, halves: Int32)? {
    let key = ConceptHitTable.key(concept, word - sentence.lowerBound)
    if let known = conceptHits.find(key) { return known.end < 0 ? nil : (Int(known.end), known.halves) }
    var longest: (program: Int32, end: Int32, halves: Int32)?
    let current = utterance.words[word]
    tryPhrases(of: concept, beginningWith: current.form, at: word, &longest)
    for alternative in current.alternatives {
      tryPhrases(of: concept, beginningWith: utterance.alternatives[Int(alternative)], at: word, &longest)
    }
    guard let (program, end, halves) = longest else {
      conceptHits.insert(key, .init(program: -1, end: -1, halves: 0))
      return nil
    }
    let counted = matcher.isPersonConcept[Int(concept)] ? min(halves, 2) : halves
    conceptHits.insert(key, .init(program: program, end: end, halves: counted))
    return (Int(end), counted)
  }

  private mutating func tryPhrases(
    of concept: Int32, beginningWith form: WordForm, at word: Int,
    _ longest: inout (program: Int32, end: Int32, halves: Int32)?
  ) {
    tryPhrases(of: concept, beginningWith: form.lemma, at: word, &longest)
    if form.surface != form.lemma { tryPhrases(of: concept, beginningWith: form.surface, at: word, &longest) }
  }

  private mutating func tryPhrases(
    of concept: Int32, beginningWith symbol: SymbolID, at word: Int,
    _ longest: inout (program: Int32, end: Int32, halves: Int32)?
  ) {
    guard symbol != 0, let entry = matcher.concepts.entry(of: concept, beginningWith: symbol) else { return }
    for index in Int(entry.first)..<Int(entry.first + entry.count) {
      let program = matcher.concepts.phrases[index]
      let base = places.count
      guard let last = run(program, from: word, .longest) else { continue }
      let place = places[last]
      places.removeLast(places.count - base)
      if let known = longest, (known.end, known.halves) >= (place.end, place.halves) { continue }
      longest = (program, place.end, place.halves)
    }
  }

  // MARK: - What was matched

  /// Follows a way back to its start.
  private mutating func trace(_ last: Int, _ program: Int32) -> Found {
    let record = matcher.table.programs[Int(program)]
    var matched: [Int] = []
    var captures: [(concept: Int, words: Range<Int>)] = []
    var way: [Place] = []
    var index = Int32(last)
    while index >= 0 {
      way.append(places[Int(index)])
      index = places[Int(index)].previous
    }
    for place in way.reversed() {
      let element = matcher.table.elements[Int(record.first + place.element)]
      guard element.kind == .concept else {
        matched.append(Int(place.start))
        continue
      }
      captures.append((Int(element.value), Int(place.start)..<Int(place.end)))
      let inner = phrase(of: element.value, at: Int(place.start))
      matched += inner.matched
      captures += inner.captures
    }
    let start = Int(way.last?.start ?? 0)
    return Found(
      words: start..<Int(places[last].end), matched: matched, captures: captures,
      halves: Int(places[last].halves))
  }

  /// What a concept’s longest phrase matched.
  private mutating func phrase(of concept: Int32, at word: Int) -> Found {
    let key = ConceptHitTable.key(concept, word - sentence.lowerBound)
    guard let hit = conceptHits.find(key), hit.program >= 0,
      let found = walk(hit.program, from: word, .longest)
    else {
      return Found(words: word..<(word + 1), matched: [word], captures: [], halves: 2)
    }
    return found
  }
}
