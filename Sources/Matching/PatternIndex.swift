internal import Archive
internal import Language

/// Finds the patterns and phrases that a sentence may match, by words that each cannot do without.
///
/// For every program the rarest set of elements is chosen of which each match holds one, or a pair of neighbouring
/// words where that is rarer; a sentence then touches only the programs whose words it has.
struct PatternIndex: Sendable {
  /// A program to try where a word, a pair of words or a concept is met.
  struct Posting: Sendable {
    var program: Int32
    var level: Int32
    /// Words that a match through this anchor needs besides, or none: most candidates fall here.
    var words: (ClassCode, ClassCode) = (.none, .none)
    /// The same of concepts; known when the level is reached.
    var concepts: (ClassCode, ClassCode) = (.none, .none)
  }

  /// What the index holds for one word.
  struct WordRecord: Sendable {
    /// A range of `classes`: the large classes and the concepts of which it is one.
    var firstClass: Int32
    var classCount: Int32
    /// A range of `postings`: the programs to try where it occurs.
    var firstPosting: Int32
    /// The number of those, and in the lowest two bits how it occurs in pairs.
    private var postingCountAndRole: Int32

    init(classes: Range<Int>, postings: Range<Int>, role: WordPairTable.Role) {
      firstClass = Int32(classes.lowerBound)
      classCount = Int32(classes.count)
      firstPosting = Int32(postings.lowerBound)
      postingCountAndRole = Int32(postings.count) << 2 | Int32(role.rawValue)
    }

    @inline(__always)
    var postingCount: Int32 { postingCountAndRole >> 2 }

    @inline(__always)
    var role: WordPairTable.Role { .init(rawValue: UInt8(truncatingIfNeeded: postingCountAndRole & 3)) }
  }

  /// What is kept of words, by code: a word costs one line of the cache.
  var records: PlainTable<WordRecord> = []
  var classes: PlainTable<Int32> = []
  /// Of words, then of pairs.
  var postings: PlainTable<Posting> = []
  var byPair = WordPairTable()
  /// Concept → programs to try where one of its phrases occurs.
  var byConcept = SparseRows<Posting>()
  /// For each concept, the highest level of its phrases: when all its places are known.
  var conceptLevels: PlainTable<Int32> = []
}

/// Builds the table of programs and the index over it.
struct PatternIndexBuilder {
  /// The most pairs of words that one program is registered under.
  private static let mostPairs = 16
  /// The widest gap between the words of a pair.
  private static let widestPair = 3
  /// A single word that so few programs speak of makes a good anchor without a second.
  private static let rareWeight = 16
  /// What a word of an example weighs, against one of a pattern: examples are sentences, as people’s are.
  private static let exampleWeight = 8

  private let concepts: [[PatternProgram]]
  private let symbolCount: Int
  private var weights: WordWeights
  private var levels: ConceptLevels
  private var tableBuilder: ProgramTableBuilder
  private var wordPostings: [(row: Int32, value: PatternIndex.Posting)] = []
  private var conceptPostings: [(row: Int32, value: PatternIndex.Posting)] = []
  private var pairPostings: [WordPairTable.Entry] = []
  private var pairReach = 0
  private var wordClasses: [(row: Int32, value: Int32)] = []

  /// Files all programs; `examples` says how often sentences that the rules are made for have each lemma.
  init(
    patterns: [PatternProgram], concepts: [[PatternProgram]], symbolCount: Int,
    examples: [SymbolID: Int] = [:]
  ) {
    self.concepts = concepts
    self.symbolCount = symbolCount
    levels = ConceptLevels(concepts: concepts)
    tableBuilder = ProgramTableBuilder(conceptCount: concepts.count)
    weights = WordWeights(symbolCount: symbolCount, conceptCount: concepts.count)
    for program in patterns { count(program) }
    for program in concepts.joined() { count(program) }
    for (symbol, count) in examples { weights.add(Self.exampleWeight * count, to: symbol) }
    addAll(patterns.map { (program: $0, concept: nil) })
    let phrases = concepts.enumerated().flatMap { concept, phrases in
      phrases.map { (program: $0, concept: Optional(concept)) }
    }
    addAll(phrases.filter { !addAsWord($0.program, of: $0.concept ?? 0) })
    addMarkedClasses()
  }

  private mutating func count(_ program: PatternProgram) {
    for element in program.elements { weights.add(1, toWordsOf: element) }
  }

  /// The finished table and index.
  mutating func build() -> (ProgramTable, PatternIndex) {
    var index = PatternIndex()
    index.byConcept = SparseRows(rowCount: concepts.count, conceptPostings)
    let classes = SparseRows(rowCount: 2 * symbolCount, wordClasses)
    let postings = SparseRows(rowCount: 2 * symbolCount, wordPostings)
    var roles = [WordPairTable.Role](repeating: [], count: 2 * symbolCount)
    for entry in pairPostings {
      roles[Int(entry.pair.first.number)].insert(.first)
      roles[Int(entry.pair.second.number)].insert(.second)
    }
    let records = roles.enumerated().map { number, role in
      PatternIndex.WordRecord(
        classes: classes.range(of: number), postings: postings.range(of: number), role: role)
    }
    index.records = PlainTable(records)
    var allPostings = Array(postings.values)
    index.byPair = WordPairTable(pairPostings, reach: pairReach, appendingTo: &allPostings)
    index.classes = classes.values
    index.postings = PlainTable(allPostings)
    index.conceptLevels = PlainTable(concepts.indices.map { Int32(levels.level(of: $0)) })
    return (tableBuilder.table, index)
  }

