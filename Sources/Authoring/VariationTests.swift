internal import Diagnostics
internal import Language
internal import Matching
package import Rules

/// Says each example in other ways, as the pack’s `variations:` have them, and looks who still claims it.
///
/// A metamorphic test: nobody writes down what the variant means, for it follows from the variation.
package struct VariationTests: Sendable {
  /// A variant that is still claimed as the user’s own.
  package struct Claim: Sendable {
    package var intent: ID<Intent>
    package var variation: ID<Variation>
    package var example: Example
    package var variant: String
    /// The pattern that took it.
    package var rule: RulePattern
  }

  /// What came of one variation.
  package struct Figure: Sendable {
    package var variation: ID<Variation>
    package var variants: Int
    package var claims: [Claim]
  }

  private struct Case: Sendable {
    var intent: Intent
    var example: Example
    var variation: Int
    var variant: String
  }

  private let book: RuleBook
  private let matcher: Matcher
  private let cases: [Case]

  /// - Parameters:
  ///   - book: The pack; without `variations:` there is nothing to test.
  ///   - filter: Only intents whose id holds this are tested; nil for all.
  ///   - paths: Only examples of these files are tested; nil for all.
  package init(book: RuleBook, filter: String? = nil, paths: Set<String>? = nil) {
    self.book = book
    matcher = Matcher(book)
    let intents = book.intents.filter { intent in
      intent.isEnabled && intent.safety == nil && (filter.map(intent.id.text.contains) ?? true)
    }
    cases = intents.flatMap { intent in
      intent.examples.filter { $0.group == .match && !$0.isExpectedToFail }
        .filter { paths?.contains($0.place.path) ?? true }
        .flatMap { example in
          book.variations.indices.filter { intent.accepts.refuses(book.variations[$0].change) }
            .compactMap { number in
              book.variations[number].variant(of: example.text).map {
                Case(intent: intent, example: example, variation: number, variant: $0)
              }
            }
        }
    }
  }

  /// A figure for each variation, in the order of the files, whatever `jobs` is.
  package func run(jobs: Int = 1) async -> [Figure] {
    let workers = max(1, jobs)
    let found = await withTaskGroup(of: [(index: Int, claim: Claim)].self) { group in
      for worker in 0..<workers { group.addTask { claims(worker: worker, of: workers) } }
      var all: [(index: Int, claim: Claim)] = []
      for await part in group { all += part }
      return all.sorted { $0.index < $1.index }
    }
    return book.variations.indices.map { number in
      Figure(
        variation: book.variations[number].id, variants: cases.count { $0.variation == number },
        claims: found.filter { cases[$0.index].variation == number }.map(\.claim))
    }
  }

  private func claims(worker: Int, of workers: Int) -> [(index: Int, claim: Claim)] {
    let reader = Reader(matcher)
    return stride(from: worker, to: cases.count, by: workers).compactMap { index in
      let test = cases[index]
      let reading = reader.read(test.variant)
      guard let match = reading.matches.first(where: { $0.intent == test.intent.id && $0.isAccepted }) else {
        return nil
      }
      let claim = Claim(
        intent: test.intent.id, variation: book.variations[test.variation].id, example: test.example,
        variant: test.variant, rule: match.rule)
      return (index, claim)
    }
  }
}

extension Accepts {
  /// Whether a change of meaning puts a statement beyond what is claimed.
  fileprivate func refuses(_ change: Variation.Change) -> Bool {
    switch change {
    case .polarity(let polarity): !self.polarity.contains(polarity)
    case .who(let who): !self.who.contains(who)
    case .time(let time): !self.time.contains(time)
    case .mood(let mood): !self.mood.contains(mood)
    }
  }
}

extension Variation {
  /// The sentence said in this way; nil where it cannot be.
  func variant(of sentence: String) -> String? {
    let words = sentence.split { $0 == " " || $0 == "\n" }.map(String.init)
    let plain = words.map { folded($0.filter { $0.isLetter || $0.isNumber || $0 == "'" || $0 == "’" }) }
    guard words.count >= 2, only.isEmpty || only.contains(where: { Self.begins(plain, with: $0) }) else {
      return nil
    }
    let isRuledOut = never.contains { word in
      word.contains(where: \.isLetter) ? plain.contains(word) : sentence.contains(word)
    }
    guard !isRuledOut, !sentence.dropLast().contains(where: { ".?!".contains($0) }) else { return nil }
    let said = replaced(words, plain)
    guard replacements.isEmpty || said != words else { return nil }
    var text = said.joined(separator: " ")
    if frame != "{sentence}" {
      while let last = text.last, ".?!,".contains(last) { text.removeLast() }
    }
    return frame.replacing("{sentence}", with: text)
  }

  private static func begins(_ words: [String], with phrase: String) -> Bool {
    let phrase = phrase.split(separator: " ").map(String.init)
    return words.count >= phrase.count && Array(words.prefix(phrase.count)) == phrase
  }

  /// The words with each replacement made where it first fits; what stands behind a word’s last letter is kept.
  private func replaced(_ words: [String], _ plain: [String]) -> [String] {
    var result: [String] = []
    var index = 0
    while index < words.count {
      let fitting = replacements.first { replacement in
        let end = index + replacement.words.count
        return (index == 0 || !replacement.isAtStart) && end <= words.count
          && Array(plain[index..<end]) == replacement.words
      }
      guard let fitting else {
        result.append(words[index])
        index += 1
        continue
      }
      index += fitting.words.count
      let ending = words[index - 1].reversed().prefix { ",.;:!?".contains($0) }.reversed()
      result += fitting.become.dropLast()
      if let last = fitting.become.last { result.append(last + String(ending)) }
    }
    return result
  }
}
