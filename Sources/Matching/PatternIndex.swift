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
    /// Classes of words that a match through this anchor needs besides, or -1: most candidates fall here.
    var words: (Int32, Int32) = (-1, -1)
    /// The same of concepts; known when the level is reached.
    var concepts: (Int32, Int32) = (-1, -1)
  }

  /// What the index holds for one symbol; a row ends where that of the next symbol begins.
  struct SymbolRecord: Sendable {
    /// Into `classes`.
    var firstClass: Int32
    /// Into `postings`.
    var firstPosting: Int32
    var role: WordPairTable.Role
  }

  /// All that is kept of words, by symbol, in one place: a word costs one line of the cache.
  struct SymbolTable: Sendable {
    /// One more than there are symbols.
    var records: [SymbolRecord] = []
    /// The large classes and the concepts of which a symbol is a word.
    var classes: [Int32] = []
    /// Programs to try where a symbol occurs.
    var postings: [Posting] = []
  }

  var lemmas = SymbolTable()
  var surfaces = SymbolTable()
  /// Concept → programs to try where one of its phrases occurs.
  var byConcept = SparseRows<Posting>()
  var byPair = WordPairTable()
  /// For each concept, the highest level of its phrases: when all its places are known.
  var conceptLevels: [Int32] = []
}

/// Builds the table of programs and the index over it.
struct PatternIndexBuilder {
  /// A class of more words is never looked up.
  private static let largestSmallClass = 8
  /// The most pairs of words that one program is registered under.
  private static let mostPairs = 16
  /// The widest gap between the words of a pair.
  private static let widestPair = 3
  /// A single word that so few programs speak of makes a good anchor without a second.
  private static let rareWeight = 4
  /// What a word of an example weighs, against one of a pattern: examples are sentences, as people’s are.
  private static let exampleWeight = 8
  /// A word of more classes does not mark them all: those small enough are looked up.
  private static let mostClasses = 48

