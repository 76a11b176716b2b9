internal import Diagnostics
internal import Dialogue
internal import Matching
package import Rules

/// Runs the examples of a pack, each in its assertion group and against every intent.
package struct ExampleTests: Sendable {
  /// What became of one example.
  package struct Result: Sendable, CustomStringConvertible {
    package var intent: ID<Intent>
    package var example: Example
    /// Why it failed; nil where it passed.
    package var failure: String?
    /// The other intents that claim the sentence as the user’s own, in the order in which they would be answered.
    package var others: [ID<Intent>] = []

    /// One line to jump from, and the example below it.
    package var description: String {
      "\(example.place.pathAndLine): \(intent) (\(example.group.rawValue)): \(failure ?? "passed")\n    \(example.text)"
    }
  }

  /// An example with its intent.
  private struct Case: Sendable {
    var intent: Intent
    var example: Example
  }

  private let cases: [Case]
  private let matcher: Matcher
  private let book: RuleBook

  /// - Parameters:
  ///   - book: The pack.
  ///   - filter: Only intents whose id holds this are tested; nil for all.
  ///   - paths: Only examples of these files are tested; nil for all.
  package init(book: RuleBook, filter: String? = nil, paths: Set<String>? = nil) {
    self.book = book
    matcher = Matcher(book)
    cases = book.intents.filter { filter.map($0.id.text.contains) ?? true }.flatMap { intent in
      intent.examples.filter { paths?.contains($0.place.path) ?? true }.map {
        Case(intent: intent, example: $0)
      }
    }
  }

  package var count: Int { cases.count }

  /// Every example in the order of the files.
  package func run() -> [Result] { results(worker: 0, of: 1).map(\.result) }

  /// Every example in the order of the files, whatever `jobs` is.
  package func run(jobs: Int) async -> [Result] {
    await withTaskGroup(of: [(index: Int, result: Result)].self) { group in
      for worker in 0..<max(1, jobs) { group.addTask { results(worker: worker, of: max(1, jobs)) } }
      var all: [(index: Int, result: Result)] = []
      for await part in group { all += part }
      return all.sorted { $0.index < $1.index }.map(\.result)
    }
  }

  private func results(worker: Int, of workers: Int) -> [(index: Int, result: Result)] {
    let reader = Reader(matcher)
    let screen = SafetyScreen(books: [book])
    return stride(from: worker, to: cases.count, by: workers).map { index in
      (index, result(of: cases[index], reader, screen))
    }
  }

  private func result(of test: Case, _ reader: Reader, _ screen: SafetyScreen) -> Result {
    let example = test.example
    var result = Result(intent: test.intent.id, example: example)
    if test.intent.safety == nil {
      let reading = reader.read(example.text)
      result.failure = failure(of: example, test.intent, reading)
      result.others = reading.accepted.map(\.intent).filter { $0 != test.intent.id }
    } else {
      result.failure = failure(of: example, test.intent, screen.finding(in: example.text))
    }
    if example.isExpectedToFail {
      result.failure = result.failure == nil ? "passes, but is marked ‘xfail:’; delete the mark" : nil
    }
    return result
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
