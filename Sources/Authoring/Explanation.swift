package import Dialogue
internal import Language
package import Matching
package import Rules

/// How a sentence was understood: all that led from its words to the reply.
package struct Explanation: Sendable {
  /// A typed word with what it stands for.
  package struct WordNote: Hashable, Sendable {
    package var typed: String
    /// What a misspelt word was read as.
    package var corrected: String?
    /// The words that it stands for, each with all its readings; `can't` has two.
    package var standsFor: [[String]]
    /// The stem of each of these words’ first reading; nil for one that matches only itself.
    package var stems: [String?]
  }

  /// Words that concepts of the pack take.
  package struct ConceptNote: Hashable, Sendable {
    package var words: String
    package var span: Range<Int>
    package var concepts: [String]
  }

  /// A match, and what it lost to.
  package struct Candidate: Sendable {
    package var match: Match
    /// The candidate right before it and why that comes first; nil for the first.
    package var behind: (intent: ID<Intent>, criterion: Criterion)?
  }

  /// Of a longer message the words, clauses and concepts are told so far.
  private static let mostWords = 240

  package let turn: Turn
  /// How many words of the message are left out of `words`, `clauses` and `concepts`.
  package let untoldCount: Int
  package let words: [WordNote]
  package let clauses: [String]
  package let concepts: [ConceptNote]
  /// In the order in which they would be answered.
  package let candidates: [Candidate]
  /// The nearest patterns; looked for only where nothing is claimed.
  package let nearMisses: [NearMiss]

  /// - Parameters:
  ///   - turn: A turn on the sentence.
  ///   - book: The pack that it was read with.
  ///   - nearCount: How many patterns that almost match are looked for where nothing does.
  package init(of turn: Turn, by book: RuleBook, nearCount: Int = 3) {
    self.turn = turn
    let utterance = turn.reading.utterance
    let told = 0..<min(Self.mostWords, utterance.words.count)
    untoldCount = utterance.words.count - told.count
    words = ExplainedWords(book: book).notes(on: utterance, told)
    clauses = utterance.clauses.prefix { told.contains($0.lowerBound) }
      .map { utterance.typed(at: utterance.span(of: $0)) }
    let beginning =
      untoldCount == 0 ? turn.line : utterance.typed(at: 0..<utterance.span(of: told).upperBound)
    concepts = Self.concepts(in: beginning, of: book)
    candidates = turn.reading.matches.enumerated().map { number, match in
      guard number > 0 else { return Candidate(match: match) }
      let before = turn.reading.matches[number - 1]
      return Candidate(match: match, behind: (before.intent, Criterion(before, before: match)))
    }
    let isMissed = turn.reading.accepted.isEmpty && turn.safety.first == nil
    nearMisses =
      isMissed && !utterance.words.isEmpty
      ? NearMissFinder(book: book).nearMisses(to: beginning, count: nearCount) : []
  }

  /// What all concepts of a pack take, by place; concepts that take the same words together.
  private static func concepts(in line: String, of book: RuleBook) -> [ConceptNote] {
    let trial = PatternTrial(book.concepts.map { .concept($0.name) }, with: book)
    let utterance = trial.utterance(of: line)
    var names: [Range<Int>: [String]] = [:]
    for (number, matches) in trial.matches(in: utterance) {
      for match in matches { names[match.span, default: []].append(book.concepts[number].name) }
    }
    return names.map { span, concepts in
      ConceptNote(words: utterance.typed(at: span), span: span, concepts: Set(concepts).sorted())
    }
    .sorted { ($0.span.lowerBound, $0.span.upperBound) < ($1.span.lowerBound, $1.span.upperBound) }
  }
}

/// Notes on words, with the stems of one pack.
private struct ExplainedWords {
  private let lexicon: Lexicon
  private let vocabulary: Vocabulary
  private let stemmer: Stemmer

  init(book: RuleBook) {
    lexicon = book.lexicon
    vocabulary = Vocabulary(lexicon: book.lexicon)
    stemmer = Stemmer(language: book.lexicon.language)
  }

  func notes(on utterance: Utterance, _ told: Range<Int>) -> [Explanation.WordNote] {
    var notes: [Explanation.WordNote] = []
    var last: Range<Int32>?
    for word in utterance.words[told] where word.span != last {
      last = word.span
      let typed = utterance.typed(at: Int(word.span.lowerBound)..<Int(word.span.upperBound))
      let corrected = word.correction >= 0 ? utterance.corrections[Int(word.correction)].corrected : nil
      notes.append(note(typed, corrected))
    }
    return notes
  }

  private func note(_ typed: String, _ corrected: String?) -> Explanation.WordNote {
    let readings = lexicon.readings(of: corrected ?? folded(typed))
    let standsFor = (readings.first ?? []).indices.map { position in
      readings.map { $0[position] }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    }
    let stems = standsFor.map { words in words.first.flatMap(stem) }
    return Explanation.WordNote(typed: typed, corrected: corrected, standsFor: standsFor, stems: stems)
  }

  private func stem(of word: String) -> String? {
    vocabulary.lemma(of: word, by: stemmer).stem
  }
}