  // MARK: - Words of classes

  /// Notes a phrase of a single word as a word of its concept; false for any other phrase.
  private mutating func addAsWord(_ phrase: PatternProgram, of concept: Int) -> Bool {
    guard phrase.elements.count == 1, !phrase.isAtSentenceStart, !phrase.isAtSentenceEnd else { return false }
    let words = phrase.elements[0].words
    wordClasses += words.map { ($0.number, Int32(concept)) }
    return !words.isEmpty
  }

  /// Registers the classes that are marked word by word, since they are too large to look up.
  private mutating func addMarkedClasses() {
    for (number, wordClass) in tableBuilder.classes.enumerated() where wordClass.isMarked {
      wordClasses += tableBuilder.words[wordClass.range].map { ($0.number, Int32(number)) }
    }
  }

  // MARK: - Anchors

  /// Files programs in their order; where each is cut, which takes longest, is found side by side.
  private mutating func addAll(_ programs: [(program: PatternProgram, concept: Int?)]) {
    for start in stride(from: 0, to: programs.count, by: Self.partSize) {
      let part = Array(programs[start..<min(programs.count, start + Self.partSize)])
      let anchors = part.map { self.anchors(of: $0.program) }
      let shares = sideBySide(Self.shares) { share in
        stride(from: share, to: anchors.count, by: Self.shares).map { anchors[$0].0.cuts() }
      }
      for (index, (program, concept)) in part.enumerated() {
        add(program, concept, anchors[index], shares[index % Self.shares][index / Self.shares])
      }
    }
  }

  /// How many programs are held at once while their cuts are found, and among how many their cuts are shared out.
  private static let (partSize, shares) = (1_024, 8)

  private mutating func add(
    _ program: PatternProgram, _ concept: Int?, _ found: (ProgramAnchors, ElementWeights), _ cuts: [[Int]]
  ) {
    let level = levels.level(of: program)
    let (anchors, weights) = found
    let number = Int32(tableBuilder.programs.count)
    let cut = cuts.first ?? []
    tableBuilder.append(program, needs: Array(cuts.dropFirst()), concept: concept, level: level)
    if weights.cost(of: cut) > Self.rareWeight,
      let pair = pair(of: program, anchors.unavoidable, weights.alone)
    {
      pairReach = max(pairReach, pair.gap)
      let rest = anchors.unavoidable.filter { $0 != pair.first && $0 != pair.second }
      let posting = self.posting(number, level, program, needing: rest)
      for a in program.elements[pair.first].words {
        for b in program.elements[pair.second].words {
          pairPostings.append(.init(pair: WordPair(first: a, second: b), posting: posting))
        }
      }
    } else {
      for anchor in cut {
        let posting = self.posting(number, level, program, needing: anchors.companions(of: anchor))
        register(program.elements[anchor], posting)
      }
    }
  }

  /// Where to try a program; `companions` are the elements that a match needs besides the anchor, the rarest first.
  private func posting(_ number: Int32, _ level: Int, _ program: PatternProgram, needing companions: [Int])
    -> PatternIndex.Posting
  {
    let first = Int(tableBuilder.programs[Int(number)].first)
    var words: [ClassCode] = []
    var concepts: [ClassCode] = []
    for companion in companions {
      let code = tableBuilder.elements[first + companion].wordClass
      if case .concept = program.elements[companion] { concepts.append(code) } else { words.append(code) }
    }
    words += [.none, .none]
    concepts += [.none, .none]
    return .init(
      program: number, level: Int32(level), words: (words[0], words[1]), concepts: (concepts[0], concepts[1]))
  }

  private mutating func register(_ anchor: Element, _ posting: PatternIndex.Posting) {
    if case .concept(let concept) = anchor {
      conceptPostings.append((Int32(concept), posting))
    } else {
      wordPostings += anchor.words.map { ($0.number, posting) }
    }
  }

  private mutating func anchors(of program: PatternProgram) -> (ProgramAnchors, ElementWeights) {
    for case .concept(let concept) in program.elements { weigh(concept) }
    let weights = weights.weights(of: program)
    return (ProgramAnchors(program, weights: weights), weights)
  }

  /// A concept is met at most as often as the words by which its phrases are found.
  private mutating func weigh(_ concept: Int) {
    guard weights[concept: concept] == 0 else { return }
    // The linker refused cycles.
    weights[concept: concept] = concepts[concept].reduce(1) { sum, phrase in
      let (anchors, weights) = anchors(of: phrase)
      return sum + weights.cost(of: anchors.cuts().first ?? [])
    }
  }

  /// The rarest two words of which each match takes the second closely behind the first.
  private func pair(of program: PatternProgram, _ required: [Int], _ weights: [Int]) -> (
    first: Int, second: Int, gap: Int
  )? {
    var best: (first: Int, second: Int, gap: Int, cost: Int)?
    for second in required {
      guard !program.isStart[second], let edge = program.edges[second].first,
        program.edges[second].count == 1, required.contains(edge.from)
      else { continue }
      let gap = max(0, edge.gap)
      let words = program.elements[edge.from].words.count * program.elements[second].words.count
      guard gap <= Self.widestPair, (1...Self.mostPairs).contains(words) else { continue }
      let cost = weights[edge.from] * weights[second] * (gap + 1)
      if best.map({ cost < $0.cost }) ?? true { best = (edge.from, second, gap, cost) }
    }
    return best.map { ($0.first, $0.second, $0.gap) }
  }
}
