/// An engine that is a Python library, through `Engines/peer.py`.
struct PythonEngine: Engine {
  enum Library: String, CaseIterable {
    case re
    case hassil
    case riveScript = "rivescript"

    var name: String {
      switch self {
      case .re: "Python re"
      case .hassil: "hassil"
      case .riveScript: "RiveScript"
      }
    }
  }

  let library: Library
  let folders: Folders
  /// A pass takes as many statements as it can in this time, and at least one.
  static let passTime = Duration.seconds(2)

  var name: String { library.name }
  var isExact: Bool { library == .re }

  private struct Report: Decodable {
    var load_s: Double
    var peak_kb: Int
    var us: Double
    var statements: Int
  }

  func build(_ set: PatternSet) throws(BenchFailure) -> Measured<Start> {
    try run(set.question, set).map { _ throws(BenchFailure) in
      let report = try report
      return Start(time: .seconds(report.load_s), memory: report.peak_kb)
    }
  }

  func pass(over set: PatternSet) throws(BenchFailure) -> Measured<Pass> {
    try run(set.statements, set).map { _ throws(BenchFailure) in
      let report = try report
      return Pass(
        microseconds: report.us, statements: report.statements, start: nil, pairs: pairs)
    }
  }

  func question(of set: PatternSet) throws(BenchFailure) -> Measured<Duration> {
    try run(set.question, set).map(\.wall)
  }

  private var pairs: String { "\(folders.scratch)/pairs_\(library.rawValue).txt" }
  private var output: String { folders.scratch + "/peer.json" }
  private var report: Report {
    get throws(BenchFailure) { try Files.decode(Report.self, from: output) }
  }

  private func run(
    _ statements: String, _ set: PatternSet
  ) throws(BenchFailure) -> Measured<ChildProcess.Outcome> {
    try ChildProcess(
      arguments: [
        folders.python, "-B", folders.package + "/Engines/peer.py", library.rawValue, "--rules", set.rules,
        "--statements", statements, "--seconds", "\(Self.passTime.components.seconds)", "--pairs", pairs,
      ],
      environment: ["PYTHONHASHSEED": "0"],
      output: output, errors: folders.scratch + "/errors.txt"
    ).measured()
  }
}
