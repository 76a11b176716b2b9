internal import Diagnostics
internal import Language
internal import Matching
package import Rules

/// A pattern for a sentence that no rule took, with what else it would take.
package struct PatternProposal: Sendable {
  /// A sentence of the pack that the pattern would take too.
  package struct Taken: Sendable {
    package var intent: ID<Intent>
    package var example: Example
  }

  package let pattern: String
  package let example: String
  /// The sentence of the pack that is nearest and that the pattern leaves alone.
  package let nearMiss: String?
  package let taken: [Taken]

  /// More of the rarest words than these make a pattern that nothing else matches.
  private static let mostWords = 3
  /// A word that stands in more than these of 1,000 sentences says little.
  private static let commonWord = 60

  /// Nil where the sentence has fewer than two words that a pattern could be made of.
  ///
  /// - Parameters:
  ///   - sentence: What a person said.
  ///   - book: The pack, whose examples are the text by which words are rare.
  package init?(for sentence: String, in book: RuleBook) {
    let reader = Reader(Matcher(book))
    let census = WordCensus(book: book)
    guard let pattern = Self.pattern(for: reader.read(sentence), book, census),
      let tree = try? Pattern(parsing: pattern)
    else { return nil }
    self.pattern = pattern
    example = sentence.split(whereSeparator: \.isNewline).joined(separator: " ")
    let examples = book.intents.flatMap { intent in intent.examples.map { (intent.id, $0) } }
    let found = PatternProbe(book: book, patterns: [tree]).sentencesTaken(of: examples.map(\.1.text))[0]
    taken = found.sorted().map { Taken(intent: examples[$0].0, example: examples[$0].1) }
    let words = Set(PatternText.words(of: pattern).map { census.lemma(of: $0.text) })
    nearMiss = examples.indices.filter { !found.contains($0) && book.intent(examples[$0].0)?.safety == nil }
      .map { (index: $0, shared: census.lemmas(of: examples[$0].1.text).intersection(words).count) }
      .max { ($0.shared, $1.index) < ($1.shared, $0.index) }
      .map { examples[$0.index].1.text.split(whereSeparator: \.isNewline).joined(separator: " ") }
  }

  // MARK: - The pattern

  /// A word or a person of the sentence, as it would stand in a pattern.
  private struct Part {
    var text: String
    /// In words of the utterance.
    var words: Range<Int>
    /// In 1,000 sentences.
    var frequency: Int
    var isPerson = false
  }

  private static func pattern(for reading: Reading, _ book: RuleBook, _ census: WordCensus) -> String? {
    let utterance = reading.utterance
    let parts = utterance.sentences.map { sentence in
      Self.parts(of: sentence, reading, book, census)
    }
    .max { weight(of: $0) < weight(of: $1) }
    guard let parts, !parts.isEmpty else { return nil }
    let content = parts.filter { !$0.isPerson && $0.frequency <= commonWord }
    let words = content.isEmpty ? parts.filter { !$0.isPerson } : content
    let chosen = words.sorted { ($0.frequency, $0.words.lowerBound) < ($1.frequency, $1.words.lowerBound) }
      .prefix(mostWords)
    guard let first = chosen.map(\.words.lowerBound).min(), let last = chosen.map(\.words.upperBound).max()
    else {
      return nil
    }
    let persons = parts.filter { part in
      part.isPerson && part.words.lowerBound > first && part.words.upperBound <= last
    }
    let elements = (Array(chosen) + persons).sorted { $0.words.lowerBound < $1.words.lowerBound }
    return joined(elements)
  }

  private static func weight(of parts: [Part]) -> Int {
    parts.count { !$0.isPerson && $0.frequency <= commonWord }
  }

  /// The words that may stand in a pattern: persons, and words that are neither fillers nor of the `exact:` list.
  private static func parts(
    of sentence: Range<Int>, _ reading: Reading, _ book: RuleBook, _ census: WordCensus
  ) -> [Part] {
    let hasPerson = book.concepts.contains { $0.name == "person" }
    let fillers = Set(book.lexicon.fillers.joined())
    var parts: [Part] = []
    var index = sentence.lowerBound
    while index < sentence.upperBound {
      if hasPerson, let person = reading.persons.first(where: { $0.lowerBound == index }) {
        parts.append(Part(text: "<person>", words: person, frequency: 0, isPerson: true))
        index = max(person.upperBound, index + 1)
        continue
      }
      let span = reading.utterance.words[index].span
      let end =
        (index..<sentence.upperBound).first { reading.utterance.words[$0].span != span }
        ?? sentence.upperBound
      let text = folded(reading.utterance.typed(at: Int(span.lowerBound)..<Int(span.upperBound)))
      let isContent = end == index + 1 && !book.lexicon.exact.contains(text) && !fillers.contains(text)
      if isContent, text.unicodeScalars.count > 1 {
        parts.append(Part(text: text, words: index..<end, frequency: census.frequency(of: text)))
      }
      index = end
    }
    return parts
  }

  /// The elements with gaps where words were left out; what stands too far off is cut away.
  private static func joined(_ elements: [Part]) -> String? {
    var runs: [[String]] = [[]]
    var end: Int?
    for element in elements {
      let gap = end.map { element.words.lowerBound - $0 } ?? 0
      switch gap {
      case ...0: break
      case ...Pattern.usualGap: runs[runs.count - 1].append("*")
      case ...Pattern.widestGap: runs[runs.count - 1].append("*\(gap)")
      default: runs.append([])
      }
      runs[runs.count - 1].append(element.text)
      end = element.words.upperBound
    }
    let longest = runs.max { $0.count < $1.count } ?? []
    return longest.count { !$0.hasPrefix("*") && $0 != "<person>" } >= 2
      ? longest.joined(separator: " ") : nil
  }
}

/// How often the sentences of a pack’s examples hold each word.
private struct WordCensus {
  private let vocabulary: Vocabulary
  private let stemmer: Stemmer
  private var counts: [String: Int] = [:]
  private let sentences: Int

  init(book: RuleBook) {
    vocabulary = Vocabulary(lexicon: book.lexicon)
    stemmer = Stemmer(language: book.lexicon.language)
    let examples = book.exampleSentences
    sentences = max(1, examples.count)
    for example in examples {
      for lemma in lemmas(of: example) { counts[lemma, default: 0] += 1 }
    }
  }

  func lemma(of word: String) -> String { vocabulary.lemma(of: word, by: stemmer).name }

  func lemmas(of sentence: String) -> Set<String> {
    Set(PatternText.words(of: sentence).map { lemma(of: $0.text) })
  }

  /// In 1,000 sentences.
  func frequency(of word: String) -> Int { (counts[lemma(of: word)] ?? 0) * 1000 / sentences }
}
