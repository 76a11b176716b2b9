internal import ArgumentParser
internal import Diagnostics
internal import Rules
internal import Terminal

/// How the commands of an author print what they found.
enum TextOrJSON: String, CaseIterable, ExpressibleByArgument {
  case text, json
}

/// The option that chooses.
struct FormatOption: ParsableArguments {
  @Option(help: "text, or json with one object in all.") var format = TextOrJSON.text

  /// Prints the lines, wrapped for a terminal, or the object.
  func print(_ lines: @autoclosure () -> [String], json: @autoclosure () -> JSON) throws {
    switch format {
    case .text:
      try printLine(
        TerminalText(lines().joined(separator: "\n")).wrapped(to: StandardStream.output.proseWidth).string)
    case .json:
      var bytes: [UInt8] = []
      json().write(to: &bytes)
      bytes.append(0x0A)
      do {
        try StandardStream.output.write(verbatim: bytes.span)
      } catch {
        throw ExitStatus.inputOutput
      }
    }
  }
}

extension JSON {
  static func place(_ place: SourcePlace?) -> JSON { place.map { .text($0.pathAndLine) } ?? .null }
  static func texts(_ texts: some Sequence<String>) -> JSON { .list(texts.map(JSON.text)) }
  static func span(_ range: Range<Int>) -> JSON {
    .list([.integer(range.lowerBound), .integer(range.upperBound)])
  }
}

extension PackOptions {
  /// The rules that an author looks at: those named with `--rules`, else the bundled ones.
  func book() throws -> RuleBook { paths.isEmpty ? try Self.bundled() : try Self.book(at: paths) }
}

/// Refuses a name that nothing has, with a suggestion.
func refuse(_ what: String, _ name: String, among names: some Sequence<String>) -> ExitCode {
  let hint = didYouMean(name, among: names).map { "\n  hint: \($0)" } ?? ""
  printError("trellis: there is no \(what) ‘\(name)’\(hint)")
  return ExitStatus.usage
}

/// The sentence that a command is about.
struct SentenceArgument: ParsableArguments {
  @Argument(help: "What a person may say; - reads it from standard input.") var sentence: String

  func text() throws -> String { sentence == "-" ? try AskCommand.standardInput() : sentence }
}
