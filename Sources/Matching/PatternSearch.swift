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
/// The places of a sentence are the bits of one integer, so that a candidate is refused or let through with a few
/// shifts; the candidates that an index on rare words and pairs of words gives are tried level by level,
/// concepts before the programs that speak of them. What is let through is walked once more for its best way.
/// No pattern, however written, is exponential. The storage is kept between sentences, and cleared by counting up.
struct PatternSearch<Places: FixedWidthInteger & UnsignedInteger & Sendable>: ~Copyable {
  /// The most words of a sentence: one bit more says what ends behind the last.
  static var mostWords: Int { Places.bitWidth - 2 }

  let matcher: Matcher
  /// The first word of the sentence; bit 0 of all places.
  private(set) var first = 0
  private(set) var count = 0
  private var generation: UInt32 = 0
  /// Symbol → its places; what is set is cleared behind each sentence.
  private var lemmaPlaces: [Places]
  private var surfacePlaces: [Places]
  private var presentLemmas: [SymbolID] = []
  private var presentSurfaces: [SymbolID] = []
  /// Class → its places, where they are known.
  private var classPlaces: [Places]
  /// The classes whose places in this sentence are known, as bits: they fit into the nearest cache.
  private var knownClasses: [UInt64]
  /// The classes that are looked up when they are asked for; of the others none but the known take a word.
  private let unmarkedClasses: [UInt64]
  /// Concept → those of its places where a phrase of more than one word was found.
  private var longPlaces: [Places]
  private var conceptHits = ConceptHitTable()
  /// The concepts that were found, by the level at which all their places are known.
  private var foundConcepts: [[Int32]]
  private var candidates: [[Candidate]]
  private var candidateStamps: [UInt32]
  private var foundPatterns: [Int32] = []
  private var sightings: [Sighting] = []
  private var firstHalves: [PairHalf] = []
  private var secondHalves: [PairHalf] = []
  private(set) var fillers = FillerPlaces<Places>()
  /// The words taken by a correction.
  private(set) var correctedPlaces: Places = 0
  /// For each element of the program at hand, where its matches end.
  private var ends: [Places]
  var walk = PatternWalk()

  init(matcher: Matcher) {
    self.matcher = matcher
    lemmaPlaces = Array(repeating: 0, count: matcher.vocabulary.count)
    surfacePlaces = Array(repeating: 0, count: matcher.vocabulary.count)
    classPlaces = Array(repeating: 0, count: matcher.table.classes.count)
    unmarkedClasses = matcher.table.unmarkedClasses
    knownClasses = Array(repeating: 0, count: unmarkedClasses.count)
    longPlaces = Array(repeating: 0, count: matcher.index.conceptLevels.count)
    foundConcepts = Array(repeating: [], count: matcher.table.highestLevel + 1)
    candidates = Array(repeating: [], count: matcher.table.highestLevel + 1)
    candidateStamps = Array(repeating: 0, count: matcher.table.programs.count)
    ends = Array(repeating: 0, count: max(1, matcher.table.largestProgram))
    walk.firstSteps = Array(repeating: 0, count: matcher.table.largestProgram + 1)
  }

  /// The matches of a sentence that hold, by their starts, then by pattern.
  ///
  /// For each owner of patterns from left to right the earliest start holds, then the most counted words, then the
  /// shortest; then on behind it.
  ///
  /// - Precondition: The sentence has at most `mostWords` words.
  mutating func search(
    _ sentence: Range<Int>, of utterance: borrowing Utterance, found: (_ pattern: Int, Found) -> Void
  ) {
    begin(sentence)
    for word in sentence { note(word, of: utterance) }
    fillers.find(in: utterance, sentence, by: matcher.fillers)
    collectPairs()
    collectWords()
    for level in candidates.indices { searchLevel(level) }
    sightFoundPatterns()
    keepLeftmost()
    for sighting in sightings {
      found(Int(sighting.pattern), trace(Int(sighting.step), of: sighting.pattern))
    }
    walk.clear()
    clear()
  }

