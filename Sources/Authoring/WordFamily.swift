internal import Language
package import Rules

/// What one word takes when an author writes it into a pattern.
package struct WordFamily: Hashable, Sendable {
  /// One word of what the written word stands for: `can't` has two.
  package struct Member: Hashable, Sendable {
    package var word: String
    /// The stem that it is compared by; nil for a word that matches only itself.
    package var stem: String?
    /// The forms that the lexicon lists for it.
    package var irregularForms: [String]
    /// Words with the same stem that the lexicon keeps apart.
    package var keptApart: [String]
    /// Every known word that it takes, tried with the matcher.
    package var takes: [String]
    /// What people type for it: `can't = can not`.
    package var variants: [String]
    /// Whether it may be passed over where a pattern does not ask for it.
    package var isFiller: Bool
  }

  package var typed: String
  /// What it stands for; several where a variant has several readings.
  package var readings: [[String]]
  package var members: [Member]

  package init(of word: String, in book: RuleBook) {
    let finder = FamilyFinder(book: book)
    typed = folded(word)
    readings = book.lexicon.readings(of: typed)
    var words: [String] = []
    for word in readings.joined() where !words.contains(word) { words.append(word) }
    members = words.map(finder.member)
  }
}

/// Looks for the relatives of words among the words that a pack knows.
private struct FamilyFinder {
  private let book: RuleBook
  private let vocabulary: Vocabulary
  private let stemmer: Stemmer
  private var lexicon: Lexicon { book.lexicon }

  init(book: RuleBook) {
    self.book = book
    vocabulary = Vocabulary(lexicon: book.lexicon)
    stemmer = Stemmer(language: book.lexicon.language)
  }

  func member(_ word: String) -> WordFamily.Member {
    let lemma = vocabulary.lemma(of: word, by: stemmer)
    let relatives = known.filter { vocabulary.lemma(of: $0, by: stemmer) == lemma && isOneWord($0) }
    let base = lexicon.irregular[word]?.base ?? word
    let stem = stemmer.stem(base)
    return WordFamily.Member(
      word: word, stem: lemma.stem,
      irregularForms: lexicon.irregular.filter { $0.value.base == base && $0.key != base }.keys.sorted(),
      keptApart: lexicon.distinct.filter { $0.contains { stemmer.stem($0) == stem } }.joined()
        .filter { vocabulary.lemma(of: $0, by: stemmer) != lemma }.sorted(),
      takes: taken(of: relatives, by: word),
      variants: lexicon.variants.filter { $0.value.joined().contains(word) }
        .map { "\($0.key) = " + $0.value.map { $0.joined(separator: " ") }.joined(separator: " | ") }
        .sorted(),
      isFiller: lexicon.fillers.contains([word]))
  }

  private var known: [String] {
    let listed = lexicon.knownWords?.words ?? []
    let said = book.intents.flatMap(\.examples).flatMap {
      $0.text.lowercased().split { !$0.isLetter }.map(String.init)
    }
    return Set(listed + said + lexicon.irregular.keys + lexicon.irregular.values.map(\.base) + lexicon.exact)
      .sorted()
  }

  /// Variants stand for something else, so they are listed on their own.
  private func isOneWord(_ word: String) -> Bool { lexicon.variants[word] == nil }

  /// Those that the matcher takes for the word.
  private func taken(of words: [String], by word: String) -> [String] {
    let trial = PatternTrial([.word(word)], with: book)
    return words.filter { trial.matches(in: $0)[0] != nil }
  }
}
