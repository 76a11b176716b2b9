internal import ArgumentParser

/// What the shell is told: the numbers of design section 5.
enum ExitStatus {
  /// Differences, failed examples, warnings of `check`.
  static let findings = ExitCode(1)
  /// A wrong flag, a path that does not exist or holds nothing to run.
  static let usage = ExitCode(64)
  /// A rule pack or transcript with errors.
  static let data = ExitCode(65)
  static let inputOutput = ExitCode(74)
  /// The reader of the output is gone: what SIGPIPE would have made of it, where that is ignored.
  static let closedOutput = ExitCode(141)
}
