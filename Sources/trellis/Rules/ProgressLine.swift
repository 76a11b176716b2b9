internal import Terminal

/// A line on standard error that says how far a long command is; nothing where nobody would see it.
struct ProgressLine: Sendable {
  private let total: Int
  private let what: String
  private let isShown: Bool

  init(of total: Int, _ what: String) {
    self.total = total
    self.what = what
    isShown = StandardStream.error.isTerminal && StandardStream.output.isTerminal
  }

  func show(_ count: Int) {
    guard isShown else { return }
    try? StandardStream.error.write(verbatim: Array("\r\(count) of \(total) \(what)".utf8).span)
  }

  /// Leaves the line empty.
  func clear() {
    guard isShown else { return }
    try? StandardStream.error.write(verbatim: Array("\r\u{1B}[K".utf8).span)
  }
}
