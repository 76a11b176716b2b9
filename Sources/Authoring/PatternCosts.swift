internal import Language
internal import Rules

/// How often a text holds the words that a pattern cannot do without.
///
/// The measure of what an index over words must try at best: for each pattern the rarest set of words of which
/// every match holds one.
struct PatternCosts {
  private let vocabulary: Vocabulary
  private let stemmer: Stemmer
  private let phrases: [String: [RulePattern]]
  private var lemmas: [String: String] = [:]
  private var frequencies: [String: Int] = [:]
  private var concepts: [String: Set<String>?] = [:]
  private var open: Set<String> = []

  init(book: RuleBook, background: [String]) {
    vocabulary = Vocabulary(lexicon: book.lexicon)
    stemmer = Stemmer(language: book.lexicon.language)
    phrases = Dictionary(book.concepts.map { ($0.name, $0.phrases) }, uniquingKeysWith: { first, _ in first })
    for sentence in background {
      for word in PatternText.words(of: sentence) {
        for opened in book.lexicon.readings(of: word.text).joined() {
          frequencies[lemma(of: opened), default: 0] += 1
        }
      }
    }
  }

  /// How often a word of the pattern’s rarest set stands in the text.
  mutating func candidates(of pattern: Pattern) -> Int {
    guard let words = needed(by: pattern) else { return 0 }
    return frequency(of: words)
  }

  private func frequency(of words: Set<String>) -> Int { words.reduce(0) { $0 + (frequencies[$1] ?? 0) } }

  private mutating func lemma(of word: String) -> String {
    if let known = lemmas[word] { return known }
    let lemma = vocabulary.lemma(of: word, by: stemmer).name
    lemmas[word] = lemma
    return lemma
  }

  /// The rarest set of words of which every match holds one; nil where a match may hold none.
  private mutating func needed(by pattern: Pattern) -> Set<String>? {
    switch pattern {
    case .word(let word): return needed(byWord: word)
    case .quotation(let words):
      let sets = words.map { needed(byWord: $0) }
      return rarest(of: sets)
    case .concept(let name): return needed(byConcept: name)
    case .sequence(let parts), .anyOrder(let parts, _):
      let sets = parts.map { needed(by: $0) }
      return rarest(of: sets)
    case .choice(let parts): return union(of: parts)
    case .optional, .gap, .sentenceStart, .sentenceEnd: return nil
    }
  }

  private func rarest(of sets: [Set<String>?]) -> Set<String>? {
    sets.compactMap(\.self).min { frequency(of: $0) < frequency(of: $1) }
  }

  private mutating func union(of parts: [Pattern]) -> Set<String>? {
    var all: Set<String> = []
    for part in parts {
      guard let words = needed(by: part) else { return nil }
      all.formUnion(words)
    }
    return all
  }

  /// The rarest place of a word’s readings: `can't` needs *not*, or *can*.
  private mutating func needed(byWord word: String) -> Set<String>? {
    let readings = vocabulary.lexicon.readings(of: word)
    let places = (readings.first ?? []).indices.map { place in
      Set(readings.map { lemma(of: $0[place]) })
    }
    return rarest(of: places)
  }

  private mutating func needed(byConcept name: String) -> Set<String>? {
    if let known = concepts[name] { return known }
    guard open.insert(name).inserted else { return nil }
    defer { open.remove(name) }
    let words = union(of: (phrases[name] ?? []).map(\.pattern))
    concepts[name] = words
    return words
  }
}
