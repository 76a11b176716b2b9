internal import Diagnostics
internal import Transcripts

/// A transcript that was played, and all that a report tells of it.
struct FileReport: Sendable {
  /// A turn that was played, as a report names it.
  struct TurnLine: Sendable {
    var line: Int
    var said: String
    var isWithheld: Bool
    var expectedToFail: String?
  }

  var result: ReplayResult
  /// The lines of the file, where complaints have to show them.
  var source: SourceFile?
  /// Every turn, where the report lists them.
  var turns: [TurnLine] = []
  /// What the file should be, by `--update`.
  var accepted: [UInt8]?

  var path: String { result.path }
}

/// A form in which a replay is reported.
enum ReportFormat: String, CaseIterable, Sendable {
  case text, json, junit, tap, github

  /// Whether turns that pass are listed too.
  var listsEveryTurn: Bool { self == .junit || self == .tap }

  func writer(options: ReportOptions) -> any ReportWriter {
    switch self {
    case .text: TextReport(options)
    case .json: JSONReport(options)
    case .junit: JUnitReport()
    case .tap: TAPReport()
    case .github: GitHubReport()
    }
  }
}

/// What a report has to know beside what was played.
struct ReportOptions: Sendable {
  var packID: String
  var packVersion: String
  var packHash: String
  /// Whether causes were looked for.
  var hasOldPack: Bool
  /// Whether every turn of a group is shown in full.
  var showsAll: Bool
  /// Whether colours are wanted.
  var isStyled: Bool
}

/// Words a replay, one transcript after the other: what is told early is written early.
protocol ReportWriter: Sendable {
  /// What stands before the first transcript.
  mutating func beginning() -> String
  mutating func text(for report: FileReport) -> String
  mutating func ending(_ summary: ReplaySummary) -> String
}
