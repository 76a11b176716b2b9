internal import Archive
internal import Language

/// Where the words, classes and concepts of one sentence stand, as bits of one integer a thing.
///
/// The storage is as large as the vocabulary and is kept between sentences; beginning one costs what the last had, and a bit
/// for each class.
struct SentencePlaces<Places: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>: ~Copyable {
  private let matcher: Matcher
  /// The first word of the sentence; bit 0 of all places.
  private(set) var first = 0
  private(set) var count = 0
  private(set) var fillers = FillerPlaces<Places>()
  /// The words taken by a correction.
  private(set) var corrected: Places = 0
  private(set) var words: PresentWords<Places>
  /// Class → its places, where they are known.
  private var classPlaces: OwnedValues<Places>
  /// The classes whose places in this sentence are known, as bits: they fit into the nearest cache.
  private var knownClasses: OwnedValues<UInt64>
  /// The classes that are looked up when they are asked for; of the others none but the known take a word.
  private let unmarkedClasses: [UInt64]
  /// Concept → those of its places where a phrase of more than one word was found.
  private var longPlaces: OwnedValues<Places>
  private var conceptHits = ConceptHitTable()
  /// The concepts that were found, by the level at which all their places are known.
  private var foundConcepts: [[Int32]]

  init(matcher: Matcher) {
    self.matcher = matcher
    words = PresentWords(count: 2 * matcher.vocabulary.count)
    classPlaces = OwnedValues(repeating: 0, count: matcher.table.classes.count)
    unmarkedClasses = matcher.table.unmarkedClasses
    knownClasses = OwnedValues(repeating: 0, count: unmarkedClasses.count)
    longPlaces = OwnedValues(repeating: 0, count: matcher.index.conceptLevels.count)
    foundConcepts = Array(repeating: [], count: matcher.table.highestLevel + 1)
  }

  /// Forgets the last sentence and takes in the words of this one, and what of it may be skipped.
  mutating func begin(
    _ sentence: Range<Int>, of words: Span<Word>, _ alternatives: Span<WordForm>,
    skipping skipped: ArraySlice<Filler>
  ) {
    first = sentence.lowerBound
    count = sentence.count
    corrected = 0
    self.words.removeAll()
    conceptHits.removeAll()
    knownClasses.setAll(to: 0)
    for index in sentence { note(words[index], at: index - first, alternatives) }
    fillers.take(skipped)
  }

  private mutating func note(_ word: Word, at place: Int, _ alternatives: Span<WordForm>) {
    let isCorrected = word.correction >= 0
    if isCorrected { corrected |= 1 &<< Places(truncatingIfNeeded: place) }
    note(word.form, at: place, isCorrected: isCorrected)
    for alternative in word.alternatives {
      note(alternatives[Int(alternative)], at: place, isCorrected: isCorrected)
    }
  }

  /// Marks the places of a word’s lemma and, where it was typed so, of its surface.
  @inline(__always)
  private mutating func note(_ form: WordForm, at place: Int, isCorrected: Bool) {
    if form.lemma != 0 { note(.lemma(form.lemma), at: place) }
    if form.surface != 0, !isCorrected { note(.surface(form.surface), at: place) }
  }

