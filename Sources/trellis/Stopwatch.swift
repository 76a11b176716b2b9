internal import Glibc

/// What `annotate --stats` measures: time by stage, words, memory.
struct Stopwatch: Sendable {
  enum Stage: String, CaseIterable {
    case language = "Language"
    case matching = "Matching"
    case rest
  }

  /// Whether it measures; looking at a clock costs as much as a short pattern.
  private let isRunning: Bool
  private let clock = ContinuousClock()
  private var spent = Stage.allCases.map { _ in Duration.zero }
  private var load = Duration.zero
  private var statements = 0
  private var words = 0

  init(isRunning: Bool) {
    self.isRunning = isRunning
  }

  /// Runs a stage and adds its time.
  mutating func measure<Result>(_ stage: Stage, _ body: () throws -> Result) rethrows -> Result {
    guard isRunning else { return try body() }
    let start = clock.now
    defer { spent[stage.index] += clock.now - start }
    return try body()
  }

  /// Runs what comes before the first statement.
  mutating func measureLoad<Result>(_ body: () throws -> Result) rethrows -> Result {
    let start = clock.now
    defer { load = clock.now - start }
    return try body()
  }

  /// Counts a statement of so many words.
  mutating func count(words: Int) {
    statements += 1
    self.words += words
  }

  /// Adds what another one measured side by side.
  mutating func add(_ other: Stopwatch) {
    for index in spent.indices { spent[index] += other.spent[index] }
    statements += other.statements
    words += other.words
  }

  /// One figure a line; times of statements are of one core, however many worked.
  var report: String {
    var lines = ["statements: \(statements)", "words: \(words)"]
    for stage in Stage.allCases {
      let nanoseconds = statements == 0 ? 0 : spent[stage.index].nanoseconds / statements
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

extension Stopwatch.Stage {
  fileprivate var index: Int {
    switch self {
    case .language: 0
    case .matching: 1
    case .rest: 2
    }
  }
}

extension Duration {
  fileprivate var nanoseconds: Int {
    Int(components.seconds) * 1_000_000_000 + Int(components.attoseconds / 1_000_000_000)
  }
}
