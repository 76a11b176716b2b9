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
    @Option(help: "text or json.") var format = ReportFormat.text
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
      switch format {
      case .text: try printText(coverage, kinds, unused, share)
      case .json: try printJSON(coverage, kinds, unused, share)
      }
      if let min, share.percent < min { throw ExitStatus.findings }
    }

    private func printText(
      _ coverage: Coverage, _ kinds: [Coverage.Kind], _ unused: [Coverage.Unused], _ share: Coverage.Share
    ) throws {
      for line in Self.lines(of: unused) { try printLine(line) }
      if !unused.isEmpty { try printLine("") }
      let rows = kinds.map { ($0.rawValue, coverage.share(of: $0)) } + [("all", share)]
      for (name, share) in rows {
        let numbers = "\(share.used) of \(share.all)"
        try printLine(
          name.padded(to: 14) + numbers.paddedLeft(to: 18) + "\(share.percent) %".paddedLeft(to: 7))
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

    private func printJSON(
      _ coverage: Coverage, _ kinds: [Coverage.Kind], _ unused: [Coverage.Unused], _ share: Coverage.Share
    ) throws {
      let shares = kinds.map { ($0.rawValue, Self.json(coverage.share(of: $0))) }
      let things = unused.map { thing in
        JSON.object([
          ("kind", .text(thing.kind.singular)), ("path", .text(thing.place.path)),
          ("line", .integer(thing.place.start.line)), ("owner", .text(thing.owner)),
          ("text", .text(thing.text)),
        ])
      }
      try printJSONLine(
        .object([("all", Self.json(share)), ("kinds", .object(shares)), ("unused", .list(things))]))
    }

    private static func json(_ share: Coverage.Share) -> JSON {
      .object([
        ("used", .integer(share.used)), ("all", .integer(share.all)), ("percent", .integer(share.percent)),
      ])
    }

    // MARK: - The guide

    private func report(_ guide: GuideCoverage) throws {
      switch format {
      case .text: try printText(guide)
      case .json: try printJSON(guide)
      }
      if !guide.missing.isEmpty || !guide.strays.isEmpty { throw ExitStatus.findings }
      if let min, guide.share.percent < min { throw ExitStatus.findings }
    }

    private func printText(_ guide: GuideCoverage) throws {
      for row in guide.rows {
        let carriers = row.carriers.map { "\($0.id) (\($0.place.pathAndLine))" }.joined(separator: ", ")
        let text = row.isMissing ? "nothing carries it" : row.carriers.isEmpty ? "exempt" : carriers
        try printLine(row.name.padded(to: 6) + text)
      }
      for stray in guide.strays {
        try printLine(
          "\(stray.carrier.place.pathAndLine): \(stray.carrier.id): the guide has no row ‘\(stray.name)’")
      }
      try printLine("\(guide.share.used) of \(guide.share.all) rows carried")
    }

    private func printJSON(_ guide: GuideCoverage) throws {
      let rows = guide.rows.map { row in
        JSON.object([
          ("row", .text(row.name)), ("exempt", .bool(row.isExempt)),
          ("carriers", .list(row.carriers.map(Self.json))),
        ])
      }
      let strays = guide.strays.map { stray in
        JSON.object([("row", .text(stray.name)), ("carrier", Self.json(stray.carrier))])
      }
      try printJSONLine(
        .object([
          ("all", Self.json(guide.share)), ("missing", .list(guide.missing.map { .text($0.name) })),
          ("strays", .list(strays)), ("rows", .list(rows)),
        ]))
    }

    private static func json(_ carrier: GuideCoverage.Carrier) -> JSON {
      .object([
        ("id", .text(carrier.id)), ("path", .text(carrier.place.path)),
        ("line", .integer(carrier.place.start.line)),
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