  /// Marks the classes that a word is of.
  private mutating func note(_ word: WordCode, at place: Int) {
    let bit: Places = 1 &<< Places(truncatingIfNeeded: place)
    let number = Int(word.number)
    guard words.insert(number, bit) else { return }
    let record = matcher.index.records[number]
    for index in record.firstClass..<(record.firstClass &+ record.classCount) {
      mark(matcher.index.classes[Int(index)], bit)
    }
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

  // MARK: - What takes a word

  /// Where a class takes a word, or a concept begins.
  ///
  /// For a concept the places are complete behind its level.
  @inline(__always)
  mutating func places(of wordClass: ClassCode) -> Places {
    if let word = wordClass.word { return words.places(of: word) }
    let number = Int(wordClass.number)
    if isKnown(number) { return classPlaces[number] }
    let isMarked = unmarkedClasses[number >> 6] & 1 &<< UInt64(truncatingIfNeeded: number & 63) == 0
    return isMarked ? 0 : lookUp(number)
  }

  private mutating func lookUp(_ number: Int) -> Places {
    let record = matcher.table.classes[number]
    var places: Places = 0
    for index in record.range { places |= words.places(of: Int(matcher.table.words[index].number)) }
    know(number, places)
    return places
  }

  /// What a word counts.
  @inline(__always)
  func halves(at place: Int) -> Int32 {
    corrected & (1 &<< Places(truncatingIfNeeded: place)) == 0 ? 2 : 1
  }

  // MARK: - Concepts

  /// Gives each concept that was found, and whose places are complete behind this level, and forgets it.
  mutating func popConcept(ofLevel level: Int) -> Int32? { foundConcepts[level].popLast() }

  /// Notes a phrase of several elements, unless a longer one of the concept is known from its start.
  mutating func note(_ hit: ConceptHitTable.Hit, of concept: Int32, at place: Int) {
    let bit: Places = 1 &<< Places(truncatingIfNeeded: place)
    if isKnown(Int(concept)), classPlaces[Int(concept)] & bit != 0 {
      let known = self.hit(of: concept, at: place)
      if (known.end, known.halves) > (hit.end, hit.halves) { return }
      if (known.end, known.halves) == (hit.end, hit.halves), known.program < hit.program { return }
    }
    mark(concept, bit)
    longPlaces[Int(concept)] |= bit
    conceptHits.set(ConceptHitTable.key(concept, place), hit)
  }

  /// The longest phrase of a concept that begins at one of its places.
  func hit(of concept: Int32, at place: Int) -> ConceptHitTable.Hit {
    let bit: Places = 1 &<< Places(truncatingIfNeeded: place)
    if longPlaces[Int(concept)] & bit != 0, let hit = conceptHits.find(ConceptHitTable.key(concept, place)) {
      return hit
    }
    return .init(program: -1, end: Int32(place + 1), halves: halves(at: place))
  }

  /// Where an element ends that begins at some of the places that it takes.
  @inline(__always)
  func ends(of wordClass: ClassCode, from taken: Places) -> Places {
    guard let concept = wordClass.concept(of: longPlaces.count), taken != 0 else { return taken &<< 1 }
    let long = taken & longPlaces[concept]
    var ends = (taken & ~long) &<< 1
    for place in BitPlaces(rest: long) {
      ends |= 1 &<< Places(truncatingIfNeeded: hit(of: Int32(concept), at: place).end)
    }
    return ends
  }
}

/// The words that a sentence has, by code, with their places.
///
/// Few bits and a small table, however large the vocabulary: what is asked for all the time stays in the nearest cache.
struct PresentWords<Places: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>: ~Copyable {
  private struct Slot {
    /// -1 in an empty slot.
    var word: Int32 = -1
    var places: Places = 0
  }

  /// Which words have a place.
  private var present: OwnedValues<UInt64>
  /// Open addressing with linear probing; a power of two, at most half in use.
  private var slots = OwnedValues<Slot>(repeating: Slot(), count: 256)
  /// The slots in use, in the order of the sentence.
  private var filled = OwnedList<Int32>()

  init(count: Int) {
    present = OwnedValues(repeating: 0, count: count / 64 + 1)
  }

  @inline(__always)
  func places(of word: Int) -> Places {
    present[word >> 6] & 1 &<< UInt64(truncatingIfNeeded: word & 63) == 0 ? 0 : slots[slot(of: word)].places
  }

  /// Where a word lies, or the empty slot where it would.
  @inline(__always)
  private func slot(of word: Int) -> Int {
    let mask = slots.count &- 1
    var index = (word &* 0x9E37_79B1) >> 12 & mask
    while slots[index].word >= 0, slots[index].word != Int32(truncatingIfNeeded: word) {
      index = (index &+ 1) & mask
    }
    return index
  }

  /// Adds a place; false where it was there.
  @inline(__always)
  mutating func insert(_ word: Int, _ bit: Places) -> Bool {
    if filled.count * 2 >= slots.count { grow() }
    let index = slot(of: word)
    if slots[index].word < 0 {
      slots[index] = Slot(word: Int32(truncatingIfNeeded: word), places: bit)
      present[word >> 6] |= 1 &<< UInt64(truncatingIfNeeded: word & 63)
      filled.append(Int32(truncatingIfNeeded: index))
      return true
    }
    guard slots[index].places & bit == 0 else { return false }
    slots[index].places |= bit
    return true
  }

  /// Makes room for the many readings of a long sentence.
  private mutating func grow() {
    let words = filled.indices.map { slots[Int(filled[$0])] }
    slots = OwnedValues(repeating: Slot(), count: 2 * slots.count)
    for (index, word) in words.enumerated() {
      let place = slot(of: Int(word.word))
      slots[place] = word
      filled[index] = Int32(place)
    }
  }

  mutating func removeAll() {
    for index in filled.indices {
      let slot = Int(filled[index])
      present[Int(slots[slot].word) >> 6] = 0
      slots[slot] = Slot()
    }
    filled.removeAll()
  }
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
