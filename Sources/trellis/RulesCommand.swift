internal import ArgumentParser
internal import Authoring
internal import BundledRules
internal import Diagnostics
internal import Dialogue
internal import Matching
internal import Rules

/// The author’s commands.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "Check, test and explain rule packs.",
    subcommands: [
      Check.self, Test.self, Explain.self,
      Compile.self,
    ])

  /// Tells what is wrong in a pack.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say what is wrong in a pack, and where.")
    @Argument(help: "Packs or files of packs; the bundled pack without one.") var paths: [String] = []

    func run() throws {
      try PackOptions.refuseMissing(paths)
      let files = paths.isEmpty ? PackFiles(files: BundledRules.files) : PackFiles(reading: paths)
      let (book, diagnostics) = RuleBookReader.read(
        files, base: { $0 == "en" ? try? PackOptions.bundled() : nil })
      guard diagnostics.isEmpty else {
        printError(DiagnosticPrinter(files: files.files).text(for: diagnostics))
        throw diagnostics.containErrors || book == nil ? ExitStatus.data : ExitStatus.findings
      }
    }
  }

  /// Runs the examples.
  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Run every example of a pack in its assertion group.")
    @Argument(help: "Packs; the bundled pack without one.") var paths: [String] = []
    @Option(help: "Only intents whose id holds this.") var filter: String?

    func run() throws {
      let book = paths.isEmpty ? try PackOptions.bundled() : try PackOptions.book(at: paths)
      let results = ExampleTests(book: book, filter: filter).run()
      guard !results.isEmpty else {
        printError("trellis: no examples\(filter.map { " of intents with ‘\($0)’" } ?? "")")
        throw ExitStatus.usage
      }
      let failures = results.filter { $0.failure != nil }
      for result in failures { try printLine(result.description) }
      try printLine("\(results.count - failures.count) passed, \(failures.count) failed")
      if !failures.isEmpty { throw ExitStatus.findings }
    }
  }

  /// Tells how one sentence is understood.
  struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Tell how a sentence is understood, and why.")
    @OptionGroup var pack: PackOptions
    @Argument(help: "What a person may say.") var sentence: String

    func run() throws {
      let engine = DialogueEngine(try pack.load())
      let turn = engine.turn(on: sentence, in: Conversation(seed: 0))
      try printLine(Explanation(of: turn, by: engine.book).text)
    }
  }
}
