internal import Archive
internal import Language

/// Finds which programs the words of sentences propose, for a batch of sentences at once.
///
/// What the index says of a word lies anywhere in megabytes, and to wait for it takes as long as a hundred
/// instructions. So each step asks for the memory that the next one reads, for all sentences, and the waits overlap
/// (group prefetching; S. Chen et al., “Improving hash join performance through prefetching”, 2004).
struct ProposalFinder: ~Copyable {
  /// What was found for one sentence.
  private struct Share {
    /// Ranges of `fillers`, `wordPostings`, `probes` and `proposals`.
    var fillers: Extent
    var wordPostings: Extent
    var probes: Extent
    var proposals = Extent.empty
  }

  private let matcher: Matcher
  private let addresses: IndexAddresses
  private var shares = OwnedList<Share>()
  private var fillers: [Filler] = []
  /// Where the programs of single words are filed.
  private var wordPostings = OwnedList<Extent>()
  private var probes = OwnedList<PairProbe>()
  /// Indices of the index’s postings.
  private var proposals = OwnedList<Int32>()
  private var sketches = WordSketches()
  private var halves = PairHalves()

  init(matcher: Matcher) {
    self.matcher = matcher
    addresses = IndexAddresses(of: matcher)
  }

  /// Finds the proposals for some sentences, in place of those for the last ones.
  mutating func find(for sentences: ArraySlice<SearchedSentence>, in utterances: Span<Utterance>) {
    removeAll()
    for sentence in sentences {
      prefetchRecords(of: utterances[sentence.utterance].words.span, sentence.words)
    }
    for sentence in sentences { read(sentence, in: utterances) }
    for index in probes.indices { readPair(index) }
    for number in shares.indices { choose(number) }
    siftByClasses()
    for index in proposals.indices { prefetchProgram(of: proposals[index]) }
  }

  /// The programs to try in one of the sentences, counted from the first, as indices of `posting(of:)`.
  func proposals(for sentence: Int) -> Range<Int> { shares[sentence].proposals.range }

  /// Where a proposed program is filed.
  @inline(__always)
  func posting(of proposal: Int) -> PatternIndex.Posting { matcher.index.postings[Int(proposals[proposal])] }

  /// What may be skipped in one of the sentences.
  func fillers(of sentence: Int) -> ArraySlice<Filler> { fillers[shares[sentence].fillers.range] }

  private mutating func removeAll() {
    shares.removeAll()
    fillers.removeAll(keepingCapacity: true)
    wordPostings.removeAll()
    probes.removeAll()
    proposals.removeAll()
    sketches.removeAll()
  }

  // MARK: - Words

  private func prefetchRecords(of words: Span<Word>, _ sentence: Range<Int>) {
    for index in sentence {
      let form = words[index].form
      if form.lemma != 0 { prefetchRecord(of: .lemma(form.lemma)) }
      if form.surface != 0 { prefetchRecord(of: .surface(form.surface)) }
    }
  }

  @inline(__always)
  private func prefetchRecord(of word: WordCode) { addresses.records.prefetch(Int(word.number)) }

  /// Reads what the index holds for each word of a sentence, and for which pairs of them it may hold something.
  private mutating func read(_ sentence: SearchedSentence, in utterances: Span<Utterance>) {
    let (firstFiller, firstPosting, firstProbe) = (fillers.count, wordPostings.count, probes.count)
    sketches.beginSentence()
    halves.removeAll()
    // The words alone: an utterance is a handful of lists, each of which would be held for as long as it is read.
    read(
      utterances[sentence.utterance].words.span, sentence.words,
      utterances[sentence.utterance].alternatives.span)
    var skipped = 0
    if !matcher.fillers.isEmpty { skipped = findFillers(in: utterances[sentence.utterance], sentence.words) }
    probePairs(reach: Int32(matcher.index.byPair.reach + 1 + skipped))
    shares.append(
      Share(
        fillers: Extent(firstFiller..<fillers.count), wordPostings: Extent(firstPosting..<wordPostings.count),
        probes: Extent(firstProbe..<probes.count)))
  }

