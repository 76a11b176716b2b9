internal import ArgumentParser
internal import Diagnostics
internal import Terminal

/// The command: arguments in, text and exit code out.
@main
struct Trellis: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trellis",
    abstract:
      "A coach for interdependence in relationships: rules, not a model; this machine, not a network.",
    discussion: "Self-help, not therapy. Without a command it chats.",
    version: "trellis \(Version.text)",
    subcommands: [
      ChatCommand.self, AskCommand.self, AnnotateCommand.self, ReplayCommand.self, RulesCommand.self,
      HistoryCommand.self,
    ],
    defaultSubcommand: ChatCommand.self)

  /// Refuses a mistyped command by its own name; the parser would take it for an argument of `chat`.
  @MainActor
  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if let first = arguments.first, !first.hasPrefix("-") {
      let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
      if !names.contains(first) {
        let hint = didYouMean(first, among: names).map { "\n  hint: \($0)" } ?? ""
        printError("trellis: there is no command ‘\(first)’\(hint)\n  trellis --help lists them")
        exit(withError: ExitStatus.usage)
      }
    }
    await run(arguments)
  }

  /// Runs a command on the main thread: what waits for nothing stays there, where memory grows in large steps.
  @MainActor
  private static func run(_ arguments: [String]) async {
    do {
      var command = try parseAsRoot(arguments)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      exit(withError: error)
    }
  }
}

/// The version of the program.
enum Version {
  static let text = "0.1.0"
}

/// Prints a line to standard error; when even that fails there is nobody to tell.
func printError(_ text: String) {
  try? StandardStream.error.writeLine(TerminalText(text))
}

/// Prints a line to standard output.
///
/// - Throws: The exit code for failed output.
func printLine(_ text: String) throws {
  do {
    try StandardStream.output.writeLine(TerminalText(text))
  } catch {
    throw ExitStatus.inputOutput
  }
}
