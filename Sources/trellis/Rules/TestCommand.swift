internal import ArgumentParser
internal import Authoring
internal import BundledRules
internal import Diagnostics
internal import Rules

/// Runs the examples.
struct TestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run every example of a pack in its assertion group, against all intents.",
    discussion: """
      With --variants each ‘match:’ example is also said in the ways of the pack’s ‘variations:’ (negated, past, \
      somebody else’s …), and those that are still claimed as the user’s own are listed.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, junit, tap }

  @Argument(help: "Packs; the bundled pack without one.") var paths: [String] = []
  @Option(help: "Only intents whose id holds this.") var filter: String?
  @Option(help: "How many work side by side.") var jobs = 1
  @Option(help: "text, json, junit or tap.") var format = Format.text
  @Flag(help: "Also say each example in other ways; list who still claims it.") var variants = false
  @Option(help: "Fail when more of a thousand variants than this are still claimed.") var mostClaimed: Int?
  @Flag(help: "Also list the examples that another intent claims too.") var others = false

  func validate() throws {
    guard jobs >= 1 else { throw ValidationError("--jobs takes a number from 1") }
    guard mostClaimed.map({ (0...1000).contains($0) }) ?? true else {
      throw ValidationError("--most-claimed takes a number from 0 to 1000")
    }
  }

  func run() async throws {
    let book = paths.isEmpty ? try PackOptions.bundled() : try PackOptions.book(at: paths)
    // Of a pack that extends another, its own examples: the base has been tested where it was written.
    let own = paths.isEmpty ? nil : Set(PackFiles(reading: paths).files.map(\.path))
    let results = await ExampleTests(book: book, filter: filter, paths: own).run(jobs: jobs)
    guard !results.isEmpty else {
      printError("trellis: no examples\(filter.map { " of intents with ‘\($0)’" } ?? "")")
      throw ExitStatus.usage
    }
    var figures: [VariationTests.Figure] = []
    if variants || mostClaimed != nil {
      figures = await VariationTests(book: book, filter: filter, paths: own).run(jobs: jobs)
      if figures.isEmpty { printError("trellis: the pack has no ‘variations:’") }
    }
    let report = TestReport(results: results, figures: figures)
    switch format {
    case .text: try report.printText(listsOthers: others)
    case .json: try printLine(report.json.line)
    case .junit: try printLine(report.junit)
    case .tap: try printLine(report.tap)
    }
    let isOver = mostClaimed.map { report.claimCount * 1000 > $0 * max(1, report.variantCount) } ?? false
    if results.contains(where: { $0.failure != nil }) || isOver { throw ExitStatus.findings }
  }
}
