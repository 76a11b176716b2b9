internal import Terminal
internal import Transcripts

/// One line on standard error that tells how far a replay is; on a terminal that can redraw, and nowhere else.
struct ProgressBar: Sendable {
  private static let width = 24
  private static let pause = Duration.milliseconds(100)

  private let total: Int
  private let isOn: Bool
  private var last: ContinuousClock.Instant?

  init(total: Int, isWanted: Bool) {
    self.total = total
    let term = FileChanges.environment("TERM") ?? "dumb"
    isOn =
      isWanted && StandardStream.error.isTerminal && term != "dumb"
      && FileChanges.environment("ACCESSIBLE") == nil
  }

  /// Draws at most ten times a second.
  mutating func show(_ summary: ReplaySummary) {
    guard isOn else { return }
    let now = ContinuousClock.now
    if let last, now - last < Self.pause { return }
    last = now
    let filled = total == 0 ? 0 : summary.transcripts * Self.width / total
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
    let failed = summary.failedTranscripts > 0 ? ", \(summary.failedTranscripts) failed" : ""
    draw("\r\u{1B}[K[\(bar)] \(summary.transcripts) of \(total) transcripts\(failed)")
  }

  /// Takes the line away.
  mutating func clear() {
    guard isOn, last != nil else { return }
    last = nil
    draw("\r\u{1B}[K")
  }

  private func draw(_ text: String) {
    try? StandardStream.error.write(verbatim: Array(text.utf8).span)
  }
}