  private let concepts: [[PatternProgram]]
  private let symbolCount: Int
  private var weights: WordWeights
  private var levels: ConceptLevels
  private var tableBuilder: ProgramTableBuilder
  private var lemmaPostings: [(row: Int32, value: PatternIndex.Posting)] = []
  private var surfacePostings: [(row: Int32, value: PatternIndex.Posting)] = []
  private var conceptPostings: [(row: Int32, value: PatternIndex.Posting)] = []
  private var pairPostings: [WordPair: [PatternIndex.Posting]] = [:]
  private var pairReach = 0
  private var lemmaClasses: [(row: Int32, value: Int32)] = []
  private var surfaceClasses: [(row: Int32, value: Int32)] = []

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
    for program in patterns { add(program, concept: nil) }
    for (concept, phrases) in concepts.enumerated() {
      for phrase in phrases where !addAsWord(phrase, of: concept) { add(phrase, concept: concept) }
    }
    addMarkedClasses()
  }

  private mutating func count(_ program: PatternProgram) {
    for element in program.elements { weights.add(1, toWordsOf: element) }
  }

  /// The finished table and index.
  mutating func build() -> (ProgramTable, PatternIndex) {
    var index = PatternIndex()
    index.byConcept = SparseRows(rowCount: concepts.count, conceptPostings)
    index.byPair = WordPairTable(pairPostings, reach: pairReach)
    index.lemmas = symbolTable(lemmaClasses, lemmaPostings, PairWord.lemma)
    index.surfaces = symbolTable(surfaceClasses, surfacePostings, PairWord.surface)
    index.conceptLevels = concepts.indices.map { Int32(levels.level(of: $0)) }
    return (tableBuilder.table, index)
  }

  private func symbolTable(
    _ classes: [(row: Int32, value: Int32)], _ postings: [(row: Int32, value: PatternIndex.Posting)],
    _ word: (SymbolID) -> PairWord
  ) -> PatternIndex.SymbolTable {
    let classes = SparseRows(rowCount: symbolCount, classes)
    let postings = SparseRows(rowCount: symbolCount, postings)
    let firsts = Set(pairPostings.keys.map(\.first))
    let seconds = Set(pairPostings.keys.map(\.second))
    let records = (0...symbolCount).map { symbol in
      var role: WordPairTable.Role = []
      if firsts.contains(word(SymbolID(symbol))) { role.insert(.first) }
      if seconds.contains(word(SymbolID(symbol))) { role.insert(.second) }
      return PatternIndex.SymbolRecord(
        firstClass: classes.offsets[symbol], firstPosting: postings.offsets[symbol], role: role)
    }
    return .init(records: records, classes: classes.values, postings: postings.values)
  }

  // MARK: - Words of classes

  /// Notes a phrase of a single word as a word of its concept; false for any other phrase.
  private mutating func addAsWord(_ phrase: PatternProgram, of concept: Int) -> Bool {
    guard phrase.elements.count == 1, !phrase.isAtSentenceStart, !phrase.isAtSentenceEnd else { return false }
    switch phrase.elements[0] {
    case .lemmas(let symbols): lemmaClasses += symbols.map { ($0, Int32(concept)) }
    case .surfaces(let symbols): surfaceClasses += symbols.map { ($0, Int32(concept)) }
    case .concept: return false
    }
    return true
  }

  /// Registers the classes that are marked word by word: those too large to look up, and those whose words are all in few.
  private mutating func addMarkedClasses() {
    var memberships: [WordClassMember: Int] = [:]
    forEachMember { _, member in memberships[member, default: 0] += 1 }
    var isCommon = [Bool](repeating: false, count: tableBuilder.table.classes.count)
    forEachMember { number, member in
      if memberships[member, default: 0] > Self.mostClasses { isCommon[number] = true }
    }
    for number in isCommon.indices where tableBuilder.table.classes[number].kind != .concept {
      let isMarked = !isCommon[number] || tableBuilder.table.classes[number].count > Self.largestSmallClass
      tableBuilder.setMarked(isMarked, class: number)
    }
    let classes = tableBuilder.table.classes
    forEachMember { number, member in
      guard classes[number].isMarked else { return }
      switch member.kind {
      case .lemmas: lemmaClasses.append((member.symbol, Int32(number)))
      case .surfaces: surfaceClasses.append((member.symbol, Int32(number)))
      case .concept: break
      }
    }
  }

  /// A word of a class: a lemma or a surface.
  private struct WordClassMember: Hashable {
    var kind: ProgramTable.WordClass.Kind
    var symbol: SymbolID
  }

  private func forEachMember(_ body: (_ number: Int, WordClassMember) -> Void) {
    let table = tableBuilder.table
    for (number, wordClass) in table.classes.enumerated() {
      for index in Int(wordClass.first)..<Int(wordClass.first + wordClass.count) {
        body(number, WordClassMember(kind: wordClass.kind, symbol: table.symbols[index]))
      }
    }
  }

  // MARK: - Anchors

  private mutating func add(_ program: PatternProgram, concept: Int?) {
    let level = levels.level(of: program)
    let (anchors, weights) = anchors(of: program)
    let number = Int32(tableBuilder.table.programs.count)
    let cuts = anchors.cuts()
    let cut = cuts.first ?? []
    tableBuilder.append(program, needs: Array(cuts.dropFirst()), concept: concept, level: level)
    if weights.cost(of: cut) > Self.rareWeight,
      let pair = pair(of: program, anchors.unavoidable, weights.alone)
    {
      pairReach = max(pairReach, pair.gap)
      let rest = anchors.unavoidable.filter { $0 != pair.first && $0 != pair.second }
      let posting = self.posting(number, level, program, needing: rest)
      for a in program.elements[pair.first].pairWords {
        for b in program.elements[pair.second].pairWords {
          pairPostings[WordPair(first: a, second: b), default: []].append(posting)
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
    let first = Int(tableBuilder.table.programs[Int(number)].first)
    var words: [Int32] = []
    var concepts: [Int32] = []
    for companion in companions {
      let number = tableBuilder.table.elements[first + companion].wordClass
      if case .concept = program.elements[companion] { concepts.append(number) } else { words.append(number) }
    }
    words += [-1, -1]
    concepts += [-1, -1]
    return .init(
      program: number, level: Int32(level), words: (words[0], words[1]), concepts: (concepts[0], concepts[1]))
  }

  private mutating func register(_ anchor: Element, _ posting: PatternIndex.Posting) {
    switch anchor {
    case .lemmas(let symbols): lemmaPostings += symbols.map { ($0, posting) }
    case .surfaces(let symbols): surfacePostings += symbols.map { ($0, posting) }
    case .concept(let concept): conceptPostings.append((Int32(concept), posting))
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
      let words = program.elements[edge.from].pairWords.count * program.elements[second].pairWords.count
      guard gap <= Self.widestPair, (1...Self.mostPairs).contains(words) else { continue }
      let cost = weights[edge.from] * weights[second] * (gap + 1)
      if best.map({ cost < $0.cost }) ?? true { best = (edge.from, second, gap, cost) }
    }
    return best.map { ($0.first, $0.second, $0.gap) }
  }
}

extension Element {
  /// Its words as halves of pairs; none for a concept.
  fileprivate var pairWords: [PairWord] {
    switch self {
    case .lemmas(let symbols): symbols.map(PairWord.lemma)
    case .surfaces(let symbols): symbols.map(PairWord.surface)
    case .concept: []
    }
  }
}
