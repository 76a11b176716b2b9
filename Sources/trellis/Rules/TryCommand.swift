internal import ArgumentParser
internal import Authoring
internal import Diagnostics
internal import Dialogue
internal import Language
internal import Matching
internal import Rules

extension RulesCommand {
  /// Tries one pattern on one sentence.
  struct Try: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "try", abstract: "Try a pattern on a sentence, with the words and concepts of the pack.",
      discussion: "Exit code 0 where it matches, 1 where it does not, 65 where the pattern is wrong.")
    @OptionGroup var pack: PackOptions
    @OptionGroup var output: FormatOption
    @Argument(help: "A pattern, such as '<cannot> * say no'.") var pattern: String
    @OptionGroup var said: SentenceArgument

    func run() throws {
      let sentence = try said.text()
      let result = try result(on: sentence, with: try pack.book())
      try output.print(lines(of: result, on: sentence), json: json(of: result, on: sentence))
      if case .taken = result.outcome { return }
      throw ExitStatus.findings
    }

    private func result(on sentence: String, with book: RuleBook) throws -> PatternTry {
      let path = "pattern"
      do throws(Diagnostic) {
        return try PatternTry(pattern, on: sentence, with: book, path: path)
      } catch {
        printError(DiagnosticPrinter(files: [SourceFile(path: path, text: pattern)]).text(for: error))
        throw ExitStatus.data
      }
    }

    private func lines(of result: PatternTry, on sentence: String) -> [String] {
      switch result.outcome {
      case .taken(let matches):
        matches.enumerated().flatMap { number, match in
          [
            "takes “\(sentence.typed(at: match.span))” at \(match.span.lowerBound)–\(match.span.upperBound), score \(match.score.plain)",
            "  counts: \(result.counted[number].withoutRepeats.joined(separator: " · "))",
          ] + match.captures.map { "  <\($0.concept)>" }
            + match.corrections.map { "  \($0.typed) read as \($0.corrected)" }
        }
      case .missed(let miss):
        [
          "does not match", "  fails at:  \(miss.failing.shortened), \(NearMissText.reason(of: miss))",
          "  edit:      \(miss.edits.map(\.summary).joined(separator: ", and "))",
          "  then:      \(miss.edited.text)", "  takes:     “\(miss.words)”",
        ]
      case .far(let failing): ["does not match", "  fails at:  \(failing)"]
      }
    }

    private func json(of result: PatternTry, on sentence: String) -> JSON {
      let head: [(String, JSON)] = [("pattern", .text(pattern)), ("text", .text(sentence))]
      switch result.outcome {
      case .taken(let matches):
        return .object(
          head + [
            ("matches", true.json),
            (
              "found",
              .list(
                matches.enumerated().map { number, match in
                  .object([
                    ("span", .span(match.span)), ("score", .number(match.score)),
                    ("counted", .texts(result.counted[number])),
                    ("concepts", .texts(match.captures.map(\.concept))),
                  ])
                })
            ),
          ])
      case .missed(let miss):
        return .object(head + [("matches", false.json), ("near", NearMissText.json(of: miss))])
      case .far(let failing):
        return .object(head + [("matches", false.json), ("failing", .text(failing)), ("near", .null)])
      }
    }
  }
}

extension Bool {
  fileprivate var json: JSON { .bool(self) }
}

extension String {
  /// What stands at a span of scalars.
  fileprivate func typed(at span: Range<Int>) -> String {
    String(String.UnicodeScalarView(unicodeScalars.dropFirst(span.lowerBound).prefix(span.count)))
  }
}

extension [String] {
  /// Neighbours that are the same once: *can't* counts for two words.
  fileprivate var withoutRepeats: [String] {
    reduce(into: []) { words, word in if words.last != word { words.append(word) } }
  }
}
