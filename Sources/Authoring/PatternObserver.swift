internal import Language
internal import Matching
internal import Rules

/// Finds out which sentences hold which patterns, each pattern compiled on its own by the engine that chats.
///
/// What the engine decides afterwards (assertions, vetoes, who wins) plays no part.
struct PatternObserver: Sendable {
  /// A sentence as typed and, where that differs, as its spelling was corrected.
  private struct Text: Sendable {
    var sentence: Int
    var text: String
  }

  /// How many patterns are compiled together: enough to share the work on the concepts, few enough for memory.
  private static let batchSize = 2_000

  private let book: RuleBook
  private let texts: [Text]
  private let jobs: Int

  /// - Parameters:
  ///   - book: The pack whose lexicon and concepts the patterns use.
  ///   - sentences: They are known by their indexes from here on.
  ///   - jobs: How many batches are worked on side by side.
  init(book: RuleBook, sentences: [String], jobs: Int) {
    self.book = book
    self.jobs = jobs
    let reader = Reader(Matcher(book))
    texts = sentences.enumerated().flatMap { index, text in
      let corrected = Self.corrected(text, by: reader)
      return [Text(sentence: index, text: text)]
        + (corrected == text ? [] : [Text(sentence: index, text: corrected)])
    }
  }

  /// The text with every misspelt word as the engine takes it.
  private static func corrected(_ text: String, by reader: Reader) -> String {
    var scalars = Array(text.unicodeScalars)
    for correction in reader.utterance(of: text).corrections.sorted(by: {
      $0.span.lowerBound > $1.span.lowerBound
    })
    where correction.span.upperBound <= scalars.count {
      scalars.replaceSubrange(correction.span, with: correction.corrected.unicodeScalars)
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// For each pattern the sentences that hold it, ascending.
  ///
  /// - Parameters:
  ///   - patterns: They need not stand in the pack.
  ///   - candidates: For each pattern the only sentences that are worth a look; nil for all of them.
  /// - Returns: Indexes of sentences. Others than the candidates of a pattern may be among them.
  func sentences(holding patterns: [Pattern], among candidates: [[Int]]? = nil) async -> [[Int]] {
    let batches = stride(from: 0, to: patterns.count, by: Self.batchSize).map {
      $0..<min($0 + Self.batchSize, patterns.count)
    }
    let found = await mapped(batches, jobs: jobs) { batch in
      self.sentences(holding: patterns[batch], among: candidates.map { Set($0[batch].joined()) })
    }
    return Array(found.joined())
  }

  private func sentences(holding patterns: ArraySlice<Pattern>, among candidates: Set<Int>?) -> [[Int]] {
    let reader = Reader(Matcher(alone(patterns), scope: .patternsOnly), correctsSpelling: false)
    var found = [Set<Int>](repeating: [], count: patterns.count)
    for text in texts where candidates?.contains(text.sentence) ?? true {
      for match in reader.bareMatches(in: reader.utterance(of: text.text)) {
        found[match.intentIndex].insert(text.sentence)
      }
    }
    return found.map { $0.sorted() }
  }

  /// A book with one intent a pattern, and with the concepts that these are made of.
  private func alone(_ patterns: ArraySlice<Pattern>) -> RuleBook {
    var alone = RuleBook(pack: book.pack)
    alone.lexicon = book.lexicon
    alone.persons = book.persons
    let names = book.concepts(behind: patterns.flatMap(\.concepts))
    alone.concepts = book.concepts.filter { names.contains($0.name) }
    let place = book.patternSites.first.map { book[$0].place }
    alone.intents = patterns.enumerated().compactMap { number, pattern in
      place.map { place in
        var intent = Intent(id: ID("\(number)"), kind: .chat, place: place, title: "")
        intent.patterns = [RulePattern(pattern: pattern, text: "", place: place)]
        return intent
      }
    }
    return alone
  }
}
