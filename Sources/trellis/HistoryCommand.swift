internal import ArgumentParser

struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "history")
}
