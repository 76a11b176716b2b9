internal import Rules

/// The graphs of a book’s concepts, and of any pattern with its words.
///
/// They say which words a pattern can take, for proofs about all sentences; whether a given sentence is taken is
/// always asked of the matcher that chats.
struct PatternGraphs {
  private(set) var words: WordClasses
  /// By concept number: only words and gaps, the concepts inside opened.
  private(set) var concepts: [PatternGraph] = []
  /// By concept number: the fewest words of a phrase.
  private(set) var shortestPhrases: [Int] = []
  private let numbers: [String: Int]

  init(book: RuleBook) {
    words = WordClasses(lexicon: book.lexicon)
    numbers = Dictionary(
      book.concepts.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    concepts = Array(repeating: PatternGraph(), count: book.concepts.count)
    var isDone = [Bool](repeating: false, count: book.concepts.count)
    for number in book.concepts.indices { open(number, in: book, &isDone) }
    shortestPhrases = concepts.map { graph in
      graph.distancesToEnd(shortestPhrase: { _ in 1 }).first ?? 1
    }
  }

  /// Builds a concept’s graph after those of the concepts that it names.
  private mutating func open(_ number: Int, in book: RuleBook, _ isDone: inout [Bool]) {
    guard !isDone[number] else { return }
    isDone[number] = true
    let phrases = book.concepts[number].phrases
    for name in phrases.flatMap(\.pattern.concepts) {
      if let inner = numbers[name] { open(inner, in: book, &isDone) }
    }
    var draft = PatternGraphDraft()
    let start = draft.addState()
    let end = draft.addState()
    for phrase in phrases { add(phrase.pattern, from: start, to: end, opensConcepts: true, &draft) }
    concepts[number] = draft.graph(from: start, to: end)
  }

  /// The graph of one pattern; its concepts stay closed.
  mutating func graph(of pattern: Pattern) -> PatternGraph {
    var draft = PatternGraphDraft()
    let start = draft.addState()
    let end = draft.addState()
    add(pattern, from: start, to: end, opensConcepts: false, &draft)
    return draft.graph(from: start, to: end)
  }

  private mutating func add(
    _ pattern: Pattern, from: Int, to end: Int, opensConcepts: Bool, _ draft: inout PatternGraphDraft
  ) {
    switch pattern {
    case .word(let word): add(words.classes(ofWord: word), from: from, to: end, &draft)
    case .quotation(let quoted):
      add(words.classes(ofQuotation: quoted).map { [$0] }, from: from, to: end, &draft)
    case .concept(let name):
      guard let number = numbers[name] else { return }
      if opensConcepts {
        draft.insert(concepts[number], from: from, to: end)
      } else {
        draft.connect(from, .concept(number), to: end)
      }
    case .sequence(let parts):
      var state = from
      for part in parts {
        let next = draft.addState()
        add(part, from: state, to: next, opensConcepts: opensConcepts, &draft)
        state = next
      }
      draft.connect(state, to: end)
    case .choice(let parts):
      for part in parts { add(part, from: from, to: end, opensConcepts: opensConcepts, &draft) }
    case .optional(let part):
      draft.connect(from, to: end)
      add(part, from: from, to: end, opensConcepts: opensConcepts, &draft)
    case .anyOrder(let parts, let gap):
      for order in permutations(of: parts) {
        let spaced = order.enumerated().flatMap { $0 == 0 ? [$1] : [.gap(gap), $1] }
        add(.sequence(spaced), from: from, to: end, opensConcepts: opensConcepts, &draft)
      }
    case .gap(let width): draft.connect(from, .gap(width), to: end)
    case .sentenceStart:
      draft.isAtSentenceStart = true
      draft.connect(from, to: end)
    case .sentenceEnd:
      draft.isAtSentenceEnd = true
      draft.connect(from, to: end)
    }
  }

  /// A row of word classes, alternatives side by side.
  private func add(
    _ row: [[WordClass]], from: Int, to end: Int, _ draft: inout PatternGraphDraft
  ) {
    var state = from
    for (position, alternatives) in row.enumerated() {
      let next = position == row.count - 1 ? end : draft.addState()
      for words in alternatives { draft.connect(state, .word(words), to: next) }
      state = next
    }
    if row.isEmpty { draft.connect(from, to: end) }
  }
}

/// Every order of a few parts.
private func permutations(of parts: [Pattern]) -> [[Pattern]] {
  guard parts.count > 1 else { return [parts] }
  return parts.indices.flatMap { index in
    var rest = parts
    let first = rest.remove(at: index)
    return permutations(of: rest).map { [first] + $0 }
  }
}
