internal import ArgumentParser
internal import Authoring
internal import Rules

extension OverlapRelation: ExpressibleByArgument {}

extension RulesCommand {
  /// Tells which intents can take the same words.
  struct Overlap: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "overlap",
      abstract: "Tell which intents can take the same words, who wins, and which patterns never do.",
      discussion: """
        Found on the patterns themselves, for every sentence there can be, not only for examples. Each witness is \
        the shortest sentence of its kind and was read by the matcher. Safety intents are left out: their screen \
        comes before everything. Exit code 1 where a pattern can never win.
        """)
    @OptionGroup var output: FormatOption
    @Option(help: "Only pairs with an intent whose id holds this.") var intent: String?
    @Option(help: "same: both count the same words; inside: one counts the words of the other and more.")
    var relation = OverlapRelation.same
    @Option(help: "The most states of the search for one pair of intents.") var states = 1_000_000
    @Flag(help: "List also what a kind, a priority or an assertion settles.") var all = false
    @Argument(help: "Packs; the bundled pack without one.") var paths: [String] = []

    func validate() throws {
      if states < 1 { throw ValidationError("--states must be 1 or more.") }
    }

    func run() throws {
      let book = paths.isEmpty ? try PackOptions.bundled() : try PackOptions.book(at: paths)
      if let intent, !book.intents.contains(where: { $0.id.text.contains(intent) }) {
        throw refuse("intent with", intent, among: book.intents.map(\.id.text))
      }
      let report = OverlapFinder(book: book, filter: intent, limit: states).report(relation)
      let unreachable = UnreachableFinder(book: book).unreachable(filter: intent)
      let text = OverlapText(report: report, unreachable: unreachable, showsAll: all)
      try output.print(text.lines, json: text.json)
      if !unreachable.isEmpty { throw ExitStatus.findings }
    }
  }
}
