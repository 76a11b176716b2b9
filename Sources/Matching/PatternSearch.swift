internal import Archive
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
struct PatternSearch<Places: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>: ~Copyable {
  /// The most words of a sentence: one bit more says what ends behind the last.
  static var mostWords: Int { Places.bitWidth - 2 }

  let matcher: Matcher
  var sentence: SentencePlaces<Places>
  /// The programs to try, by the level of the concepts in them.
  private var candidates: [[Candidate]]
  /// Program → the sentence, by `generation`, in which it was tried.
  private var candidateStamps: OwnedValues<UInt32>
  private var generation: UInt32 = 0
  /// Every two words of the sentence that the filter lets through.
  private var pairs: [PairProbe] = []
  /// Keeps reads that are made early from being optimized away.
  private var touched: Int32 = 0
  private var foundPatterns: [Int32] = []
  private var sightings: [Sighting] = []
  /// For each element of the program at hand, where its matches end.
  private var ends: OwnedValues<Places>
  var walk: PatternWalk

  init(matcher: Matcher) {
    self.matcher = matcher
    sentence = SentencePlaces(matcher: matcher)
    candidates = Array(repeating: [], count: matcher.table.highestLevel + 1)
    candidateStamps = OwnedValues(repeating: 0, count: matcher.table.programs.count)
    ends = OwnedValues(repeating: 0, count: max(1, matcher.table.largestProgram))
    walk = PatternWalk(largestProgram: matcher.table.largestProgram)
  }

  /// The matches of a sentence that hold, by their starts, then by pattern.
  ///
  /// For each owner of patterns from left to right the earliest start holds, then the most counted words, then the
  /// shortest; then on behind it. Of some owners all hold.
  ///
  /// - Precondition: The sentence has at most `mostWords` words.
  mutating func search(
    _ words: Range<Int>, of utterance: borrowing Utterance, found: (_ pattern: Int, Found) -> Void
  ) {
    precondition(words.count <= Self.mostWords)
    beginGeneration()
    sentence.begin(words, of: utterance)
    collectPairs()
    proposePairs()
    collectWords()
    for level in candidates.indices { searchLevel(level) }
    sightFoundPatterns()
    keepLeftmost()
    for sighting in sightings {
      found(Int(sighting.pattern), trace(Int(sighting.step), of: sighting.pattern))
    }
    walk.clear()
  }

  /// Makes what was tried before old; all stamps anew once in four thousand million sentences.
  private mutating func beginGeneration() {
    foundPatterns.removeAll(keepingCapacity: true)
    generation &+= 1
    guard generation == 0 else { return }
    generation = 1
    candidateStamps.setAll(to: 0)
  }

  // MARK: - Candidates

  /// Collects every two words that stand as closely as those of pairs may, and may be one.
  private mutating func collectPairs() {
    let reach = Int32(matcher.index.byPair.reach + 1 + sentence.fillers.count)
    let halves = sentence.pairHalves
    var begin = 0
    for half in halves.firsts {
      while begin < halves.seconds.count, halves.seconds[begin].place <= half.place { begin += 1 }
      for index in begin..<halves.seconds.count {
        let second = halves.seconds[index]
        guard second.place - half.place <= reach else { break }
        let hash = half.hash &+ second.hash
        guard matcher.index.byPair.mayHold(hash) else { continue }
        pairs.append(PairProbe(first: half.word, second: second.word, hash: hash))
      }
    }
  }

  /// Puts the programs of the collected pairs on their lists.
  ///
  /// What lies far in memory is touched for all pairs before it is read for one, so that the waits overlap.
  private mutating func proposePairs() {
    for index in pairs.indices { touched ^= matcher.index.byPair.touch(pairs[index].hash) }
    for index in pairs.indices {
      let pair = pairs[index]
      let range = matcher.index.byPair.range(of: pair.first, pair.second, hash: pair.hash)
      pairs[index].postings = range
      if !range.isEmpty { touched ^= matcher.index.byPair.postings[range.lowerBound].program }
    }
    for index in pairs.indices {
      for posting in pairs[index].postings { propose(matcher.index.byPair.postings[posting]) }
    }
    pairs.removeAll(keepingCapacity: true)
  }

  /// Tries the programs that have a word of the sentence for their anchor.
  private mutating func collectWords() {
    for index in 0..<sentence.words.count {
      let word = sentence.words[index]
      let first = matcher.index.byWord.records[word].firstPosting
      for posting in first..<matcher.index.byWord.records[word + 1].firstPosting {
        propose(matcher.index.byWord.postings[Int(posting)])
      }
    }
  }

  /// Puts a program on the list of its level, unless a word that it needs is missing.
  @inline(__always)
  private mutating func propose(_ posting: PatternIndex.Posting) {
    guard isThere(posting.words.0), isThere(posting.words.1) else { return }
    candidates[Int(posting.level)].append(Candidate(program: posting.program, concepts: posting.concepts))
  }

