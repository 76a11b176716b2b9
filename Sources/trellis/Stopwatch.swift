internal import Dispatch
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
  /// In nanoseconds, by stage.
  private var spent = Stage.allCases.map { _ in 0 as UInt64 }
  private var last: UInt64 = 0
  private var load: UInt64 = 0
  private var statements = 0
  private var words = 0

  init(isRunning: Bool) {
    self.isRunning = isRunning
  }

  /// Begins to measure.
  mutating func start() {
    if isRunning { last = Self.now }
  }

  /// Adds the time since it was started, or since the stage before, to a stage.
  mutating func finish(_ stage: Stage) {
    guard isRunning else { return }
    let now = Self.now
    spent[stage.index] += now - last
    last = now
  }

  /// Runs what comes before the first statement.
  mutating func measureLoad<Result>(_ body: () throws -> Result) rethrows -> Result {
    let start = Self.now
    defer { load = Self.now - start }
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
      let nanoseconds = statements == 0 ? 0 : spent[stage.index] / UInt64(statements)
      lines.append("\(stage.rawValue): \(nanoseconds) ns")
    }
    lines.append("load: \(load / 1_000_000) ms")
    if let peak = Self.peakMemory { lines.append("peak memory: \(peak / 1024) MiB") }
    return lines.joined(separator: "\n")
  }

  /// The cheapest clock there is.
  private static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

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
