internal import Diagnostics
internal import Dialogue
internal import Rules
internal import Synchronization
internal import Transcripts

/// Plays many transcripts, several side by side, and hands on what came of them in their order.
struct ReplayRun: Sendable {
  let files: [String]
  let rules: DialogueEngine.Rules
  let filters: [TranscriptFilter]
  let jobs: Int
  var accepts: Bool
  let listsEveryTurn: Bool
  let packs: CauseFinder.Packs?

  /// Plays all of them; the sink gets the reports in the order of the files, whatever `jobs` is.
  func run<Sink: ReportSink>(into sink: Sink) async throws -> Sink {
    let queue = TranscriptQueue(count: files.count, sink: sink)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<max(1, min(jobs, files.count)) {
        group.addTask {
          let player = TranscriptPlayer(self)
          while let index = queue.claim() { try queue.put(player.report(of: files[index]), at: index) }
        }
      }
      try await group.waitForAll()
    }
    return queue.sink
  }
}

/// The transcripts that are still to be played, and what came of the others; whatever is ready early waits for those
/// before it.
private final class TranscriptQueue<Sink: ReportSink>: Sendable {
  private struct State {
    var next = 0
    var taken = 0
    var waiting: [Int: FileReport?] = [:]
    var sink: Sink
  }

  private let count: Int
  private let state: Mutex<State>

  init(count: Int, sink: Sink) {
    self.count = count
    state = Mutex(State(sink: sink))
  }

  var sink: Sink { state.withLock { $0.sink } }

  /// The next transcript that nobody plays yet.
  func claim() -> Int? {
    state.withLock { state in
      guard state.next < count else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  /// Hands on a report, nil for a transcript that was left out, and those that waited for it.
  func put(_ report: FileReport?, at index: Int) throws {
    try state.withLock { state in
      state.waiting[index] = .some(report)
      while let report = state.waiting.removeValue(forKey: state.taken) {
        state.taken += 1
        if let report { try state.sink.take(report) }
      }
    }
  }
}

/// Where the reports of transcripts go.
protocol ReportSink: Sendable {
  mutating func take(_ report: FileReport) throws
}

/// Plays transcripts one after the other with engines of its own, for one task.
final class TranscriptPlayer {
  /// More than a test suite says in different words; a hundred megabytes at the very most.
  private static let rememberedReadings = 4_096

  private let run: ReplayRun
  private let engine: DialogueEngine
  private let names: PackNames
  private var causes: CauseFinder?
  private var others: [String: DialogueEngine] = [:]

  init(_ run: ReplayRun) {
    self.run = run
    engine = DialogueEngine(run.rules, memory: ReadingMemory(capacity: Self.rememberedReadings))
    names = PackNames(engine.book)
    causes = run.packs.map { CauseFinder($0, engine: engine, names: names) }
  }

  /// The report of a file, nil where the filters leave it out.
  func report(of path: String) -> FileReport? {
    let source: SourceFile
    switch Self.read(path) {
    case .success(let file): source = file
    case .failure(let diagnostic):
      var result = ReplayResult(path: path)
      result.diagnostics = [diagnostic]
      return FileReport(result: result)
    }
    let (transcript, diagnostics) = TranscriptParser.parse(source)
    guard diagnostics.containErrors || run.filters.allSatisfy({ $0.admits(transcript) }) else { return nil }
    var report = FileReport(result: ReplayResult(path: path))
    report.result.diagnostics = diagnostics
    if !diagnostics.containErrors { play(transcript, &report) }
    if !report.result.diagnostics.isEmpty { report.source = source }
    return report
  }

  /// The bytes of a transcript, or why there are none.
  static func read(_ path: String) -> Result<SourceFile, Diagnostic> {
    let place = SourcePlace(path: path, line: 1, column: 1)
    do throws(FileSystem.Failure) {
      guard try FileSystem.kind(of: path) == .file else {
        return .failure(
          Diagnostic(
            .transcriptUnreadable, "not a regular file", at: place,
            hint: "transcripts are read from files and folders, not from pipes or devices"))
      }
      guard let bytes = try FileSystem.read(path, limit: TranscriptParser.largestFile) else {
        return .failure(
          Diagnostic(
            .transcriptUnreadable, "larger than 64 MiB", at: place,
            hint: "one file holds one conversation: part it into several"))
      }
      return .success(SourceFile(path: path, bytes: bytes))
    } catch {
      return .failure(
        Diagnostic(
          .transcriptUnreadable, "cannot be read: \(error)", at: place,
          hint: "see that it is there and readable"))
    }
  }

  private func play(_ transcript: Transcript, _ report: inout FileReport) {
    var engine = engine
    var names = names
    if let rules = transcript.header.rules {
      switch other(rules, besides: transcript) {
      case .success(let found): (engine, names) = (found, PackNames(found.book))
      case .failure(let diagnostic): return report.result.diagnostics = [diagnostic]
      }
    }
    var acceptance = run.accepts ? Acceptance(transcript, names: names) : nil
    let replay = Replay(transcript, with: engine, names: names)
    report.result = replay.run(accepting: run.accepts) { played in
      if !played.differences.isEmpty, played.entry.expectedToFail == nil { acceptance?.accept(played) }
    }
    if run.listsEveryTurn {
      report.turns = transcript.entries.map {
        FileReport.TurnLine(
          line: $0.line, said: $0.said, isWithheld: $0.isWithheld, expectedToFail: $0.expectedToFail)
      }
    }
    if run.accepts, transcript.header.expectedToFail == nil, !report.result.diagnostics.containErrors {
      if report.result.stale != nil { acceptance?.refreshHeader(for: engine.book) }
      report.accepted = acceptance?.bytes
    }
    if transcript.header.rules == nil, report.result.hasFailed, !run.accepts {
      causes?.explain(&report.result, of: transcript)
    }
  }

  /// The engine of the pack that a transcript names in its header, relative to the file.
  private func other(_ rules: String, besides transcript: Transcript) -> Result<DialogueEngine, Diagnostic> {
    let folder = transcript.path.lastIndex(of: "/").map { String(transcript.path[..<$0]) } ?? "."
    let path = rules.hasPrefix("/") ? rules : "\(folder)/\(rules)"
    if let engine = others[path] { return .success(engine) }
    let files = PackFiles(reading: [path])
    let bundled = run.rules.bundled
    let (book, diagnostics) = RuleBookReader.read(files, base: { $0 == "en" ? bundled : nil })
    guard let book else {
      let first = diagnostics.first { $0.severity == .error }
      return .failure(
        Diagnostic(
          .transcriptPack,
          "the pack of its header, \(path), cannot be used: \(first.map(\.description) ?? "")",
          at: SourcePlace(path: transcript.path, line: 1, column: 1),
          hint: "‘rules:’ is relative to the transcript; trellis rules check \(path) tells more"))
    }
    let engine = DialogueEngine(DialogueEngine.Rules(book: book, bundled: bundled))
    others[path] = engine
    return .success(engine)
  }
}
