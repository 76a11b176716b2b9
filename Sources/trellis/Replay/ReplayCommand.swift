internal import ArgumentParser
internal import Diagnostics
internal import Dialogue
internal import Matching
internal import Rules
internal import Terminal
internal import Transcripts

/// Plays transcripts again and says what became different.
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Play transcripts again; say where the coach now does otherwise.",
    discussion: """
      Exit codes: 0 all as written, 1 differences, 64 usage or nothing to run, 65 a transcript or pack with errors, \
      74 a folder that cannot be read, a file that cannot be written.
      """)

  @OptionGroup var pack: PackOptions
  @Argument(help: "Transcripts or folders of them.") var paths: [String]
  @Option(
    help: ArgumentHelp(
      "Tell what changed since: a pack; or the one in use at a revision, such as HEAD, or with the content hash of a header.",
      valueName: "old"))
  var against: String?
  @Flag(help: "Write what was found into the transcripts (never when CI is set).") var update = false
  @Flag(help: "Ask about each turn that differs: accept, reject, skip (never when CI is set).")
  var review = false
  @Option(
    help: ArgumentHelp(
      "Only transcripts with this in their path; or intent:ID, step:ID, tag:WORD, failed (those that failed last time). Given twice, both hold.",
      valueName: "what"))
  var filter: [String] = []
  @Option(help: "How many work side by side.") var jobs = 1
  @Option(help: ArgumentHelp("Only one of several equal parts, such as 2/5.", valueName: "k/n")) var shard:
    String?
  @Option(help: "text, json, junit, tap or github.") var format = ReportFormat.text
  @Option(help: ArgumentHelp("Write the report to a file, whole or not at all.", valueName: "file"))
  var output: String?
  @Option(help: ArgumentHelp("Name the slowest turns.", valueName: "n")) var slowest = 0
  @Flag(help: "Show every turn in full, however many have the same cause.") var all = false
  @Option(
    help: ArgumentHelp(
      "Find the commit between two that made a transcript differ, such as v1..HEAD.", valueName: "good..bad"))
  var bisect: String?

  func validate() throws {
    guard jobs >= 1 else { throw ValidationError("--jobs takes a number from 1") }
    guard slowest >= 0 else { throw ValidationError("--slowest takes a number") }
    if let shard, Shard(shard) == nil {
      throw ValidationError("--shard takes K/N with 1 ≤ K ≤ N, such as 2/5")
    }
    if review && update { throw ValidationError("--review asks, --update does not: choose one") }
    if review && (format != .text || output != nil) { throw ValidationError("--review writes no report") }
    if let bisect, bisect.firstRange(of: "..").map({ bisect[..<$0.lowerBound].isEmpty }) ?? true {
      throw ValidationError("--bisect takes GOOD..BAD, such as v1..HEAD")
    }
    if bisect != nil && paths.count != 1 { throw ValidationError("--bisect takes one transcript") }
    if bisect != nil && (update || review || against != nil || format != .text) {
      throw ValidationError("--bisect takes --rules and one transcript, and no other option")
    }
  }

  func run() async throws {
    try PackOptions.refuseMissing(paths)
    if let bisect { return try Bisection(range: bisect, pack: pack, paths: paths).run() }
    let files = try selectedFiles()
    let rules = try pack.load()
    if review, try Self.mayWrite() {
      var review = try Review(files: files, run: run(of: files, rules))
      return try review.run()
    }
    let updates = try update && Self.mayWrite()
    var run = try run(of: files, rules)
    run.accepts = updates
    var sink = try await run.run(into: sink(rules, files))
    try sink.finish()
    LastFailures.remember(failed: updates ? [] : sink.failed, among: sink.played)
    try conclude(sink, updates)
  }

  /// Whether transcripts may be rewritten: never in CI, where nobody would see it.
  private static func mayWrite() throws -> Bool {
    guard FileChanges.environment("CI") != nil else { return true }
    printError("trellis: CI is set, so nothing is rewritten")
    return false
  }

  // MARK: - What is played

  private func selectedFiles() throws -> [String] {
    var files = try Self.files(at: paths)
    let found = files.count
    if let shard = shard.flatMap({ Shard($0) }) { files = shard.part(of: files) { $0 } }
    let isEmptyShard = files.isEmpty && found > 0
    let filters = filter.map { TranscriptFilter($0) }
    if filters.contains(.failed) {
      let failed = LastFailures.read()
      files = files.filter { failed.contains(LastFailures.whole($0)) }
    }
    files = files.filter { path in
      filters.allSatisfy { $0 == .failed || $0.admits(path: path, failed: []) }
    }
    if isEmptyShard {
      printError("trellis: this part holds none of the \(found) transcripts")
      throw ExitCode.success
    }
    guard !files.isEmpty else {
      printError(
        found == 0
          ? "trellis: no transcripts found" : "trellis: none of \(found) transcripts passes the filter")
      throw ExitStatus.usage
    }
    return files
  }

  /// The transcripts at some paths, each once, in path order below each.
  private static func files(at paths: [String]) throws -> [String] {
    var files: [String] = []
    var seen = Set<String>()
    for path in paths {
      do throws(FileSystem.Failure) {
        let own =
          try FileSystem.kind(of: path) == .folder
          ? FileSystem.files(below: path, endings: [".transcript"]) : [path]
        files += own.filter { seen.insert(LastFailures.whole($0)).inserted }
      } catch {
        printError("trellis: \(path): \(error)")
        throw ExitStatus.inputOutput
      }
    }
    return files
  }

  private func run(of files: [String], _ rules: DialogueEngine.Rules) throws -> ReplayRun {
    let old = try against.map { try OldPack.book($0, insteadOf: pack.paths, bundled: rules.bundled) }
    return ReplayRun(
      files: files, rules: rules, filters: filter.map { TranscriptFilter($0) }, jobs: jobs, accepts: false,
      listsEveryTurn: format.listsEveryTurn,
      packs: old.map { CauseFinder.Packs(old: $0, new: rules.matcher.book, bundled: rules.bundled) })
  }

  private func sink(_ rules: DialogueEngine.Rules, _ files: [String]) -> ReplaySink {
    let book = rules.matcher.book
    let options = ReportOptions(
      packID: book.pack.id, packVersion: book.pack.version, packHash: book.contentHash,
      hasOldPack: against != nil, showsAll: all, isStyled: output == nil && Style(for: .output).isOn)
    return ReplaySink(format: format, output: output, options: options, files: files.count, slowest: slowest)
  }

  // MARK: - What the shell is told

  private func conclude(_ sink: ReplaySink, _ updated: Bool) throws {
    let summary = sink.summary
    if summary.brokenTranscripts > 0 { throw ExitStatus.data }
    guard summary.transcripts > 0 else {
      printError("trellis: none of the transcripts passes the filter")
      throw ExitStatus.usage
    }
    guard summary.turns + summary.withheld > 0 else {
      printError("trellis: the transcripts hold no turns")
      throw ExitStatus.usage
    }
    guard updated else {
      if summary.failedTranscripts > 0 { throw ExitStatus.findings }
      return
    }
    if sink.leftToPeople > 0 {
      printError(
        "trellis: \(counted(sink.leftToPeople, "line")) with = !, ~ or xfail left as they are: these are yours to mend"
      )
      throw ExitStatus.findings
    }
  }
}

extension ReportFormat: ExpressibleByArgument {}