  private mutating func read(_ words: Span<Word>, _ sentence: Range<Int>, _ alternatives: Span<WordForm>) {
    for index in sentence {
      let word = words[index]
      let place = index - sentence.lowerBound
      read(word.form, at: place, isCorrected: word.correction >= 0)
      for alternative in word.alternatives {
        read(alternatives[Int(alternative)], at: place, isCorrected: word.correction >= 0)
      }
    }
  }

  @inline(__always)
  private mutating func read(_ form: WordForm, at place: Int, isCorrected: Bool) {
    if form.lemma != 0 { read(.lemma(form.lemma), at: place) }
    if form.surface != 0, !isCorrected { read(.surface(form.surface), at: place) }
  }

  private mutating func read(_ word: WordCode, at place: Int) {
    let record = matcher.index.records[Int(word.number)]
    sketches.insert(word)
    if !record.role.isEmpty { halves.note(word, record.role, at: place) }
    if record.classCount > 0 { addresses.wordClasses.prefetch(Int(record.firstClass)) }
    guard record.postingCount > 0 else { return }
    let postings = Int(record.firstPosting)..<Int(record.firstPosting + record.postingCount)
    prefetch(postings)
    wordPostings.append(Extent(postings))
  }

  /// Notes what may be skipped, and returns how many words that are at most.
  private mutating func findFillers(in utterance: Utterance, _ words: Range<Int>) -> Int {
    var count = 0
    for word in words {
      let lengths = matcher.fillers.lengths(at: word, in: utterance, words)
      guard lengths != 0 else { continue }
      let filler = Filler(place: word - words.lowerBound, lengths: lengths)
      count += filler.longest
      fillers.append(filler)
    }
    return count
  }

  // MARK: - Pairs

  /// Collects every two words of a sentence that stand as closely as those of pairs may, and may be one.
  private mutating func probePairs(reach: Int32) {
    var begin = 0
    for number in halves.firsts.indices {
      let half = halves.firsts[number]
      while begin < halves.seconds.count, halves.seconds[begin].place <= half.place { begin += 1 }
      var index = begin
      while index < halves.seconds.count, halves.seconds[index].place &- half.place <= reach {
        let hash = half.hash &+ halves.seconds[index].hash
        if matcher.index.byPair.mayHold(hash) {
          addresses.pairs.prefetch(matcher.index.byPair.slot(of: hash))
          probes.append(PairProbe(first: half.word, second: halves.seconds[index].word, hash: hash))
        }
        index &+= 1
      }
    }
  }

  private mutating func readPair(_ index: Int) {
    let pair = probes[index]
    let range = matcher.index.byPair.range(of: pair.first, pair.second, hash: pair.hash)
    if !range.isEmpty { prefetch(range) }
    probes[index].postings = Extent(range)
  }

  /// Asks for the first and the last of some postings; those between come by themselves.
  @inline(__always)
  private func prefetch(_ postings: Range<Int>) {
    addresses.postings.prefetch(postings.lowerBound)
    addresses.postings.prefetch(postings.upperBound - 1)
  }

  // MARK: - Choosing

  /// Takes the proposals for a sentence that may have the single words which they need besides.
  private mutating func choose(_ number: Int) {
    let share = shares[number]
    let first = proposals.count
    for index in share.wordPostings.range { choose(from: wordPostings[index].range, for: number) }
    for index in share.probes.range { choose(from: probes[index].postings.range, for: number) }
    shares[number].proposals = Extent(first..<proposals.count)
  }

  private mutating func choose(from postings: Range<Int>, for sentence: Int) {
    for index in postings {
      let needed = matcher.index.postings[index].words
      guard mayHold(word: needed.0, sentence), mayHold(word: needed.1, sentence) else { continue }
      proposals.append(Int32(truncatingIfNeeded: index))
      if needed.0.number >= 0 { addresses.classes.prefetch(Int(needed.0.number)) }
      if needed.1.number >= 0 { addresses.classes.prefetch(Int(needed.1.number)) }
    }
  }

  /// Whether a sentence may have what an element takes, if that is a single word; false is certain.
  @inline(__always)
  private func mayHold(word code: ClassCode, _ sentence: Int) -> Bool {
    guard let word = code.word else { return true }
    return sketches.mayHold(
      WordSketches.bit(of: WordCode(number: Int32(truncatingIfNeeded: word))), in: sentence)
  }

