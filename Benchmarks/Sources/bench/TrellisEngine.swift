/// The program of this repository, through `annotate --match-only`.
struct TrellisEngine: Engine {
  let name = "Trellis"
  let isExact = true
  let folders: Folders

  /// The start from YAML, with an empty cache, which it fills.
  func build(_ set: PatternSet) throws(BenchFailure) -> Measured<Start> {
    _ = try folders.emptyFolder(cacheName(set))
    return try annotate(set.question, set).map { run throws(BenchFailure) in try start(of: run) }
  }

  func pass(over set: PatternSet) throws(BenchFailure) -> Measured<Pass> {
    try annotate(set.repeated, set).map { run throws(BenchFailure) in
      let spent = try statistic("Language") + statistic("Matching")
      let pairs = folders.scratch + "/pairs_trellis.txt"
      try writePairs(to: pairs)
      return Pass(
        microseconds: Double(spent) / 1000, statements: PatternSet.statementCount,
        start: try start(of: run), pairs: pairs)
    }
  }

  func question(of set: PatternSet) throws(BenchFailure) -> Measured<Duration> {
    try annotate(set.question, set).map(\.wall)
  }

  // MARK: - The process

  private var output: String { folders.scratch + "/trellis.jsonl" }
  private var statistics: String { folders.scratch + "/trellis_statistics.txt" }

  private func cacheName(_ set: PatternSet) -> String { "cache_\(set.count)" }

  private func annotate(
    _ statements: String, _ set: PatternSet
  ) throws(BenchFailure) -> Measured<ChildProcess.Outcome> {
    try ChildProcess(
      arguments: [
        folders.program, "annotate", "--match-only", "--stats", "--input", "text", "--rules", set.pack,
      ],
      environment: ["XDG_CACHE_HOME": "\(folders.scratch)/\(cacheName(set))"],
      input: statements, output: output, errors: statistics
    ).measured()
  }

  private func start(of run: ChildProcess.Outcome) throws(BenchFailure) -> Start {
    Start(time: .milliseconds(try statistic("load")), memory: run.peakMemory)
  }

  /// A whole number that `--stats` printed as `name: number unit`.
  private func statistic(_ name: String) throws(BenchFailure) -> Int {
    for line in try Files.text(statistics).split(separator: "\n") where line.hasPrefix("\(name): ") {
      if let number = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) { return number }
    }
    throw BenchFailure("‘annotate --stats’ printed no ‘\(name)’")
  }

  // MARK: - The pairs

  private struct Line: Decodable {
    struct Match: Decodable {
      var intent: String
    }
    var id: Int
    var matches: [Match]
  }

  /// The pairs of the first time through the statements.
  private func writePairs(to path: String) throws(BenchFailure) {
    var lines = try LineFile(path: output)
    let pairs = try OutputFile(path: path)
    for _ in 0..<PatternSet.statementCount {
      guard let text = lines.next() else { throw BenchFailure("Trellis answered too few statements") }
      let line = try Files.decode(Line.self, text: text)
      let patterns = Set(line.matches.compactMap { Int($0.intent.dropFirst("bench.r".count)) })
      for pattern in patterns.sorted() { try pairs.write(line: "\(line.id - 1)\t\(pattern)") }
    }
    try pairs.finish()
  }
}