  /// Notes every found pattern’s best way from each of its starts; the ways are kept until the sentence is done.
  private mutating func sightFoundPatterns() {
    sightings.removeAll(keepingCapacity: true)
    for pattern in foundPatterns {
      for start in starts(of: Int(pattern)) {
        guard let step = best(of: pattern, from: start, .mostCounted) else { continue }
        let (end, halves) = walk.end(of: step)
        sightings.append(
          Sighting(
            owner: matcher.ownerNumbers[Int(pattern)], pattern: pattern, start: Int32(start),
            end: Int32(end), halves: halves, step: Int32(step)))
        if matcher.table.programs[Int(pattern)].isAtSentenceStart { break }
      }
    }
  }

  /// Leaves of each owner’s matches those that do not overlap one further left.
  private mutating func keepLeftmost() {
    sightings.sort { $0.isBefore($1) }
    var owner: Int32 = -1
    var end: Int32 = 0
    sightings.removeAll { sighting in
      if sighting.owner != owner { (owner, end) = (sighting.owner, 0) }
      guard sighting.start >= end else { return true }
      end = sighting.end
      return false
    }
    sightings.sort { ($0.start, $0.pattern) < ($1.start, $1.pattern) }
  }

  // MARK: - The words of the sentence

  private mutating func begin(_ sentence: Range<Int>) {
    first = sentence.lowerBound
    count = sentence.count
    precondition(count <= Self.mostWords)
    generation &+= 1
    if generation == 0 { restart() }
    conceptHits.removeAll()
    foundPatterns.removeAll(keepingCapacity: true)
    firstHalves.removeAll(keepingCapacity: true)
    secondHalves.removeAll(keepingCapacity: true)
    correctedPlaces = 0
    for index in knownClasses.indices { knownClasses[index] = 0 }
  }

  /// Makes all stamps old, once in four thousand million sentences.
  private mutating func restart() {
    generation = 1
    for index in candidateStamps.indices { candidateStamps[index] = 0 }
  }

  private mutating func clear() {
    for symbol in presentLemmas { lemmaPlaces[Int(symbol)] = 0 }
    for symbol in presentSurfaces { surfacePlaces[Int(symbol)] = 0 }
    presentLemmas.removeAll(keepingCapacity: true)
    presentSurfaces.removeAll(keepingCapacity: true)
  }

  private mutating func note(_ word: Int, of utterance: borrowing Utterance) {
    let current = utterance.words[word]
    let isCorrected = current.correction >= 0
    if isCorrected { correctedPlaces |= 1 &<< Places(truncatingIfNeeded: word - first) }
    note(current.form, at: word - first, isCorrected: isCorrected)
    for alternative in current.alternatives {
      note(utterance.alternatives[Int(alternative)], at: word - first, isCorrected: isCorrected)
    }
  }

  /// Marks the places of a word’s lemma and, where it was typed so, of its surface.
  @inline(__always)
  private mutating func note(_ form: WordForm, at place: Int, isCorrected: Bool) {
    if form.lemma != 0 { noteLemma(form.lemma, at: place) }
    if form.surface != 0, !isCorrected { noteSurface(form.surface, at: place) }
  }

  private mutating func noteLemma(_ symbol: SymbolID, at place: Int) {
    let bit: Places = 1 &<< Places(truncatingIfNeeded: place)
    let old = lemmaPlaces[Int(symbol)]
    guard old & bit == 0 else { return }
    lemmaPlaces[Int(symbol)] = old | bit
    let record = matcher.index.lemmas.records[Int(symbol)]
    for index in record.firstClass..<matcher.index.lemmas.records[Int(symbol) + 1].firstClass {
      mark(matcher.index.lemmas.classes[Int(index)], bit)
    }
    if !record.role.isEmpty { notePairWord(.lemma(symbol), record.role, at: place) }
    if old == 0 { presentLemmas.append(symbol) }
  }

