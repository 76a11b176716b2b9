internal import Glibc

/// What `annotate --stats` measures: time by stage, words, memory.
struct Stopwatch {
  enum Stage: String, CaseIterable {
    case language = "Language"
    case matching = "Matching"
    case rest
  }

  private let clock = ContinuousClock()
  private var spent: [Stage: Duration] = [:]
  private(set) var load = Duration.zero
  var statements = 0
  var words = 0

  /// Runs a stage and adds its time.
  mutating func measure<Result>(_ stage: Stage, _ body: () throws -> Result) rethrows -> Result {
    let start = clock.now
    defer { spent[stage, default: .zero] += clock.now - start }
    return try body()
  }

  /// Runs what comes before the first statement.
  mutating func measureLoad<Result>(_ body: () throws -> Result) rethrows -> Result {
    let start = clock.now
    defer { load = clock.now - start }
    return try body()
  }

  /// One figure a line.
  var report: String {
    var lines = ["statements: \(statements)", "words: \(words)"]
    for stage in Stage.allCases {
      let nanoseconds = statements == 0 ? 0 : (spent[stage] ?? .zero).nanoseconds / statements
      lines.append("\(stage.rawValue): \(nanoseconds) ns")
    }
    lines.append("load: \(load.nanoseconds / 1_000_000) ms")
    if let peak = Self.peakMemory { lines.append("peak memory: \(peak / 1024) MiB") }
    return lines.joined(separator: "\n")
  }

  /// In KiB, as the kernel counts it.
  private static var peakMemory: Int? {
    var usage = rusage()
    guard unsafe getrusage(RUSAGE_SELF.rawValue, &usage) == 0 else { return nil }
    return usage.ru_maxrss
  }
}

extension Duration {
  fileprivate var nanoseconds: Int {
    Int(components.seconds) * 1_000_000_000 + Int(components.attoseconds / 1_000_000_000)
  }
}
