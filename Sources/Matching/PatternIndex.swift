internal import Language

/// Finds the patterns and phrases that a sentence may match, by words that each cannot do without.
///
/// For every program the rarest set of elements is chosen of which each match holds one, or a pair of neighbouring
/// words where that is rarer; a sentence then touches only the programs whose words it has.
struct PatternIndex: Sendable {
  /// A program to try.
  struct Posting: Sendable {
    var program: Int32
    var level: Int32
    /// A class of words that a match needs besides, or -1: most candidates fall here.
    var companion: Int32
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
  private static let mostRequirements = 3
  /// A word of more classes does not mark them all: those small enough are looked up.
  private static let mostClasses = 48

  private let concepts: [[PatternProgram]]
  private let symbolCount: Int
  private var frequency: [Int]
  private var starts: ConceptStarts
  private var conceptWeights: [Int: Int] = [:]
  private var levels: ConceptLevels
  private var tableBuilder: ProgramTableBuilder
  private var lemmaPostings: [(row: Int32, value: PatternIndex.Posting)] = []
  private var surfacePostings: [(row: Int32, value: PatternIndex.Posting)] = []
  private var conceptPostings: [(row: Int32, value: PatternIndex.Posting)] = []
  private var pairPostings: [WordPair: [PatternIndex.Posting]] = [:]
  private var pairReach = 0
  private var lemmaClasses: [(row: Int32, value: Int32)] = []
  private var surfaceClasses: [(row: Int32, value: Int32)] = []

  init(patterns: [PatternProgram], concepts: [[PatternProgram]], symbolCount: Int) {
    self.concepts = concepts
    self.symbolCount = symbolCount
    starts = ConceptStarts(concepts: concepts)
    levels = ConceptLevels(concepts: concepts)
    tableBuilder = ProgramTableBuilder(conceptCount: concepts.count)
    frequency = [Int](repeating: 0, count: symbolCount)
    for program in patterns { count(program) }
    for program in concepts.joined() { count(program) }
    for program in patterns { add(program, concept: nil) }
    for (concept, phrases) in concepts.enumerated() {
      for phrase in phrases where !addAsWord(phrase, of: concept) { add(phrase, concept: concept) }
    }
    addMarkedClasses()
  }

  private mutating func count(_ program: PatternProgram) {
    for element in program.elements {
      switch element {
      case .lemmas(let symbols), .surfaces(let symbols):
        for symbol in symbols { frequency[Int(symbol)] += 1 }
      case .concept: break
      }
    }
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
    let weights = program.elements.map { weight(of: $0) }
    let required = program.unavoidableElements.sorted { (weights[$0], $0) < (weights[$1], $1) }
    let number = Int32(tableBuilder.table.programs.count)
    tableBuilder.append(
      program, required: Array(required.prefix(Self.mostRequirements)), concept: concept, level: level)
    let anchors = self.anchors(of: program, required, weights)
    let cost = anchors.reduce(0) { $0 + weights[$1] }
    if cost > Self.rareWeight, let (first, second, gap) = pair(of: program, required, weights) {
      pairReach = max(pairReach, gap)
      let posting = self.posting(number, level, program, required.filter { $0 != first && $0 != second })
      for a in program.elements[first].pairWords {
        for b in program.elements[second].pairWords {
          pairPostings[WordPair(first: a, second: b), default: []].append(posting)
        }
      }
    } else {
      let posting = self.posting(number, level, program, required.filter { !anchors.contains($0) })
      for anchor in anchors { register(program.elements[anchor], posting) }
    }
  }

  /// Where to try a program; `rest` are the elements that a match needs besides the anchor, the rarest first.
  private func posting(_ number: Int32, _ level: Int, _ program: PatternProgram, _ rest: [Int])
    -> PatternIndex.Posting
  {
    let companion = rest.first { if case .concept = program.elements[$0] { false } else { true } }
    let record = tableBuilder.table.programs[Int(number)]
    return .init(
      program: number, level: Int32(level),
      companion: companion.map { tableBuilder.table.elements[Int(record.first) + $0].wordClass } ?? -1)
  }

  private mutating func register(_ anchor: Element, _ posting: PatternIndex.Posting) {
    switch anchor {
    case .lemmas(let symbols): lemmaPostings += symbols.map { ($0, posting) }
    case .surfaces(let symbols): surfacePostings += symbols.map { ($0, posting) }
    case .concept(let concept): conceptPostings.append((Int32(concept), posting))
    }
  }

  /// How often an element is likely to be met: by how many programs speak of its words.
  private mutating func weight(of element: Element) -> Int {
    switch element {
    case .lemmas(let symbols), .surfaces(let symbols): return symbols.reduce(1) { $0 + frequency[Int($1)] }
    case .concept(let concept):
      if let known = conceptWeights[concept] { return known }
      let weight = starts.symbols(of: element).reduce(1) { $0 + frequency[Int($1)] }
      conceptWeights[concept] = weight
      return weight
    }
  }

  /// The cheapest elements of which every way through the program takes one: one that no way avoids, all
  /// beginnings, or all ends.
  private func anchors(of program: PatternProgram, _ required: [Int], _ weights: [Int]) -> [Int] {
    let all = program.elements.indices
    var cuts = [all.filter { program.isStart[$0] }, all.filter { program.isEnd[$0] }]
    if let rarest = required.first { cuts.append([rarest]) }
    let costs = cuts.map { cut in cut.reduce(0) { $0 + weights[$1] } }
    let best = costs.indices.min { costs[$0] < costs[$1] } ?? 0
    return cuts[best]
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

extension PatternProgram {
  /// The elements that every way through the program takes.
  ///
  /// - Complexity: O(edges); a program of more than 64 elements is not looked into and has none.
  var unavoidableElements: [Int] {
    guard elements.count <= 64 else { return [] }
    var taken = [UInt64](repeating: 0, count: elements.count)
    var always = UInt64.max
    for element in elements.indices {
      var before = isStart[element] ? 0 : UInt64.max
      for edge in edges[element] { before &= taken[edge.from] }
      taken[element] = before | 1 << UInt64(element)
      if isEnd[element] { always &= taken[element] }
    }
    return elements.indices.filter { always & 1 << UInt64($0) != 0 }
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
