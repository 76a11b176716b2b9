internal import ArgumentParser
internal import Diagnostics
internal import Terminal
internal import Transcripts

/// Takes the reports of a replay as they come: words them, adds them up, rewrites what was accepted.
struct ReplaySink: ReportSink {
  private let format: ReportFormat
  private let output: String?
  private var writer: any ReportWriter
  private var progress: ProgressBar
  private(set) var summary: ReplaySummary
  private(set) var failed: Set<String> = []
  private(set) var played: [String] = []
  /// Lines that `--update` leaves to people.
  private(set) var leftToPeople = 0
  private var text = ""

  init(format: ReportFormat, output: String?, options: ReportOptions, files: Int, slowest: Int) {
    self.format = format
    self.output = output
    writer = format.writer(options: options)
    summary = ReplaySummary(mostSlow: slowest)
    progress = ProgressBar(total: files, isWanted: format == .text || output != nil)
    text = writer.beginning()
  }

  mutating func take(_ report: FileReport) throws {
    let result = report.result
    summary.take(result)
    played.append(report.path)
    if result.hasFailed { failed.insert(report.path) }
    if !result.diagnostics.isEmpty { complain(report) }
    if !result.notes.isEmpty { progress.clear() }
    for note in result.notes { printError("note: \(note)") }
    text += writer.text(for: report)
    if output == nil, format != .text { try flush() }
    if let accepted = report.accepted { try write(accepted, to: report.path) }
    leftToPeople += result.differences.count(where: Acceptance.isForPeople)
    progress.show(summary)
  }

  private mutating func complain(_ report: FileReport) {
    progress.clear()
    let printer = DiagnosticPrinter(files: report.source.map { [$0] } ?? [])
    for diagnostic in report.result.diagnostics.inOrder() { printError(printer.text(for: diagnostic) + "\n") }
  }

  private mutating func write(_ bytes: [UInt8], to path: String) throws {
    progress.clear()
    do throws(FileSystem.Failure) {
      try FileChanges.replace(path, with: String(decoding: bytes, as: UTF8.self))
      printError("updated \(path)")
    } catch {
      printError("trellis: \(path): \(error)")
      throw ExitStatus.inputOutput
    }
  }

  /// Writes the end of the report, and the file that it goes to.
  mutating func finish() throws {
    progress.clear()
    text += writer.ending(summary)
    // A report of nothing would only hide why.
    if format == .text, summary.transcripts == 0 { return }
    guard let output else { return try flush() }
    do throws(FileSystem.Failure) {
      try FileChanges.replace(output, with: text)
    } catch {
      printError("trellis: \(output): \(error)")
      throw ExitStatus.inputOutput
    }
    try printLine(summary.text)
  }

  private mutating func flush() throws {
    defer { text = "" }
    do {
      switch format {
      // The text holds its own styles and was made harmless where it was worded.
      case .text, .json, .junit: try StandardStream.output.write(verbatim: Array(text.utf8).span)
      case .tap, .github: try StandardStream.output.write(TerminalText(text))
      }
    } catch {
      throw ExitStatus.inputOutput
    }
  }
}
