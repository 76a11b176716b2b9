internal import Language
internal import Matching
internal import Rules

/// Which sentences a pack may correct otherwise once it has lost a word.
///
/// A misspelt word is taken for a word of the pack’s patterns, so a mutant that takes the last mention of a word
/// away can change sentences in which its pattern is not found at all.
struct SpellingRisk {
  /// Those with a word that the pack knows nothing of, by their indexes.
  let sentences: [Int]
  private let book: RuleBook
  private let mentions: [String: Int]

  init(book: RuleBook, sentences: [String]) {
    self.book = book
    mentions = Self.words(
      of: book.patternSites.filter { !$0.isSafety(in: book) }.flatMap { book[$0].pattern.leaves }, book)
    guard let known = book.lexicon.knownWords else {
      self.sentences = []
      return
    }
    let matcher = Matcher(book)
    let reader = Reader(matcher, correctsSpelling: false)
    let isKnown = { (word: String) in
      known.contains(word) || matcher.vocabulary.isSurface(word)
        || book.lexicon.variants[word] != nil || book.lexicon.exact.contains(word)
    }
    self.sentences = sentences.indices.filter { index in
      let utterance = reader.utterance(of: sentences[index])
      return utterance.words.indices.contains { word in
        !isKnown(folded(utterance.typed(at: utterance.span(of: word..<(word + 1)))))
      }
    }
  }

  /// Whether a mutant takes the last mention of a word away.
  func isChanged(by mutant: Mutant) -> Bool {
    guard !sentences.isEmpty, !mutant.site.isSafety(in: book) else { return false }
    return Self.words(of: mutant.lost(in: book), book).contains { word, count in
      count >= mentions[word] ?? 0
    }
  }

  /// The words that some leaves of patterns speak of, after variants, with how often.
  private static func words(of leaves: [Pattern], _ book: RuleBook) -> [String: Int] {
    var counts: [String: Int] = [:]
    for leaf in leaves {
      switch leaf {
      case .word(let word):
        for word in Set(book.lexicon.readings(of: word).joined()) { counts[word, default: 0] += 1 }
      case .quotation(let words): for word in words { counts[word, default: 0] += 1 }
      case .concept, .sequence, .choice, .optional, .anyOrder, .gap, .sentenceStart, .sentenceEnd: continue
      }
    }
    return counts
  }
}

extension PatternSite {
  /// Whether it is read by the safety screen alone, which corrects no spelling.
  fileprivate func isSafety(in book: RuleBook) -> Bool {
    list.intent.map { book.intents[$0].safety != nil } ?? false
  }
}
