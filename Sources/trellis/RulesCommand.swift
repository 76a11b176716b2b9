internal import ArgumentParser

/// The author’s commands.
struct RulesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "Write, check, test and understand rule packs.",
    groupedSubcommands: [
      CommandGroup(
        name: "Write and check:",
        subcommands: [InitCommand.self, NewCommand.self, CheckCommand.self, TestCommand.self, SchemaCommand.self]),
      CommandGroup(
        name: "Understand one sentence or pattern:",
        subcommands: [Explain.self, Near.self, Try.self, Forms.self, Show.self, List.self, Sample.self]),
      CommandGroup(
        name: "Judge a whole pack:",
        subcommands: [Overlap.self, CoverageCommand.self, MutateCommand.self, DiffCommand.self]),
      CommandGroup(name: "Install:", subcommands: [Compile.self]),
    ])
}
