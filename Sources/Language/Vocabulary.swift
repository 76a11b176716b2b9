/// The number of a word that a pack speaks of; 0 is every other word.
package typealias SymbolID = Int32

/// Numbers for the words of a pack, so that matching compares integers.
///
/// A *surface* is a folded word as typed; a *lemma* stands for all inflections of a word. Words of
/// `exact:` are their own lemma.
package struct Vocabulary: Sendable {
  package internal(set) var lexicon: Lexicon
  /// Surfaces, and the words that are their own lemma.
  var numbers = WordNumbers()
  /// Stems, and the words that stand for a distinct group: lemmas of all other words.
  var stemNumbers = WordNumbers()
  var distinctGroups: [String: [String]] = [:]
  /// The number of symbols, the unknown one included: all are below it.
  package internal(set) var count: Int = 1
  /// The words that patterns speak of, of a vocabulary that is being made.
  private var spokenOf: Set<String> = []
  /// The same of a vocabulary that was read back.
  var archivedSurfaces: WordList?
  /// The words that any list of the lexicon has: of most words none says anything.
  var listed: WordFilter

  package init(lexicon: Lexicon) {
    self.lexicon = lexicon
    listed = WordFilter(lexicon.listedWords)
    let stemmer = Stemmer(language: lexicon.language)
    for group in lexicon.distinct {
      // The longest first, so that `apartments` is an apartment before it is apart.
      let ordered = group.sorted { $0.utf8.count > $1.utf8.count }
      for word in group { distinctGroups[stemmer.stem(word), default: []] += ordered }
    }
  }

  /// The number of a surface, given out now if it is new.
  package mutating func number(ofSurface word: String) -> SymbolID {
    spokenOf.insert(word)
    return number(of: .surface(word))
  }

  /// The number of a word’s lemma, given out now if it is new.
  package mutating func number(ofLemmaOf word: String, by stemmer: Stemmer) -> SymbolID {
    spokenOf.insert(word)
    return number(of: lemma(of: word, by: stemmer))
  }

  /// The words that correction may turn a misspelt word into.
  package var surfaces: [String] { archivedSurfaces?.words ?? spokenOf.sorted() }

  /// Whether a pattern speaks of this very word.
  package func isSurface(_ word: String) -> Bool {
    archivedSurfaces?.contains(word) ?? spokenOf.contains(word)
  }

  /// How a folded word is meant, 0 where the pack does not speak of it.
  package func form(of word: String, by stemmer: Stemmer) -> WordForm {
    let isListed = mayList(word)
    // A pack that quotes all of its words has no stems, and of words that no list has nothing else is asked.
    let lemma =
      stemNumbers.isEmpty && !isListed
      ? nil : known(self.lemma(of: word, isListed: isListed, by: stemmer))
    return WordForm(
      surface: numbers[word] ?? 0, lemma: lemma ?? 0, tense: tense(of: word, isListed: isListed))
  }

  private func known(_ lemma: Lemma) -> SymbolID? {
    switch lemma {
    case .surface(let word): numbers[word]
    case .stem(let stem): stemNumbers[stem]
    }
  }

  /// Whether the lexicon may say anything of a word; false is certain.
  func mayList(_ word: String) -> Bool { listed.mayHold(word) }

  private mutating func number(of lemma: Lemma) -> SymbolID {
    let next = SymbolID(count)
    let number: SymbolID
    switch lemma {
    case .surface(let word):
      number = numbers[word] ?? next
      numbers[word] = number
    case .stem(let stem):
      number = stemNumbers[stem] ?? next
      stemNumbers[stem] = number
    }
    if number == next { count += 1 }
    return number
  }

  /// What stands for all inflections of a word: the word itself if it is exact, else a stem.
  package func lemma(of word: String, by stemmer: Stemmer) -> Lemma {
    lemma(of: word, isListed: mayList(word), by: stemmer)
  }

  private func lemma(of word: String, isListed: Bool, by stemmer: Stemmer) -> Lemma {
    var base = word
    if isListed {
      if lexicon.exact.contains(word) { return .surface(word) }
      base = lexicon.irregular[word]?.base ?? word
      if lexicon.exact.contains(base) { return .surface(base) }
    }
    let stem = stemmer.stem(base)
    if let group = distinctGroups[stem], let own = group.first(where: { base.hasPrefix($0) }) {
      return .stem(own)
    }
    return .stem(stem)
  }

  private func tense(of word: String, isListed: Bool) -> Tense {
    if isListed {
      if lexicon.pastAuxiliaries.contains(word) { return .pastAuxiliary }
      if lexicon.presentAuxiliaries.contains(word) { return .presentAuxiliary }
      if lexicon.adjectives.contains(word) { return .none }
      if let form = lexicon.irregular[word] { return form.isPast ? .past : .none }
    }
    return lexicon.language == "en" && word.hasSuffix("ed") && word.utf8.count > 4 ? .past : .none
  }
}

/// What stands for all inflections of a word.
package enum Lemma: Hashable, Sendable {
  /// A word that matches only itself.
  case surface(String)
  /// A Snowball stem, or the word of a `distinct:` group.
  case stem(String)

  /// The stem, nil for a word that matches only itself.
  package var stem: String? {
    if case .stem(let stem) = self { stem } else { nil }
  }

  /// The word itself, or `~` and the stem.
  package var name: String {
    switch self {
    case .surface(let word): word
    case .stem(let stem): "~" + stem
    }
  }
}

/// What a word’s form says of time.
package enum Tense: UInt8, Sendable {
  case none, past, pastAuxiliary, presentAuxiliary
}

/// One reading of one word.
package struct WordForm: Hashable, Sendable {
  package var surface: SymbolID
  package var lemma: SymbolID
  package var tense: Tense

  package init(surface: SymbolID, lemma: SymbolID, tense: Tense) {
    self.surface = surface
    self.lemma = lemma
    self.tense = tense
  }
}
