internal import ArgumentParser
internal import Authoring
internal import Diagnostics
internal import Rules

extension RulesCommand {
  /// Prints sentences that an intent’s patterns take.
  struct Sample: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "sample",
      abstract: "Print sentences that an intent or a concept takes, each tried by the matcher.",
      discussion:
        "The sentences show what the patterns let in, not what people say. One that the matcher does not take is told on standard error: a concept in the pattern has swallowed its words."
    )
    @OptionGroup var pack: PackOptions
    @OptionGroup var output: FormatOption
    @Option(help: "How many sentences, 1 to 10000.") var count = 10
    @Option(help: "Draw the same sentences again.") var seed: UInt64 = 0
    @Argument(help: "The id of an intent, a signal or a concept.") var id: String

    func validate() throws {
      if !(1...10_000).contains(count) { throw ValidationError("--count must be 1 to 10000.") }
    }

    func run() throws {
      let book = try pack.book()
      let rules = try rules(in: book)
      let samples = SentenceSampler(book: book).samples(of: rules, count: count, seed: seed)
      let refused = samples.filter { !$0.isTaken }
      switch output.format {
      case .text:
        for sample in samples where sample.isTaken { try printLine(sample.text) }
        for sample in refused {
          printError("not taken by \(sample.rule.place.pathAndLine): \(sample.rule.text)\n    \(sample.text)")
        }
      case .json: try output.print([], json: .list(samples.map(json)))
      }
      if samples.allSatisfy({ !$0.isTaken }) { throw ExitStatus.findings }
    }

    private func rules(in book: RuleBook) throws -> [(intent: ID<Intent>, rule: RulePattern)] {
      if let intent = book.intent(ID(id)) { return intent.allPatterns.map { (intent.id, $0) } }
      let patterns =
        book.signals.first { $0.id.text == id }?.patterns ?? book.concepts.first { $0.name == id }?.phrases
      guard let patterns else {
        let names = book.intents.map(\.id.text) + book.signals.map(\.id.text) + book.concepts.map(\.name)
        throw refuse("intent, signal or concept", id, among: names)
      }
      return patterns.map { (ID(id), $0) }
    }

    private func json(of sample: SentenceSampler.Sample) -> JSON {
      .object([
        ("text", .text(sample.text)), ("rule", .place(sample.rule.place)),
        ("pattern", .text(sample.rule.text)),
        ("taken", .bool(sample.isTaken)),
      ])
    }
  }
}
