/// One word of a statement, after variants.
package struct Word: Sendable {
  /// What was typed for it, in Unicode scalars of the text; all words of `can't` share one span.
  package var span: Range<Int32>
  /// Its first reading.
  package var form: WordForm
  /// Further readings (`he's`: *is*, *has*), as a range of `Utterance.alternatives`.
  package var alternatives: Range<Int32>
  /// The index in `Utterance.corrections`, or -1.
  package var correction: Int32
  package var isCapitalized: Bool
  /// Whether it was typed with *’s* and stands for one word: `mum's`, not `he's`.
  package var isPossessor: Bool
}

/// A misspelt word and what it was taken for.
package struct Correction: Hashable, Sendable {
  package var typed: String
  package var corrected: String
  package var span: Range<Int>
}

/// A statement: the text as typed, its words, sentences and clauses.
package struct Utterance: Sendable {
  package var text = ""
  package var words: [Word] = []
  package var alternatives: [WordForm] = []
  /// Ranges of `words`; together they hold every word.
  package var sentences: [Range<Int>] = []
  /// For each sentence, whether a question mark ends it.
  package var questions: [Bool] = []
  /// Ranges of `words`; each lies in one sentence.
  package var clauses: [Range<Int>] = []
  package var corrections: [Correction] = []
  /// Ranges of `words` that stand in quotation marks, of two words or more.
  package var quotations: [Range<Int>] = []

  package init() {}

  /// Whether any reading of a word has this lemma.
  package func word(_ index: Int, hasLemma lemma: SymbolID) -> Bool {
    let word = words[index]
    if word.form.lemma == lemma { return true }
    return word.alternatives.contains { alternatives[Int($0)].lemma == lemma }
  }

  /// Whether any reading of a word is this very surface.
  package func word(_ index: Int, hasSurface surface: SymbolID) -> Bool {
    let word = words[index]
    if word.correction >= 0 { return false }
    if word.form.surface == surface { return true }
    return word.alternatives.contains { alternatives[Int($0)].surface == surface }
  }

  /// The span of a range of words, in scalars of `text`.
  package func span(of range: Range<Int>) -> Range<Int> {
    guard let first = range.first, let last = range.last else { return 0..<0 }
    return Int(words[first].span.lowerBound)..<Int(words[last].span.upperBound)
  }

  /// What was typed at a span of scalars.
  package func typed(at span: Range<Int>) -> String {
    let scalars = text.unicodeScalars
    guard
      let start = scalars.index(scalars.startIndex, offsetBy: span.lowerBound, limitedBy: scalars.endIndex),
      let end = scalars.index(start, offsetBy: span.count, limitedBy: scalars.endIndex)
    else { return "" }
    return String(scalars[start..<end])
  }

  /// The index of the clause that holds a word.
  package func clause(of word: Int) -> Int { Self.index(of: word, in: clauses) }

  /// The sentence that holds a word.
  package func sentence(of word: Int) -> Range<Int> {
    sentences.isEmpty ? 0..<0 : sentences[Self.index(of: word, in: sentences)]
  }

  /// The index of the range that holds a word, among ranges that follow one another.
  private static func index(of word: Int, in ranges: [Range<Int>]) -> Int {
    var low = 0
    var high = ranges.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if ranges[middle].lowerBound <= word { low = middle } else { high = middle - 1 }
    }
    return max(0, low)
  }

  /// Forgets all but its storage, and takes a text whose words are not known yet.
  mutating func begin(_ text: String) {
    self.text = text
    self.text.makeContiguousUTF8()
    words.removeAll(keepingCapacity: true)
    alternatives.removeAll(keepingCapacity: true)
    sentences.removeAll(keepingCapacity: true)
    questions.removeAll(keepingCapacity: true)
    clauses.removeAll(keepingCapacity: true)
    corrections.removeAll(keepingCapacity: true)
    quotations.removeAll(keepingCapacity: true)
  }
}
