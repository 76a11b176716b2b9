internal import Diagnostics
internal import Dialogue
internal import Matching
package import Rules

/// Runs the examples of a pack, each in its assertion group.
package struct ExampleTests {
  /// What became of one example.
  package struct Result: Sendable, CustomStringConvertible {
    package var intent: ID<Intent>
    package var example: Example
    /// Why it failed; nil where it passed.
    package var failure: String?

    /// One line to jump from, and the example below it.
    package var description: String {
      "\(example.place.pathAndLine): \(intent) (\(example.group.rawValue)): \(failure ?? "passed")\n    \(example.text)"
    }
  }

  private let book: RuleBook
  private let filter: String?

  /// - Parameters:
  ///   - book: The pack.
  ///   - filter: Only intents whose id holds this are tested; nil for all.
  package init(book: RuleBook, filter: String? = nil) {
    self.book = book
    self.filter = filter
  }

  /// Every example in the order of the files.
  package func run() -> [Result] {
    let reader = Reader(Matcher(book))
    let screen = SafetyScreen(books: [book])
    return book.intents.filter { filter.map($0.id.text.contains) ?? true }.flatMap { intent in
      intent.examples.map { example in
        let failure =
          intent.safety == nil
          ? failure(of: example, intent, reader.read(example.text))
          : failure(of: example, intent, screen.finding(in: example.text))
        return Result(intent: intent.id, example: example, failure: failure)
      }
    }
  }

  // MARK: - Coaching intents

  private func failure(of example: Example, _ intent: Intent, _ reading: Reading) -> String? {
    let matches = reading.matches.filter { $0.intent == intent.id }
    switch example.group {
    case .reject:
      return matches.first(where: \.isAccepted).map {
        "is taken by \($0.rule.place.pathAndLine): \($0.rule.text)"
      }
    case .match:
      if matches.contains(where: \.isAccepted) { return nil }
      return matches.first.map { "not accepted: \($0.assertion.summary), \($0.status.summary)" }
        ?? "no pattern matches"
    default:
      guard let expected = example.group.expectation else {
        return "the group means nothing for this kind of intent"
      }
      // Vetoed or not, it is not claimed: the group says how the words are meant.
      if matches.contains(where: { expected($0.assertion) }) { return nil }
      return matches.first.map { "is read as \($0.assertion.summary)" } ?? "no pattern matches"
    }
  }

  // MARK: - Safety

  private func failure(of example: Example, _ intent: Intent, _ finding: SafetyFinding) -> String? {
    let hits = finding.hits.filter { $0.category == intent.safety?.category }
    switch example.group {
    case .reject:
      return hits.first.map { "is taken by \($0.rule.pathAndLine): \($0.pattern)" }
    case .red, .amber, .third, .past:
      let list = SafetyRule.CueList(rawValue: example.group.rawValue)
      guard let hit = hits.first else { return "no cue fires" }
      return hit.list == list ? nil : "is \(hit.list.rawValue) by \(hit.rule.pathAndLine): \(hit.pattern)"
    default:
      return "the group means nothing for a safety intent"
    }
  }
}

extension Example.Group {
  /// What the group says of an assertion.
  fileprivate var expectation: ((Assertion) -> Bool)? {
    switch self {
    case .negated: { $0.polarity == .negated }
    case .past: { $0.time == .past }
    case .hypothetical: { $0.time == .hypothetical }
    case .reported: { $0.mood == .reported }
    case .partner: { $0.who == .partner }
    case .other: { $0.who == .other }
    case .we: { $0.who == .we }
    case .howto: { $0.mood == .howto }
    case .question: { $0.mood == .question || $0.mood == .howto }
    case .match, .reject, .red, .amber, .third: nil
    }
  }
}