  /// Whether what a posting needs has a place.
  @inline(__always)
  private mutating func isThere(_ wordClass: ClassCode) -> Bool {
    wordClass == .none || sentence.places(of: wordClass) != 0
  }

  private mutating func searchLevel(_ level: Int) {
    var index = 0
    while index < candidates[level].count {
      let candidate = candidates[level][index]
      index += 1
      guard candidateStamps[Int(candidate.program)] != generation, isThere(candidate.concepts.0),
        isThere(candidate.concepts.1)
      else { continue }
      candidateStamps[Int(candidate.program)] = generation
      search(for: candidate.program)
    }
    candidates[level].removeAll(keepingCapacity: true)
    while let concept = sentence.popConcept(ofLevel: level) {
      for posting in matcher.index.byConcept.range(of: Int(concept)) {
        propose(matcher.index.byConcept.values[posting])
      }
    }
  }

  private mutating func search(for program: Int32) {
    guard isAnyOfEachThere(in: program), canMatch(program) else { return }
    let concept = matcher.table.programs[Int(program)].concept
    if concept < 0 { foundPatterns.append(program) } else { notePhrase(program, of: concept) }
  }

  /// Notes where a phrase of several elements was found, the longest from each start.
  private mutating func notePhrase(_ program: Int32, of concept: Int32) {
    for start in starts(of: Int(program)) {
      guard let place = best(of: program, from: start, .longest) else { continue }
      let (end, halves) = walk.end(of: place)
      walk.drop()
      sentence.note(.init(program: program, end: Int32(end), halves: halves), of: concept, at: start)
    }
  }

  // MARK: - Trying a program

  /// Whether of each set of classes that every way through a program takes one of, one has a place.
  private mutating func isAnyOfEachThere(in program: Int32) -> Bool {
    let record = matcher.table.programs[Int(program)]
    var isThere = false
    for index in Int(record.firstNeed)..<Int(record.firstNeed + record.needCount) {
      let wordClass = matcher.table.needs[index]
      if wordClass == .none {
        guard isThere else { return false }
        isThere = false
      } else if !isThere {
        isThere = sentence.places(of: wordClass) != 0
      }
    }
    return true
  }

  /// Whether a program matches anywhere in the sentence.
  private mutating func canMatch(_ program: Int32) -> Bool {
    let record = matcher.table.programs[Int(program)]
    let starts = record.isAtSentenceStart ? sentence.fillers.spread(1, gap: 0) : Places.max
    // No element behind this one can be reached.
    var furthest = record.lastStart
    for offset in 0..<Int(record.count) {
      if offset > Int(furthest) { return false }
      let element = matcher.table.elements[Int(record.first) + offset]
      // Most elements take no word of the sentence: their edges are not looked at.
      let taken = sentence.places(of: element.wordClass)
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
          edge.gap == Int16(PatternProgram.Edge.tight)
          ? before : sentence.fillers.spread(before, gap: Int(edge.gap))
      }
      let behind = begins == 0 ? 0 : sentence.ends(of: element.wordClass, from: begins & taken)
      ends[offset] = behind
      if behind != 0 { furthest = max(furthest, element.furthest) }
      if element.isEnd, behind != 0,
        !record.isAtSentenceEnd || behind & sentence.fillers.sentenceEnd(sentence.count) != 0
      {
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
      if element.isStart { starts |= sentence.places(of: element.wordClass) }
    }
    return BitPlaces(rest: record.isAtSentenceStart ? starts & sentence.fillers.spread(1, gap: 0) : starts)
  }

  // MARK: - Which matches hold

  /// Notes every found pattern’s best way from each of its starts; the ways are kept until the sentence is done.
  private mutating func sightFoundPatterns() {
    sightings.removeAll(keepingCapacity: true)
    for pattern in foundPatterns {
      for start in starts(of: Int(pattern)) {
        guard let step = best(of: pattern, from: start, .mostCounted) else { continue }
        let (end, halves) = walk.end(of: step)
        sightings.append(
          Sighting(
            owner: matcher.patterns.ownerNumber(of: Int(pattern)), pattern: pattern, start: Int32(start),
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
      guard sighting.start >= end || matcher.patterns.owner(of: Int(sighting.pattern)).keepsOverlaps else {
        return true
      }
      end = sighting.end
      return false
    }
    sightings.sort { ($0.start, $0.pattern) < ($1.start, $1.pattern) }
  }
}

/// Two words that may be a pair of the index.
private struct PairProbe {
  var first: WordCode
  var second: WordCode
  var hash: UInt64
  /// Where the programs of the pair are filed, once that is known.
  var postings = 0..<0
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
  /// Concepts that a match needs besides, or none.
  var concepts: (ClassCode, ClassCode)
}
