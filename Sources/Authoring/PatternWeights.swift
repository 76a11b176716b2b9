internal import Diagnostics
internal import Language
internal import Matching
package import Rules

/// Weighs patterns on sentences of everyday text: what they cost, and whether they take nearly everything.
package struct PatternWeights {
  /// What one pattern costs.
  package struct Weight: Sendable {
    package var intent: ID<Intent>
    package var rule: RulePattern
    /// How often, in 1,000 statements, a word stands there that the pattern cannot do without.
    package var candidates: Int
  }

  /// More candidates than these in 1,000 statements are told.
  private static let mostCandidates = 400
  /// A pattern of two words or more that takes more than these of 1,000 statements takes nearly everything.
  private static let mostTaken = 50
  /// A pattern of one word that stands in more than these of 1,000 statements is too common to mean something.
  private static let mostTakenByOneWord = 15

  private let book: RuleBook
  private let background: [String]

  package init(book: RuleBook, background: [String]) {
    self.book = book
    self.background = background
  }

  /// The weight of every pattern of every intent that is switched on, safety left out, the costliest first.
  package func weights() -> [Weight] {
    var costs = PatternCosts(book: book, background: background)
    let count = max(1, background.count)
    return patterns.map { intent, rule in
      Weight(intent: intent, rule: rule, candidates: costs.candidates(of: rule.pattern) * 1000 / count)
    }
    .sorted { ($1.candidates, $0.rule.place) < ($0.candidates, $1.rule.place) }
  }

  private var patterns: [(ID<Intent>, RulePattern)] {
    book.intents.filter { $0.isEnabled && $0.safety == nil }.flatMap { intent in
      intent.patterns.map { (intent.id, $0) }
    }
  }

  func complaints() -> [Diagnostic] {
    let weights = weights()
    return expensive(weights) + greedy(weights) + needlessAnchors()
  }

  private func expensive(_ weights: [Weight]) -> [Diagnostic] {
    weights.prefix { $0.candidates > Self.mostCandidates }.map {
      Diagnostic(
        .expensivePattern,
        "the pattern is tried \($0.candidates) times in 1,000 statements: it needs only common words",
        at: $0.rule.place, hint: "give it a word that is rarer, outside its [ ] and in each (a|b)")
    }
  }

  // MARK: - Taking nearly everything

  private func greedy(_ weights: [Weight]) -> [Diagnostic] {
    let suspects = weights.prefix { $0.candidates > min(Self.mostTaken, Self.mostTakenByOneWord) }
    guard !suspects.isEmpty else { return [] }
    let probe = PatternProbe(book: book, patterns: suspects.map(\.rule.pattern))
    let taken = probe.sentencesTaken(of: background)
    return zip(suspects, taken).compactMap { suspect, taken in
      let share = taken.count * 1000 / max(1, background.count)
      if suspect.rule.pattern.isSingleWord {
        guard share > Self.mostTakenByOneWord else { return nil }
        return Diagnostic(
          .commonSingleWord, "the one word of this pattern stands in \(share) of 1,000 statements",
          at: suspect.rule.place, hint: "add a second word that people say with it")
      }
      guard share > Self.mostTaken else { return nil }
      return Diagnostic(
        .matchesEverything, "the pattern takes \(share) of 1,000 statements of all kinds",
        at: suspect.rule.place, hint: "add the words that only people with this topic say")
    }
  }

  // MARK: - Anchors

  /// Patterns with `^` or `$` that keep no sentence of any other intent, and no near-miss, out.
  private func needlessAnchors() -> [Diagnostic] {
    let anchored = book.intents.indices.filter { book.intents[$0].isEnabled && book.intents[$0].isOfATopic }
      .flatMap { number in
        book.intents[number].patterns.filter { $0.pattern.isAnchored }.map { (number, $0) }
      }
    guard !anchored.isEmpty else { return [] }
    let examples = book.intents.enumerated().flatMap { number, intent in
      intent.examples.map { (number, $0) }
    }
    let sentences = examples.map(\.1.text)
    let bare = PatternProbe(book: book, patterns: anchored.map { $0.1.pattern.withoutAnchors })
      .sentencesTaken(of: sentences)
    let own = PatternProbe(book: book, patterns: anchored.map(\.1.pattern)).sentencesTaken(of: sentences)
    return anchored.indices.compactMap { index in
      let kept = bare[index].subtracting(own[index])
      let isNeeded = kept.contains { sentence in
        examples[sentence].0 != anchored[index].0 || examples[sentence].1.group != .match
      }
      guard !isNeeded else { return nil }
      return Diagnostic(
        .needlessAnchor, "no example shows why this pattern is anchored", at: anchored[index].1.place,
        hint: "delete ^ and $, or write the sentence that they keep out under ‘reject: |’")
    }
  }
}

extension Intent {
  /// Whether it may be said in the middle of anything; questions and small talk are often the whole message.
  var isOfATopic: Bool {
    switch kind {
    case .sign, .trait, .mistake, .request: true
    case .question, .chat, .safety: false
    }
  }
}

/// Tries patterns on sentences with the engine that chats, each as an intent of its own.
struct PatternProbe {
  private let reader: Reader
  private let count: Int

  init(book: RuleBook, patterns: [Pattern]) {
    var probe = book
    let place = SourcePlace(path: "", line: 1, column: 1)
    probe.signals = []
    probe.intents = patterns.enumerated().map { number, pattern in
      var intent = Intent(id: ID("probe.\(number)"), kind: .chat, place: place, title: "")
      intent.patterns = [RulePattern(pattern: pattern, text: "", place: place)]
      return intent
    }
    count = patterns.count
    reader = Reader(Matcher(probe, scope: .patternsOnly), correctsSpelling: false)
  }

  /// For each pattern, the indices of the sentences that it takes.
  func sentencesTaken(of sentences: [String]) -> [Set<Int>] {
    var taken = Array(repeating: Set<Int>(), count: count)
    for (index, sentence) in sentences.enumerated() {
      for match in reader.bareMatches(in: reader.utterance(of: sentence)) {
        taken[match.intentIndex].insert(index)
      }
    }
    return taken
  }
}

extension Pattern {
  /// Whether one word, and no concept, is all it asks for.
  var isSingleWord: Bool {
    switch withoutAnchors {
    case .word: true
    case .quotation(let words): words.count == 1
    case .choice(let parts): parts.allSatisfy(\.isSingleWord)
    case .sequence, .concept, .optional, .anyOrder, .gap, .sentenceStart, .sentenceEnd: false
    }
  }

  var isAnchored: Bool {
    guard case .sequence(let parts) = self else { return false }
    return parts.first == .sentenceStart || parts.last == .sentenceEnd
  }

  var withoutAnchors: Pattern {
    guard case .sequence(let parts) = self else { return self }
    let rest = parts.filter { $0 != .sentenceStart && $0 != .sentenceEnd }
    return rest.count == 1 ? rest[0] : .sequence(rest)
  }
}