  /// Keeps the proposals whose sentence may have a word of each class that they need besides.
  private mutating func siftByClasses() {
    var kept = 0
    for number in shares.indices {
      let first = kept
      for index in shares[number].proposals.range {
        let posting = matcher.index.postings[Int(proposals[index])]
        guard mayHold(anyOf: posting.words.0, number), mayHold(anyOf: posting.words.1, number) else {
          continue
        }
        addresses.programs.prefetch(Int(posting.program))
        proposals[kept] = proposals[index]
        kept += 1
      }
      shares[number].proposals = Extent(first..<kept)
    }
    proposals.removeLast(proposals.count - kept)
  }

  /// Whether a sentence may have a word of a class; false is certain.
  @inline(__always)
  private func mayHold(anyOf code: ClassCode, _ sentence: Int) -> Bool {
    guard code.number >= 0 else { return true }
    let words = matcher.table.classes[Int(code.number)]
    guard words.isSketched else { return true }
    var bits = words.sketch
    for _ in 0..<words.count {
      if sketches.mayHold(UInt8(truncatingIfNeeded: bits), in: sentence) { return true }
      bits >>= 8
    }
    return false
  }

  /// Asks for what is read when the program of a proposal is tried.
  private func prefetchProgram(of proposal: Int32) {
    let posting = matcher.index.postings[Int(proposal)]
    prefetchWords(of: posting.words.0)
    prefetchWords(of: posting.words.1)
    let program = matcher.table.programs[Int(posting.program)]
    addresses.needs.prefetch(Int(program.firstNeed))
    addresses.elements.prefetch(Int(program.first))
    addresses.elements.prefetch(Int(program.first + program.count - 1))
    addresses.edges.prefetch(Int(program.firstEdge))
  }

  @inline(__always)
  private func prefetchWords(of code: ClassCode) {
    guard code.number >= 0 else { return }
    addresses.words.prefetch(Int(matcher.table.classes[Int(code.number)].first))
  }
}

/// Where the tables lie that are read at many places.
private struct IndexAddresses {
  let records: ElementAddresses<PatternIndex.WordRecord>
  let wordClasses: ElementAddresses<Int32>
  let postings: ElementAddresses<PatternIndex.Posting>
  let pairs: ElementAddresses<WordPairTable.Slot>
  let programs: ElementAddresses<ProgramTable.Program>
  let needs: ElementAddresses<ClassCode>
  let elements: ElementAddresses<ProgramTable.ElementRecord>
  let edges: ElementAddresses<ProgramTable.EdgeRecord>
  let classes: ElementAddresses<ProgramTable.WordClass>
  let words: ElementAddresses<WordCode>

  init(of matcher: Matcher) {
    records = ElementAddresses(of: matcher.index.records)
    wordClasses = ElementAddresses(of: matcher.index.classes)
    postings = ElementAddresses(of: matcher.index.postings)
    pairs = ElementAddresses(of: matcher.index.byPair.slots)
    programs = ElementAddresses(of: matcher.table.programs)
    needs = ElementAddresses(of: matcher.table.needs)
    elements = ElementAddresses(of: matcher.table.elements)
    edges = ElementAddresses(of: matcher.table.edges)
    classes = ElementAddresses(of: matcher.table.classes)
    words = ElementAddresses(of: matcher.table.words)
  }
}

/// Two words that may be a pair of the index.
private struct PairProbe {
  var first: WordCode
  var second: WordCode
  var hash: UInt64
  /// Where the programs of the pair are filed, once that is known.
  var postings = Extent.empty
}

/// The words of a sentence that pairs of the index speak of, from left to right.
private struct PairHalves: ~Copyable {
  struct Half {
    var hash: UInt64
    var place: Int32
    var word: WordCode
  }

  private(set) var firsts = OwnedList<Half>()
  private(set) var seconds = OwnedList<Half>()

  @inline(__always)
  mutating func note(_ word: WordCode, _ role: WordPairTable.Role, at place: Int) {
    if role.contains(.first) {
      firsts.append(.init(hash: word.hashAsFirst, place: Int32(place), word: word))
    }
    if role.contains(.second) {
      seconds.append(.init(hash: word.hashAsSecond, place: Int32(place), word: word))
    }
  }

  mutating func removeAll() {
    firsts.removeAll()
    seconds.removeAll()
  }
}
