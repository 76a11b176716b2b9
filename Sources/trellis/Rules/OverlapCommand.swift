internal import ArgumentParser
internal import Authoring
internal import Diagnostics
internal import Dialogue
internal import Matching
internal import Rules

extension RulesCommand {
  /// Tells which intents can take the same words.
  struct Overlap: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tell which intents can take the same words, who wins, and which patterns never do.",
      discussion: """
        Proved on the patterns themselves, for every sentence there can be: not only for those in examples. Each \
        witness is the shortest sentence of its kind, and was read by the matcher. Safety intents are left out: \
        their screen comes before everything.
        """)
    @OptionGroup var output: FormatOption
    @Option(help: "Only pairs with an intent whose id holds this.") var intent: String?
    @Option(help: "same: both count the same words; inside: one counts the words of the other and more.")
    var relation = OverlapRelation.same
    @Option(help: "The most states of the search for one pair of intents.") var states = 200_000
    @Flag(help: "Show what a kind, a priority or the matcher settles, too.") var all = false
    @Argument(help: "Packs; the bundled pack without one.") var paths: [String] = []

    func validate() throws {
      if states < 1 { throw ValidationError("--states must be 1 or more.") }
    }

    func run() throws {
      let book = paths.isEmpty ? try PackOptions.bundled() : try PackOptions.book(at: paths)
      if let intent, !book.intents.contains(where: { $0.id.text.contains(intent) }) {
        throw refuse("intent with", intent, among: book.intents.map(\.id.text))
      }
      let report = OverlapFinder(book: book, filter: intent, limit: states).report(relation)
      try output.print(OverlapText(report: report, showsAll: all).lines, json: .null)
    }
  }
}

extension OverlapRelation: ExpressibleByArgument {}

/// An overlap report as text and as JSON.
struct OverlapText {
  let report: OverlapReport
  let showsAll: Bool

  var lines: [String] {
    let shown = report.overlaps.filter { showsAll || $0.isAccidental }
    let listed = showsAll ? shown + report.settled : shown
    return listed.flatMap { lines(of: $0) + [""] } + [summary(shown: listed.count)]
  }

  private func summary(shown: Int) -> String {
    let counts = [
      "\(report.patternCount) patterns, \(report.pairCount) pairs", "\(report.overlaps.count) overlaps",
      "\(report.settled.count) settled", "\(report.unconfirmed.count) kept apart by concepts",
      "\(report.undecided.count) not decided",
    ]
    return counts.joined(separator: ", ") + "; \(shown) shown"
  }

  private func lines(of overlap: Overlap) -> [String] {
    ["“\(overlap.witness)”"]
      + zip(overlap.intents, overlap.matches).map { id, match in
        "  \(id): \(match.status.summary), score \(match.score.plain)\n    \(match.rule.place.pathAndLine): \(match.rule.text)"
      } + [verdict(of: overlap)]
  }

  private func verdict(of overlap: Overlap) -> String {
    switch overlap.verdict {
    case .wins(let id, let criterion): "  first: \(id), by \(criterion.summary)"
    case .settled: "  settled: they are not both claimed"
    }
  }
}

extension Overlap {
  /// Whether no author has decided who is first.
  var isAccidental: Bool {
    switch verdict {
    case .wins(_, by: .id), .wins(_, by: .place), .wins(_, by: .score): true
    case .wins, .settled: false
    }
  }
}
