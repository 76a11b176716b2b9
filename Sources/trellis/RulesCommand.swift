internal import ArgumentParser
internal import Authoring
internal import BundledRules
internal import Diagnostics
internal import Dialogue
internal import Matching
internal import Rules

/// The author’s commands.
struct RulesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "Check, test and explain rule packs.",
    subcommands: [
      CheckCommand.self,
      TestCommand.self,
      SchemaCommand.self,
      InitCommand.self,
      NewCommand.self,
      Explain.self,
      Compile.self,
      CoverageCommand.self, MutateCommand.self, DiffCommand.self,
      Near.self, Sample.self, List.self, Show.self, Try.self, Forms.self,
    ])

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
