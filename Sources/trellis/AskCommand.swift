internal import ArgumentParser
internal import Dialogue
internal import Matching
internal import Rules
internal import Terminal

/// One question, one answer; nothing is saved.
struct AskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask", abstract: "Say one thing, get one reply. Nothing is saved.",
    discussion:
      "Without TEXT (or with -) it reads standard input: what is typed as an argument shows in ps and in the shell’s history."
  )

  @OptionGroup var pack: PackOptions
  @Flag(help: "Print what was understood as JSON.") var json = false
  @Option(help: "Draw the same reply again.") var seed: UInt64 = 0
  @Option(help: "Your country in two letters, for helplines.") var region: String?
  @OptionGroup var clock: ClockOptions
  @Argument(help: "What you want to say.") var text: String?

  func run() throws {
    let rules = try pack.load()
    let line = try text.flatMap { $0 == "-" ? nil : $0 } ?? Self.standardInput()
    let conversation = Conversation(seed: seed, region: try Region.chosen(region))
    let turn = DialogueEngine(rules).turn(on: line, in: conversation, at: clock.instant)
    if json {
      do {
        var json = JSONWriter()
        json.object { json in
          json.key("id")
          json.integer(1)
          TurnJSON.write(turn, rulesHash: rules.matcher.book.contentHash, to: &json)
        }
        json.endLine()
        try StandardStream.output.write(verbatim: json.bytes.span)
      } catch {
        throw ExitStatus.inputOutput
      }
    } else {
      try printLine(TerminalText(turn.reply.text).wrapped(to: StandardStream.output.proseWidth).string)
    }
    // It ends here: nobody waits until all rules are taken apart again.
    withExtendedLifetime(rules) { Self.exit() }
  }

  /// All of standard input as one message; what is over 1 MiB is refused.
  static func standardInput() throws -> String {
    var reader = PlainLineReader()
    var lines: [String] = []
    var size = 0
    while true {
      switch reader.next() {
      case .line(let bytes):
        size += bytes.count + 1
        guard size <= PlainLineReader.longestLine else { throw tooLong() }
        lines.append(String(decoding: bytes, as: UTF8.self))
      case .tooLong: throw tooLong()
      case .endOfInput, .interrupted, .terminated: return lines.joined(separator: "\n")
      case .failed: throw ExitStatus.inputOutput
      }
    }
  }

  private static func tooLong() -> ExitCode {
    printError("trellis: the message is longer than 1 MiB")
    return ExitStatus.data
  }
}