  private mutating func noteSurface(_ symbol: SymbolID, at place: Int) {
    let bit: Places = 1 &<< Places(truncatingIfNeeded: place)
    let old = surfacePlaces[Int(symbol)]
    guard old & bit == 0 else { return }
    surfacePlaces[Int(symbol)] = old | bit
    let record = matcher.index.surfaces.records[Int(symbol)]
    for index in record.firstClass..<matcher.index.surfaces.records[Int(symbol) + 1].firstClass {
      mark(matcher.index.surfaces.classes[Int(index)], bit)
    }
    if !record.role.isEmpty { notePairWord(.surface(symbol), record.role, at: place) }
    if old == 0 { presentSurfaces.append(symbol) }
  }

  /// Adds a place to a class.
  @inline(__always)
  private mutating func mark(_ wordClass: Int32, _ bit: Places) {
    let number = Int(wordClass)
    guard !isKnown(number) else {
      classPlaces[number] |= bit
      return
    }
    know(number, bit)
    if number < longPlaces.count {
      longPlaces[number] = 0
      foundConcepts[Int(matcher.index.conceptLevels[number])].append(wordClass)
    }
  }

  @inline(__always)
  private func isKnown(_ number: Int) -> Bool {
    knownClasses[number >> 6] & 1 &<< UInt64(truncatingIfNeeded: number & 63) != 0
  }

  @inline(__always)
  private mutating func know(_ number: Int, _ places: Places) {
    knownClasses[number >> 6] |= 1 &<< UInt64(truncatingIfNeeded: number & 63)
    classPlaces[number] = places
  }

  // MARK: - Candidates

  @inline(__always)
  private mutating func notePairWord(_ word: PairWord, _ role: WordPairTable.Role, at place: Int) {
    if role.contains(.first) {
      firstHalves.append(.init(hash: word.hashAsFirst, place: Int32(place), code: word.code))
    }
    if role.contains(.second) {
      secondHalves.append(.init(hash: word.hashAsSecond, place: Int32(place), code: word.code))
    }
  }

  /// Tries every two words that stand as closely as those of pairs may.
  private mutating func collectPairs() {
    let reach = Int32(matcher.index.byPair.reach + 1 + fillers.count)
    var begin = 0
    for half in firstHalves {
      while begin < secondHalves.count, secondHalves[begin].place <= half.place { begin += 1 }
      for index in begin..<secondHalves.count {
        let second = secondHalves[index]
        guard second.place - half.place <= reach else { break }
        if matcher.index.byPair.mayHold(half.hash &+ second.hash) { proposePair(half, second) }
      }
    }
  }

  /// Tries the programs that have a word of the sentence for their anchor.
  private mutating func collectWords() {
    for symbol in presentLemmas {
      let records = matcher.index.lemmas.records
      for index in records[Int(symbol)].firstPosting..<records[Int(symbol) + 1].firstPosting {
        propose(matcher.index.lemmas.postings[Int(index)])
      }
    }
    for symbol in presentSurfaces {
      let records = matcher.index.surfaces.records
      for index in records[Int(symbol)].firstPosting..<records[Int(symbol) + 1].firstPosting {
        propose(matcher.index.surfaces.postings[Int(index)])
      }
    }
  }

  private mutating func proposePair(_ first: PairHalf, _ second: PairHalf) {
    let range = matcher.index.byPair.range(of: first.code, second.code, hash: first.hash &+ second.hash)
    for posting in range { propose(matcher.index.byPair.postings[posting]) }
  }

  /// Puts a program on the list of its level, unless a word that it needs is missing.
  @inline(__always)
  private mutating func propose(_ posting: PatternIndex.Posting) {
    guard isThere(posting.words.0), isThere(posting.words.1) else { return }
    candidates[Int(posting.level)].append(Candidate(program: posting.program, concepts: posting.concepts))
  }

  /// Whether a class that a posting needs has a place; -1 needs none.
  @inline(__always)
  private mutating func isThere(_ wordClass: Int32) -> Bool { wordClass < 0 || places(of: wordClass) != 0 }

