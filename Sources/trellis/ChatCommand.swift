internal import ArgumentParser
internal import Diagnostics
internal import Dialogue
internal import Rules
internal import Terminal
internal import Transcripts

/// The conversation: a REPL around `turn(on:in:at:)`.
struct ChatCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chat", abstract: "Talk something through. This is what trellis does without a command.")

  @OptionGroup var pack: PackOptions
  @Flag(name: .customLong("private"), help: "Write nothing at all.") var isPrivate = false
  @Flag(name: .customLong("continue"), help: "Go on with the last saved session.") var continues = false
  @Flag(help: "Take the rules anew whenever a file of --rules changes.") var watch = false
  @Option(help: "Draw the same replies again.") var seed: UInt64?
  @Option(help: "Your country in two letters, for helplines.") var region: String?

  func validate() throws {
    if continues && seed != nil { throw ValidationError("--continue goes on with the seed of its session") }
    if watch && pack.paths.isEmpty { throw ValidationError("--watch watches the rules of --rules") }
    if continues && isPrivate { throw ValidationError("--continue writes on; --private writes nothing") }
  }

  @MainActor
  func run() async throws {
    let rules = try pack.load()
    let source = pack.paths.isEmpty ? nil : RulesSource(paths: pack.paths, bundled: rules.bundled)
    var chat = try Chat(
      engine: DialogueEngine(rules),
      Chat.Start(
        seed: seed, region: try Region.chosen(region), isPrivate: isPrivate, continues: continues,
        source: source,
        watches: watch))
    try chat.run()
  }
}

/// The country whose helplines are shown.
enum Region {
  /// The one that was asked for, else the one of the locale (`en_GB.UTF-8`), if either names one.
  static func chosen(_ asked: String?) throws -> String? {
    if let asked {
      let code = asked.uppercased()
      guard code.count == 2, code.allSatisfy({ $0.isASCII && $0.isLetter }) else {
        printError("trellis: --region takes the two letters of a country, such as GB")
        throw ExitStatus.usage
      }
      return code
    }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { FileChanges.environment($0) }.first
    guard let locale, let mark = locale.firstIndex(of: "_") else { return nil }
    let code = locale[locale.index(after: mark)...].prefix(2)
    return code.count == 2 && code.allSatisfy { $0.isASCII && $0.isUppercase } ? String(code) : nil
  }
}
