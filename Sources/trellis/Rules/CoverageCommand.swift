internal import ArgumentParser
internal import Authoring
internal import Diagnostics
internal import Rules
internal import Transcripts

extension Coverage.Kind: ExpressibleByArgument {}

extension RulesCommand {
  /// Tells what of a pack no example and no transcript uses.
  struct CoverageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "coverage",
      abstract:
        "List what of a pack no example and no transcript uses; or which rows of the guide it carries.",
      discussion: """
        A pattern is used where a sentence holds it, an alternative where a sentence holds the pattern with that \
        alternative alone. A reply or a step is used where the coach says it: transcripts are played, and each \
        example opens a conversation. Exit code 1: less than --min, or a row of the guide that nothing carries.
        """)

    @Argument(help: "Packs; the bundled pack without one.") var paths: [String] = []
    @OptionGroup var output: FormatOption
    @Option(parsing: .upToNextOption, help: "Transcripts or folders of them that count as uses.")
    var transcripts: [String] = []
    @Option(
      parsing: .upToNextOption,
      help: "Only these kinds.")
    var kind: [Coverage.Kind] = []
    @Option(help: "Only what belongs to an intent, step, cue or concept whose name holds this.")
    var filter: String?
    @Option(help: "Fail where less than this many per cent of all kinds listed is used.") var min: Int?
    @Flag(help: "Which rows of the guide’s inventory the pack carries by its ‘source:’.") var guide = false
    @Option(help: "How many work side by side.") var jobs = 1

    func validate() throws {
      guard jobs >= 1 else { throw ValidationError("--jobs takes a number from 1") }
      guard min.map((0...100).contains) ?? true else { throw ValidationError("--min takes 0 to 100") }
      if guide, !transcripts.isEmpty || !kind.isEmpty || filter != nil {
        throw ValidationError(
          "--guide looks at ‘source:’ alone and takes no --transcripts, --kind or --filter")
      }
    }

    func run() async throws {
      let bundled = try PackOptions.bundled()
      let book = paths.isEmpty ? bundled : try PackOptions.book(at: paths)
      if guide {
        try report(GuideCoverage(of: book))
      } else {
        let run = CoverageRun(of: book, try TranscriptFiles.read(transcripts), filter: filter, jobs: jobs)
        try report(await run.coverage(bundled: bundled))
      }
    }

    // MARK: - Uses

    private func report(_ coverage: Coverage) throws {
      let kinds = kind.isEmpty ? Coverage.Kind.allCases : Coverage.Kind.allCases.filter(kind.contains)
      let share = coverage.share(of: Set(kinds))
      guard share.all > 0 else {
        printError("trellis: nothing of that kind\(filter.map { " belongs to ‘\($0)’" } ?? " in the pack")")
        throw ExitStatus.usage
      }
      let unused = coverage.unused.filter { kinds.contains($0.kind) }
      try output.print(
        Self.lines(of: unused) + (unused.isEmpty ? [] : [""]) + Self.table(of: coverage, kinds, share),
        json: Self.json(of: coverage, kinds, unused, share))
      if let min, share.percent < min { throw ExitStatus.findings }
    }

    private static func table(
      of coverage: Coverage, _ kinds: [Coverage.Kind], _ share: Coverage.Share
    ) -> [String] {
      let rows =
        kinds.map { ($0.rawValue, coverage.share(of: $0)) }.filter { $0.1.all > 0 } + [("all", share)]
      return rows.map { name, share in
        name.leftAligned(in: 14) + "\(share.used) of \(share.all)".rightAligned(in: 18)
          + "\(share.percent) %".rightAligned(in: 7)
      }
    }

    /// One line a thing; the alternatives of a pattern share one.
    private static func lines(of unused: [Coverage.Unused]) -> [String] {
      var lines: [String] = []
      var last: Coverage.Unused?
      for thing in unused {
        let text = thing.text.onOneLine
        if thing.kind == .alternative, let last, last.kind == .alternative, last.place == thing.place {
          lines[lines.count - 1] += " | \(text)"
        } else {
          let owner = thing.owner.isEmpty ? "" : " of \(thing.owner)"
          lines.append("\(thing.place.pathAndLine): \(thing.kind.singular)\(owner): \(text)")
        }
        last = thing
      }
      return lines
    }

    private static func json(
      of coverage: Coverage, _ kinds: [Coverage.Kind], _ unused: [Coverage.Unused], _ share: Coverage.Share
    ) -> JSON {
      let shares = kinds.map { ($0.rawValue, json(coverage.share(of: $0))) }
      let things = unused.map { thing in
        JSON.object([
          ("kind", .text(thing.kind.singular)), ("place", .place(thing.place)),
          ("owner", .text(thing.owner)), ("text", .text(thing.text)),
        ])
      }
      return .object([("all", json(share)), ("kinds", .object(shares)), ("unused", .list(things))])
    }

    private static func json(_ share: Coverage.Share) -> JSON {
      .object([
        ("used", .integer(share.used)), ("all", .integer(share.all)), ("percent", .integer(share.percent)),
      ])
    }

    // MARK: - The guide

    private func report(_ guide: GuideCoverage) throws {
      try output.print(Self.lines(of: guide), json: Self.json(of: guide))
      if !guide.missing.isEmpty || !guide.strays.isEmpty { throw ExitStatus.findings }
      if let min, guide.share.percent < min { throw ExitStatus.findings }
    }

    private static func lines(of guide: GuideCoverage) -> [String] {
      let rows = guide.rows.map { row in
        let carriers = row.carriers.map { "\($0.id) (\($0.place.pathAndLine))" }.joined(separator: ", ")
        let text = row.isMissing ? "nothing carries it" : row.carriers.isEmpty ? "exempt" : carriers
        return row.name.leftAligned(in: 6) + text
      }
      let strays = guide.strays.map {
        "\($0.carrier.place.pathAndLine): \($0.carrier.id): the guide has no row ‘\($0.name)’"
      }
      return rows + strays + ["\(guide.share.used) of \(guide.share.all) rows carried"]
    }

    private static func json(of guide: GuideCoverage) -> JSON {
      let rows = guide.rows.map { row in
        JSON.object([
          ("row", .text(row.name)), ("exempt", .bool(row.isExempt)),
          ("carriers", .list(row.carriers.map(json))),
        ])
      }
      let strays = guide.strays.map { stray in
        JSON.object([("row", .text(stray.name)), ("carrier", json(stray.carrier))])
      }
      return .object([
        ("all", json(guide.share)), ("missing", .texts(guide.missing.map(\.name))),
        ("strays", .list(strays)), ("rows", .list(rows)),
      ])
    }

    private static func json(_ carrier: GuideCoverage.Carrier) -> JSON {
      .object([
        ("id", .text(carrier.id)), ("place", .place(carrier.place)),
      ])
    }
  }
}

extension Coverage.Kind {
  /// One thing of this kind.
  fileprivate var singular: String {
    switch self {
    case .intent: "intent"
    case .pattern: "pattern"
    case .veto: "veto"
    case .phrase: "phrase"
    case .cue: "cue"
    case .alternative: "alternative"
    case .step: "step"
    case .reply: "reply"
    }
  }
}