  private mutating func searchLevel(_ level: Int) {
    var index = 0
    while index < candidates[level].count {
      let candidate = candidates[level][index]
      let program = candidate.program
      index += 1
      guard candidateStamps[Int(program)] != generation, isThere(candidate.concepts.0),
        isThere(candidate.concepts.1)
      else { continue }
      candidateStamps[Int(program)] = generation
      guard isAnyOfEachThere(in: program), canMatch(program) else { continue }
      let concept = matcher.table.programs[Int(program)].concept
      if concept < 0 { foundPatterns.append(program) } else { notePhrase(program, of: concept) }
    }
    candidates[level].removeAll(keepingCapacity: true)
    index = 0
    while index < foundConcepts[level].count {
      for posting in matcher.index.byConcept.range(of: Int(foundConcepts[level][index])) {
        propose(matcher.index.byConcept.values[posting])
      }
      index += 1
    }
    foundConcepts[level].removeAll(keepingCapacity: true)
  }

  /// Notes where a phrase of several elements was found, the longest from each start.
  private mutating func notePhrase(_ program: Int32, of concept: Int32) {
    for start in starts(of: Int(program)) {
      guard let place = best(of: program, from: start, .longest) else { continue }
      let (end, halves) = walk.end(of: place)
      walk.drop()
      let bit: Places = 1 &<< Places(truncatingIfNeeded: start)
      let key = ConceptHitTable.key(concept, start)
      let known = placesOfConcept(concept) & bit == 0 ? nil : hit(of: concept, at: start)
      if let known, (known.end, known.halves) > (Int32(end), halves) { continue }
      if let known, (known.end, known.halves) == (Int32(end), halves), known.program < program { continue }
      mark(concept, bit)
      longPlaces[Int(concept)] |= bit
      conceptHits.set(key, .init(program: program, end: Int32(end), halves: halves))
    }
  }

  private func placesOfConcept(_ concept: Int32) -> Places {
    isKnown(Int(concept)) ? classPlaces[Int(concept)] : 0
  }

  // MARK: - What elements take

  /// Where a class takes a word, or a concept begins.
  ///
  /// For a concept the places are complete behind its level.
  @inline(__always)
  mutating func places(of wordClass: Int32) -> Places {
    let number = Int(wordClass)
    if isKnown(number) { return classPlaces[number] }
    let isMarked = unmarkedClasses[number >> 6] & 1 &<< UInt64(truncatingIfNeeded: number & 63) == 0
    return isMarked ? 0 : lookUp(number)
  }

  private mutating func lookUp(_ number: Int) -> Places {
    let record = matcher.table.classes[number]
    var places: Places = 0
    for index in Int(record.first)..<Int(record.first + record.count) {
      let symbol = Int(matcher.table.symbols[index])
      switch record.kind {
      case .lemmas: places |= lemmaPlaces[symbol]
      case .surfaces: places |= surfacePlaces[symbol]
      case .concept: break
      }
    }
    know(number, places)
    return places
  }

  /// The longest phrase of a concept that begins at one of its places.
  func hit(of concept: Int32, at place: Int) -> ConceptHitTable.Hit {
    let bit: Places = 1 &<< Places(truncatingIfNeeded: place)
    if longPlaces[Int(concept)] & bit != 0, let hit = conceptHits.find(ConceptHitTable.key(concept, place)) {
      return hit
    }
    return .init(program: -1, end: Int32(place + 1), halves: halves(at: place))
  }

  /// What a word counts.
  @inline(__always)
  func halves(at place: Int) -> Int32 {
    correctedPlaces & (1 &<< Places(truncatingIfNeeded: place)) == 0 ? 2 : 1
  }

  /// Where an element ends that begins at some of the places that it takes.
  @inline(__always)
  private func endsBehind(_ wordClass: Int32, _ taken: Places) -> Places {
    guard Int(wordClass) < longPlaces.count, taken != 0 else { return taken &<< 1 }
    let long = taken & longPlaces[Int(wordClass)]
    var ends = (taken & ~long) &<< 1
    var rest = long
    while rest != 0 {
      ends |= 1 &<< Places(truncatingIfNeeded: hit(of: wordClass, at: rest.trailingZeroBitCount).end)
      rest &= rest &- 1
    }
    return ends
  }

