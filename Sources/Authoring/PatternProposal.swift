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
  /// The intents that claim the sentence already, the one that is answered first.
  package let owners: [ID<Intent>]

  /// More of the rarest words than these make a pattern that nothing else matches.
  private static let mostWords = 3
  /// A word that stands in more than these of 1,000 sentences says little.
  private static let commonWord = 60

  /// Nil where the sentence has no telling word, or nothing to go with it.
  ///
  /// - Parameters:
  ///   - sentence: What a person said.
  ///   - intent: Whose pattern it is to be; none of its examples is a near-miss.
  ///   - book: The pack, whose examples are the text by which words are rare.
  package init?(for sentence: String, of intent: ID<Intent>, in book: RuleBook) {
    let reader = Reader(Matcher(book))
    let census = WordCensus(book: book)
    let reading = reader.read(sentence)
    guard let pattern = Self.pattern(for: reading, book, census),
      let tree = try? Pattern(parsing: pattern)
    else { return nil }
    self.pattern = pattern
    owners = reading.accepted.map(\.intent)
    example = sentence.split(whereSeparator: \.isNewline).joined(separator: " ")
    let examples = book.intents.flatMap { intent in intent.examples.map { (intent.id, $0) } }
    let found = PatternProbe(book: book, patterns: [tree]).sentencesTaken(of: examples.map(\.1.text))[0]
    taken = found.sorted().filter { examples[$0].1.text != sentence }.map {
      Taken(intent: examples[$0].0, example: examples[$0].1)
    }
    let words = census.lemmas(of: sentence)
    let topics = Set(book.intents.filter { $0.isOfATopic && $0.id != intent }.map(\.id))
    nearMiss = examples.indices.filter { !found.contains($0) && topics.contains(examples[$0].0) }
      .map { (index: $0, likeness: census.likeness(of: examples[$0].1.text, to: words)) }
      .max { ($0.likeness, $1.index) < ($1.likeness, $0.index) }
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
    // A single telling word needs the people behind it.
    let end = chosen.count > 1 ? last : Int.max
    let persons = parts.filter { part in
      part.isPerson && part.words.lowerBound > first && part.words.upperBound <= end
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
    let kept = longest.filter { !$0.hasPrefix("*") }
    guard kept.count >= 2, kept.contains(where: { $0 != "<person>" }) else { return nil }
    return longest.joined(separator: " ")
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

  /// How much a sentence shares with some words; a rare word counts more than a common one.
  func likeness(of sentence: String, to words: Set<String>) -> Int {
    lemmas(of: sentence).intersection(words).reduce(0) { $0 + 1000 / (1 + (counts[$1] ?? 0)) }
  }

  /// In 1,000 sentences.
  func frequency(of word: String) -> Int { (counts[lemma(of: word)] ?? 0) * 1000 / sentences }
}
