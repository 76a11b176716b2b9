internal import ArgumentParser
internal import Authoring
internal import Diagnostics
internal import Rules

extension RulesCommand {
  /// Tells which patterns a sentence almost fits.
  struct Near: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "near",
      abstract: "List the patterns that a sentence almost fits, and the smallest edit that would do.",
      discussion:
        "Every edit is tried: the pattern shown takes the sentence. What it takes beyond it is for `rules try` and `rules test` to say."
    )
    @OptionGroup var pack: PackOptions
    @OptionGroup var output: FormatOption
    @Option(help: "How many patterns to show.") var count = 5
    @Option(help: "Only intents whose id holds this; safety intents only so.") var intent: String?
    @OptionGroup var said: SentenceArgument

    func validate() throws {
      if count < 1 { throw ValidationError("--count must be 1 or more.") }
    }

    func run() throws {
      let book = try pack.book()
      if let intent, !book.intents.contains(where: { $0.id.text.contains(intent) }) {
        throw refuse("intent with", intent, among: book.intents.map(\.id.text))
      }
      let near = NearMissFinder(book: book, filter: intent).nearMisses(to: try said.text(), count: count)
      try output.print(NearMissText.lines(of: near), json: .list(near.map(NearMissText.json)))
    }
  }
}

/// Near misses as text and as JSON.
enum NearMissText {
  static func lines(of near: [NearMiss]) -> [String] {
    guard !near.isEmpty else { return ["no pattern is near"] }
    return near.enumerated().flatMap { number, miss in (number == 0 ? [] : [""]) + lines(of: miss) }
  }

  private static func lines(of miss: NearMiss) -> [String] {
    [
      "\(miss.intent)  holds \(Int((miss.share * 100).rounded()))% of the pattern",
      "  \(miss.rule.place.pathAndLine): \(miss.rule.text)",
      "  fails at:  \(miss.failing.shortened), \(reason(of: miss))",
      "  edit:      \(miss.edits.map(\.summary).joined(separator: ", and "))",
      "  then:      \(miss.edited.text)",
      "  takes:     “\(miss.words)”",
    ]
  }

  static func reason(of miss: NearMiss) -> String {
    switch miss.reason {
    case .absent: "which is nowhere in the sentence"
    case .misplaced where miss.fitting.isEmpty: "which does not stand where it must"
    case .misplaced: "which does not stand behind \(miss.fitting.joined(separator: " ").shortened)"
    }
  }

  static func json(of miss: NearMiss) -> JSON {
    .object([
      ("intent", .text(miss.intent.text)), ("rule", .place(miss.rule.place)),
      ("pattern", .text(miss.rule.text)),
      ("share", .number((miss.share * 1000).rounded() / 1000)), ("fitting", .texts(miss.fitting)),
      ("failing", .text(miss.failing)), ("reason", .text(miss.reason.rawValue)),
      ("edits", .texts(miss.edits.map(\.summary))), ("edited", .text(miss.edited.text)),
      ("takes", .text(miss.words)),
    ])
  }
}
