internal import ArgumentParser
internal import Authoring
internal import Diagnostics
internal import Rules
internal import Transcripts

extension RulesCommand {
  /// Tells on which sentences two packs differ, and why.
  struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "diff",
      abstract: "Tell which sentences two packs take differently, grouped by what made the difference.",
      discussion: """
        Compared are the examples of both packs, sentences drawn from their patterns, transcripts and the lines of \
        a file: which intents claim each sentence, how it is meant, and which is answered. A pack is a path, or a \
        folder in a git revision, such as HEAD~3:rules/en. Exit code 1: something changed.
        """)

    @Argument(help: "A pack, or REVISION:FOLDER.") var old: String
    @Argument(help: "A pack, or REVISION:FOLDER.") var new: String
    @OptionGroup var output: FormatOption
    @Option(parsing: .upToNextOption, help: "Transcripts or folders of them.") var transcripts: [String] = []
    @Option(help: "A file with a sentence in each line.") var on: String?
    @Option(help: "How many sentences to draw from the patterns of each pack, 0 to 10000.") var samples = 500
    @Option(help: "Which ones.") var seed: UInt64 = 0
    @Option(help: "How many work side by side.") var jobs = 1

    func validate() throws {
      guard jobs >= 1 else { throw ValidationError("--jobs takes a number from 1") }
      guard (0...10_000).contains(samples) else { throw ValidationError("--samples takes 0 to 10000") }
    }

    func run() async throws {
      let comparison = RuleComparison(from: try Self.book(old), to: try Self.book(new), jobs: jobs)
      let transcripts = try TranscriptFiles.read(transcripts)
      let lines = try on.map(Self.lines) ?? []
      let sentences = comparison.sentences(transcripts, samples: samples, seed: seed) + lines
      let changes = await comparison.changes(on: sentences)
      let groups = RuleComparison.groups(of: changes)
      let summary = Summary(changes: changes, sentences: sentences.count)
      try output.print(
        groups.flatMap(Self.lines) + [summary.text],
        json: .object([
          ("sentences", .integer(summary.sentences)), ("changed", .integer(summary.changed)),
          ("causes", .list(groups.map(Self.json))),
        ]))
      if !changes.isEmpty { throw ExitStatus.findings }
    }

    private static func book(_ name: String) throws -> RuleBook {
      guard (try? FileSystem.kind(of: name)) == nil, let revision = GitRevision(name) else {
        return try PackOptions.book(at: [name])
      }
      let files: PackFiles
      do throws(GitRevision.Failure) {
        files = try revision.files()
      } catch {
        printError("trellis: \(name): \(error)")
        throw ExitStatus.usage
      }
      return try PackOptions.book(of: files)
    }

    /// The lines of a file that are not blank.
    private static func lines(of path: String) throws -> [RuleChange.Sentence] {
      try PackOptions.refuseMissing([path])
      do throws(FileSystem.Failure) {
        guard let bytes = try FileSystem.read(path, limit: 1 << 28) else {
          throw FileSystem.Failure(code: 27)
        }
        return SourceFile(path: path, bytes: bytes).lines.enumerated().compactMap { index, line in
          line.allSatisfy(\.isWhitespace)
            ? nil
            : RuleChange.Sentence(
              source: .line, text: String(line), place: SourcePlace(path: path, line: index + 1, column: 1))
        }
      } catch {
        printError("trellis: \(path): \(error)")
        throw ExitStatus.inputOutput
      }
    }

    // MARK: - Report

    private struct Summary {
      var sentences: Int
      var changed: Int

      init(changes: [RuleChange], sentences: Int) {
        self.sentences = sentences
        changed = Set(changes.map(\.sentence)).count
      }

      var text: String {
        changed == 0
          ? "\(sentences) sentences, none of them taken differently"
          : "\(changed) of \(sentences) sentences are taken differently"
      }
    }

    private static func lines(of group: RuleComparison.Group) -> [String] {
      let count = group.changes.count
      return ["\(group.cause.text) (\(count) \(count == 1 ? "change" : "changes"))"]
        + group.changes.flatMap(lines) + [""]
    }

    private static func lines(of change: RuleChange) -> [String] {
      [
        "  \(change.sentence.place.pathAndLine): \(change.sentence.source.rawValue): \(change.sentence.text.onOneLine)",
        "    was: \(text(of: change.old, change.intent))",
        "    now: \(text(of: change.new, change.intent))",
      ]
    }

    private static func text(of hearing: Hearing, _ intent: ID<Intent>) -> String {
      guard let rule = hearing.rule else { return "no \(intent)" }
      return "\(intent) \(hearing.standing.text): \(hearing.meaning), by \(rule.place.pathAndLine)"
    }

    private static func json(of group: RuleComparison.Group) -> JSON {
      .object([
        ("cause", .text(group.cause.name)), ("place", .place(group.cause.place)),
        ("text", .text(group.cause.text)), ("changes", .list(group.changes.map(json))),
      ])
    }

    private static func json(of change: RuleChange) -> JSON {
      .object([
        ("source", .text(change.sentence.source.rawValue)), ("place", .place(change.sentence.place)),
        ("text", .text(change.sentence.text)), ("intent", .text(change.intent.text)),
        ("old", json(of: change.old)), ("new", json(of: change.new)),
      ])
    }

    private static func json(of hearing: Hearing) -> JSON {
      .object([
        ("standing", .text(hearing.standing.name)), ("meaning", .text(hearing.meaning)),
        ("rule", .place(hearing.rule?.place)), ("cues", .texts(hearing.cues)),
      ])
    }
  }
}

extension Hearing.Standing {
  fileprivate var name: String {
    switch self {
    case .nothing: "nothing"
    case .claimed: "claimed"
    case .refused: "refused"
    case .vetoed: "vetoed"
    case .shadowed: "shadowed"
    }
  }

  fileprivate var text: String {
    switch self {
    case .nothing: "not found"
    case .claimed: "claimed"
    case .refused: "not claimed"
    case .vetoed(let place): "vetoed by \(place.pathAndLine)"
    case .shadowed(let intent): "shadowed by \(intent)"
    }
  }
}

extension RuleChange.Cause {
  fileprivate var name: String {
    switch self {
    case .newPattern: "new-pattern"
    case .lostPattern: "lost-pattern"
    case .newVeto: "new-veto"
    case .lostVeto: "lost-veto"
    case .rival: "rival"
    case .cues: "cues"
    case .order: "order"
    }
  }

  fileprivate var place: SourcePlace? {
    switch self {
    case .newPattern(let rule), .lostPattern(let rule): rule.place
    case .newVeto(let place), .lostVeto(let place): place
    case .rival, .cues, .order: nil
    }
  }

  fileprivate var text: String {
    switch self {
    case .newPattern(let rule): "found now, by \(rule.place.pathAndLine): \(rule.text.onOneLine)"
    case .lostPattern(let rule): "no longer found, by \(rule.place.pathAndLine): \(rule.text.onOneLine)"
    case .newVeto(let place): "vetoed now, by \(place.pathAndLine)"
    case .lostVeto(let place): "no longer vetoed, by \(place.pathAndLine)"
    case .rival(let intent): "the words go to or from \(intent)"
    case .cues(let gone, let new):
      "meant otherwise"
        + (gone.isEmpty ? "" : ", without the cue \(gone.joined(separator: ", "))")
        + (new.isEmpty ? "" : ", by the cue \(new.joined(separator: ", "))")
    case .order: "another one is answered first"
    }
  }
}
