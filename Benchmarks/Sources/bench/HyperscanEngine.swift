/// Hyperscan from C, with the patterns as regular expressions; its compiled database is kept between runs.
struct HyperscanEngine: Engine {
  let name = "Hyperscan"
  let isExact = true
  let folders: Folders
  /// Compiling takes minutes where the machine is busy; only the scan is held to the usual limit.
  static let compileLimit = Duration.seconds(900)
  /// So many expressions go into one database: a larger one takes hours.
  static let databaseSize = 10_000

  private struct Compilation: Decodable {
    var compile_s: Double
    var peak_kb: Int
  }

  private struct Scan: Decodable {
    var load_s: Double
    var peak_kb: Int
    var us: Double
    var utterances: Int
  }

  private var program: String { folders.tools + "/hyperscan" }
  private func database(_ set: PatternSet) -> String { "\(set.folder)/hyperscan_\(set.count).db" }
  private func log(_ set: PatternSet) -> String { "\(set.folder)/hyperscan_\(set.count).json" }

  func build(_ set: PatternSet) throws(BenchFailure) -> Measured<Start> {
    if !Files.exists(database(set)) {
      let partial = database(set) + ".partial"
      let outcome = try ChildProcess(
        arguments: [program, "compile", set.expressions, partial, "\(Self.databaseSize)"],
        output: log(set), errors: folders.scratch + "/errors.txt", limit: Self.compileLimit
      ).measured()
      if case .stopped(let limit) = outcome { return .stopped(limit) }
      try Files.move(partial, to: database(set))
    }
    let compilation = try Files.decode(Compilation.self, from: log(set))
    return .value(Start(time: .seconds(compilation.compile_s), memory: compilation.peak_kb))
  }

  func pass(over set: PatternSet) throws(BenchFailure) -> Measured<Pass> {
    let pairs = folders.scratch + "/pairs_hyperscan.txt"
    return try scan(set.statements, set, pairs: pairs).map { _ throws(BenchFailure) in
      let scan = try Files.decode(Scan.self, from: report)
      return Pass(
        microseconds: scan.us, statements: scan.utterances,
        start: Start(time: .seconds(scan.load_s), memory: scan.peak_kb), pairs: pairs)
    }
  }

  func question(of set: PatternSet) throws(BenchFailure) -> Measured<Duration> {
    try scan(set.question, set, pairs: "/dev/null").map(\.wall)
  }

  private var report: String { folders.scratch + "/hyperscan.json" }

  private func scan(
    _ statements: String, _ set: PatternSet, pairs: String
  ) throws(BenchFailure) -> Measured<ChildProcess.Outcome> {
    try ChildProcess(
      arguments: [program, "scan", database(set), statements, pairs],
      output: report, errors: folders.scratch + "/errors.txt"
    ).measured()
  }
}
