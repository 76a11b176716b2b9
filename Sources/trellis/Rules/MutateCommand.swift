internal import ArgumentParser
internal import Authoring
internal import Diagnostics
internal import Rules
internal import Terminal

extension Mutant.Kind: ExpressibleByArgument {}

extension RulesCommand {
  /// Breaks a pack in small ways and tells which faults no example and no transcript notices.
  struct MutateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "mutate",
      abstract: "Break a pack in small ways; list the faults that no example and no transcript notices.",
      discussion: """
        A fault that survives is a sentence that is missing among the examples, or something the pack does not \
        need. ‘untouched’: no sentence holds what is changed. ‘unnoticed’: some do, and all goes well without it. \
        Exit code 1: less than --min.
        """)

    @Argument(help: "Packs; the bundled pack without one.") var paths: [String] = []
    @OptionGroup var output: FormatOption
    @Option(parsing: .upToNextOption, help: "Transcripts or folders of them that may notice, too.")
    var transcripts: [String] = []
    @Option(help: "Only faults in intents whose id holds this.") var intent: String?
    @Option(parsing: .upToNextOption, help: "Only these kinds of fault.") var kind: [Mutant.Kind] = []
    @Option(help: "How many faults at most, an equal share of each kind; 0 for all.") var limit = 200
    @Option(help: "Which ones of them.") var seed: UInt64 = 0
    @Option(help: "Fail where less than this many per cent are noticed.") var min: Int?
    @Option(help: "How many work side by side.") var jobs = 1

    func validate() throws {
      guard jobs >= 1 else { throw ValidationError("--jobs takes a number from 1") }
      guard limit >= 0 else { throw ValidationError("--limit takes a number from 0") }
      guard min.map((0...100).contains) ?? true else { throw ValidationError("--min takes 0 to 100") }
    }

    func run() async throws {
      let bundled = try PackOptions.bundled()
      let book = paths.isEmpty ? bundled : try PackOptions.book(at: paths)
      let run = MutationRun(of: book, bundled: bundled, try TranscriptFiles.read(transcripts), jobs: jobs)
      let all = Mutant.all(of: book, filter: intent).filter { kind.isEmpty || kind.contains($0.kind) }
      guard !all.isEmpty else {
        printError("trellis: nothing to break\(intent.map { " in intents with ‘\($0)’" } ?? "")")
        throw ExitStatus.usage
      }
      let chosen = limit == 0 ? all : MutationRun.choice(of: all, limit: limit, seed: seed)
      let line = ProgressLine(of: chosen.count, "faults tried")
      let verdicts = await run.verdicts(on: chosen) { line.show($0) }
      line.clear()
      try report(verdicts, of: all.count, book)
    }

    private func report(_ verdicts: [MutationRun.Verdict], of all: Int, _ book: RuleBook) throws {
      let score = MutationScore(verdicts)
      let survivors = verdicts.filter { !$0.isKilled }
        .sorted { $0.mutant.place(in: book) < $1.mutant.place(in: book) }.map { Self.text(of: $0, book) }
      try output.print(
        survivors + (survivors.isEmpty ? [] : [""]) + [Self.text(of: score, all)],
        json: .object([
          ("killed", .integer(score.killed)), ("survived", .integer(score.survived)),
          ("untouched", .integer(score.untouched)), ("percent", .integer(score.percent)),
          ("possible", .integer(all)), ("mutants", .list(verdicts.map { Self.json(of: $0, book) })),
        ]))
      if let min, score.percent < min { throw ExitStatus.findings }
    }

    private static func text(of score: MutationScore, _ all: Int) -> String {
      "\(score.killed) killed : \(score.survived) survived (\(score.untouched) untouched, "
        + "\(score.survived - score.untouched) unnoticed), \(score.percent) % of "
        + "\(score.killed + score.survived) faults; the pack has \(all)"
    }

    /// `path:line: drop-alternative of ID: ‘x’: untouched`, with the pattern below where it is another text.
    private static func text(of verdict: MutationRun.Verdict, _ book: RuleBook) -> String {
      let mutant = verdict.mutant
      let (before, after) = mutant.change(in: book)
      let change = before.onOneLine + (after.map { " → \($0)" } ?? "")
      let head =
        "\(mutant.place(in: book).pathAndLine): \(mutant.kind.rawValue) of \(mutant.owner(in: book)): "
        + "\(change): \(verdict.outcome.text)"
      let pattern = mutant.pattern(in: book)
      return pattern == before || mutant.kind == .cue ? head : head + "\n    \(pattern.onOneLine)"
    }

    private static func json(of verdict: MutationRun.Verdict, _ book: RuleBook) -> JSON {
      let mutant = verdict.mutant
      let (before, after) = mutant.change(in: book)
      var fields: [(String, JSON)] = [
        ("kind", .text(mutant.kind.rawValue)), ("place", .place(mutant.place(in: book))),
        ("owner", .text(mutant.owner(in: book))),
        ("before", .text(before)), ("after", after.map { .text($0) } ?? .null),
        ("outcome", .text(verdict.outcome.name)),
      ]
      switch verdict.outcome {
      case .killed(let killer): fields.append(("killer", .place(killer)))
      case .untouched: fields.append(("touched", .integer(0)))
      case .unnoticed(let count): fields.append(("touched", .integer(count)))
      }
      return .object(fields)
    }
  }
}

extension MutationRun.Outcome {
  fileprivate var name: String {
    switch self {
    case .killed: "killed"
    case .untouched: "untouched"
    case .unnoticed: "unnoticed"
    }
  }

  fileprivate var text: String {
    switch self {
    case .killed(let place): "killed by \(place.pathAndLine)"
    case .untouched: "untouched"
    case .unnoticed(let count):
      count == 1 ? "unnoticed by the one that holds it" : "unnoticed by the \(count) that hold it"
    }
  }
}