  // MARK: - Trying a program

  /// Whether of each set of classes that every way through a program takes one of, one has a place.
  private mutating func isAnyOfEachThere(in program: Int32) -> Bool {
    let record = matcher.table.programs[Int(program)]
    var isThere = false
    for index in Int(record.firstNeed)..<Int(record.firstNeed + record.needCount) {
      let wordClass = matcher.table.needs[index]
      if wordClass < 0 {
        guard isThere else { return false }
        isThere = false
      } else if !isThere {
        isThere = places(of: wordClass) != 0
      }
    }
    return true
  }

  /// Whether a program matches anywhere in the sentence.
  private mutating func canMatch(_ program: Int32) -> Bool {
    let record = matcher.table.programs[Int(program)]
    let starts = record.isAtSentenceStart ? fillers.spread(1, gap: 0) : Places.max
    // No element behind this one can be reached.
    var furthest = record.lastStart
    for offset in 0..<Int(record.count) {
      if offset > Int(furthest) { return false }
      let element = matcher.table.elements[Int(record.first) + offset]
      // Most elements take no word of the sentence: their edges are not looked at.
      let taken = places(of: element.wordClass)
      guard taken != 0 else {
        ends[offset] = 0
        continue
      }
      var begins = element.isStart ? starts : 0
      for edge in element.edges {
        let edge = matcher.table.edges[edge]
        let before = ends[Int(edge.from)]
        guard before != 0 else { continue }
        begins |=
          edge.gap == Int16(PatternProgram.Edge.tight) ? before : fillers.spread(before, gap: Int(edge.gap))
      }
      let behind = begins == 0 ? 0 : endsBehind(element.wordClass, begins & taken)
      ends[offset] = behind
      if behind != 0 { furthest = max(furthest, element.furthest) }
      if element.isEnd, behind != 0, !record.isAtSentenceEnd || behind & fillers.sentenceEnd(count) != 0 {
        return true
      }
    }
    return false
  }

  /// Where a match of a program may begin, in order.
  private mutating func starts(of program: Int) -> BitPlaces<Places> {
    let record = matcher.table.programs[program]
    var starts: Places = 0
    for offset in Int(record.first)..<Int(record.first + record.count) {
      let element = matcher.table.elements[offset]
      if element.isStart { starts |= places(of: element.wordClass) }
    }
    return BitPlaces(rest: record.isAtSentenceStart ? starts & fillers.spread(1, gap: 0) : starts)
  }
}

/// A pattern’s best match from one start, not yet traced.
private struct Sighting {
  var owner: Int32
  var pattern: Int32
  /// From the first matched word, as a place of the sentence.
  var start: Int32
  /// Behind the last.
  var end: Int32
  var halves: Int32
  /// Its last step in the walk.
  var step: Int32

  /// Whether it is looked at first: of one owner the leftmost, then what counts most, then the shortest.
  func isBefore(_ other: Sighting) -> Bool {
    if owner != other.owner { return owner < other.owner }
    if start != other.start { return start < other.start }
    if halves != other.halves { return halves > other.halves }
    if end != other.end { return end < other.end }
    return pattern < other.pattern
  }
}

/// A program whose words are in the sentence.
private struct Candidate {
  var program: Int32
  /// Concepts that a match needs besides, or -1.
  var concepts: (Int32, Int32)
}

/// A word of the sentence that pairs speak of.
private struct PairHalf {
  var hash: UInt64
  var place: Int32
  var code: UInt32
}

/// The places of a set, from left to right.
struct BitPlaces<Places: FixedWidthInteger & UnsignedInteger>: Sequence, IteratorProtocol {
  var rest: Places

  mutating func next() -> Int? {
    guard rest != 0 else { return nil }
    let place = rest.trailingZeroBitCount
    rest &= rest &- 1
    return place
  }
}
