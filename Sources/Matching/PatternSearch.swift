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
  private var foundPatterns = OwnedList<Int32>()
  /// The matches of the last sentence that hold, by their starts, then by pattern.
  private(set) var sightings: [Sighting] = []
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

  /// Finds the matches of a sentence that hold, among what was proposed for it by its number; `sightings` has them then.
  ///
  /// For each owner of patterns from left to right the earliest start holds, then the most counted words, then the
  /// shortest; then on behind it. Of some owners all hold.
  ///
  /// - Precondition: The sentence has at most `mostWords` words.
  mutating func search(
    _ number: Int, _ range: Range<Int>, of words: Span<Word>, _ alternatives: Span<WordForm>,
    proposedBy finder: borrowing ProposalFinder
  ) {
    precondition(range.count <= Self.mostWords)
    beginGeneration()
    walk.clear()
    sentence.begin(range, of: words, alternatives, skipping: finder.fillers(of: number))
    for proposal in finder.proposals(for: number) { propose(finder.posting(of: proposal)) }
    for level in candidates.indices { searchLevel(level) }
    sightFoundPatterns()
    keepLeftmost()
  }

  /// What a sighting of the last sentence matched, word by word.
  mutating func trace(_ sighting: Sighting) -> Found { trace(Int(sighting.step), of: sighting.pattern) }

  /// Makes what was tried before old; all stamps anew once in four thousand million sentences.
  private mutating func beginGeneration() {
    foundPatterns.removeAll()
    generation &+= 1
    guard generation == 0 else { return }
    generation = 1
    candidateStamps.setAll(to: 0)
  }

  // MARK: - Candidates

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
    for index in foundPatterns.indices {
      let pattern = foundPatterns[index]
      for start in starts(of: Int(pattern)) {
        guard let step = best(of: pattern, from: start, .mostCounted) else { continue }
        let (end, halves) = walk.end(of: step)
        sightings.append(
          Sighting(
            pattern: pattern, start: Int32(start), end: Int32(end), halves: halves, step: Int32(step)))
        if matcher.table.programs[Int(pattern)].isAtSentenceStart { break }
      }
    }
  }

  /// Leaves of each owner’s matches those that do not overlap one further left.
  private mutating func keepLeftmost() {
    guard sightings.count > 1 else { return }
    for index in sightings.indices {
      sightings[index].owner = matcher.patterns.ownerNumber(of: Int(sightings[index].pattern))
    }
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

/// A pattern’s best match from one start, not yet traced.
struct Sighting {
  /// Whose pattern it is, where that is asked for.
  var owner: Int32 = 0
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
