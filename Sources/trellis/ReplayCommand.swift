internal import ArgumentParser
internal import Diagnostics
internal import Dialogue
internal import Rules
internal import Terminal
internal import Transcripts

/// Plays transcripts again and says what became different.
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Play transcripts again; say where the coach now does otherwise.")

  @OptionGroup var pack: PackOptions
  @Argument(help: "Transcripts or folders of them.") var paths: [String]
  @Flag(help: "Write what was found into the transcripts (never when CI is set).") var update = false
  @Option(help: "Only transcripts whose path holds this.") var filter: String?
  @Option(help: "How many work side by side.") var jobs = 1

  /// A transcript that was read, and what came of it.
  private struct Outcome: Sendable {
    var file: SourceFile
    var transcript: Transcript
    var diagnostics: [Diagnostic]
    var result: ReplayResult
  }

  func validate() throws {
    guard jobs >= 1 else { throw ValidationError("--jobs takes a number from 1") }
  }

  func run() async throws {
    try PackOptions.refuseMissing(paths)
    let files = try Self.files(at: paths, filter: filter)
    guard !files.isEmpty else {
      printError("trellis: no transcripts found")
      throw ExitStatus.usage
    }
    let rules = try pack.load()
    let outcomes = await outcomes(of: files, rules)
    try report(outcomes)
  }

  private static func files(at paths: [String], filter: String?) throws -> [String] {
    var files: [String] = []
    for path in paths {
      do throws(FileSystem.Failure) {
        files +=
          try FileSystem.kind(of: path) == .folder
          ? FileSystem.files(below: path, endings: [".transcript"]) : [path]
      } catch {
        printError("trellis: \(path): \(error)")
        throw ExitStatus.inputOutput
      }
    }
    return files.filter { path in filter.map { path.contains($0) } ?? true }
  }

  /// The outcomes in the order of the files, whatever `jobs` is.
  private func outcomes(of files: [String], _ rules: DialogueEngine.Rules) async -> [Outcome] {
    let workers = min(jobs, files.count)
    let accepts = update
    return await withTaskGroup(of: [(Int, Outcome)].self) { group in
      for worker in 0..<workers {
        group.addTask {
          let engine = DialogueEngine(rules)
          return stride(from: worker, to: files.count, by: workers).map { index in
            (index, Self.outcome(of: files[index], engine, accepting: accepts))
          }
        }
      }
      var all: [(Int, Outcome)] = []
      for await part in group { all += part }
      return all.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  private static func outcome(of path: String, _ engine: DialogueEngine, accepting accepts: Bool) -> Outcome {
    do throws(FileSystem.Failure) {
      guard let bytes = try FileSystem.read(path, limit: 1 << 28) else { throw FileSystem.Failure(code: 27) }
      let file = SourceFile(path: path, bytes: bytes)
      let (transcript, diagnostics) = TranscriptParser.parse(file)
      guard !diagnostics.containErrors else {
        return Outcome(
          file: file, transcript: transcript, diagnostics: diagnostics, result: ReplayResult(path: path))
      }
      var local = engine
      if let rules = transcript.header.rules { local = try Self.engine(rules, besides: path, engine) }
      return Outcome(
        file: file, transcript: transcript, diagnostics: diagnostics,
        result: Replay(transcript, with: local).run(accepting: accepts))
    } catch {
      let place = SourcePlace(path: path, line: 1, column: 1)
      return Outcome(
        file: SourceFile(path: path, bytes: []), transcript: Transcript(path: path),
        diagnostics: [Diagnostic(.transcriptUnreadable, "cannot be read: \(error)", at: place)],
        result: ReplayResult(path: path))
    }
  }

  /// The engine of the pack that a transcript names in its header, relative to the file.
  private static func engine(
    _ rules: String, besides path: String, _ usual: DialogueEngine
  ) throws(FileSystem.Failure) -> DialogueEngine {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let files = PackFiles(reading: ["\(folder)/\(rules)"])
    guard let bundled = try? PackOptions.bundled(),
      let book = RuleBookReader.read(files, base: { $0 == "en" ? bundled : nil }).book
    else { throw FileSystem.Failure(code: 2) }
    return DialogueEngine(DialogueEngine.Rules(book: book, bundled: bundled))
  }

  // MARK: - Report

  private func report(_ outcomes: [Outcome]) throws {
    let complaints = outcomes.flatMap(\.diagnostics)
    if !complaints.isEmpty {
      printError(DiagnosticPrinter(files: outcomes.map(\.file)).text(for: complaints))
    }
    for note in outcomes.flatMap(\.result.notes) { printError("note: \(note)") }
    let differences = outcomes.flatMap(\.result.differences)
    for difference in differences { try printLine(difference.text) }
    let turns = outcomes.reduce(0) { $0 + $1.result.turns }
    let withheld = outcomes.reduce(0) { $0 + $1.result.withheld }
    let failed = outcomes.count { !$0.result.differences.isEmpty || $0.diagnostics.containErrors }
    try printLine(
      "\(outcomes.count) transcripts, \(turns) turns" + (withheld > 0 ? ", \(withheld) withheld" : "")
        + ", \(differences.count) differences; \(outcomes.count - failed) passed, \(failed) failed")
    if update { try write(outcomes) }
    if complaints.containErrors { throw ExitStatus.data }
    let isEmpty = turns == 0 && withheld == 0
    if isEmpty { printError("trellis: the transcripts hold no turns") }
    if isEmpty { throw ExitStatus.usage }
    if !differences.isEmpty && !update { throw ExitStatus.findings }
  }

  private func write(_ outcomes: [Outcome]) throws {
    guard FileChanges.environment("CI") == nil else {
      printError("trellis: CI is set, so nothing is rewritten")
      throw ExitStatus.findings
    }
    for outcome in outcomes where !outcome.result.differences.isEmpty {
      let lines = Acceptance.updated(outcome.transcript, by: outcome.result)
      do throws(FileSystem.Failure) {
        try FileChanges.replace(outcome.file.path, with: lines.joined(separator: "\n") + "\n")
        printError("updated \(outcome.file.path)")
      } catch {
        printError("trellis: \(outcome.file.path): \(error)")
        throw ExitStatus.inputOutput
      }
    }
  }
}

extension Difference {
  /// `path:line: intent` with what was expected and what was found below it.
  fileprivate var text: String {
    var lines = ["\(path):\(line): \(layer.rawValue)"]
    if !said.isEmpty { lines.append("    said:     \(said.split(separator: "\n").joined(separator: " / "))") }
    lines.append("    expected: \(expected.split(separator: "\n").joined(separator: " / "))")
    lines.append("    found:    \(found.split(separator: "\n").joined(separator: " / "))")
    return lines.joined(separator: "\n")
  }
}
