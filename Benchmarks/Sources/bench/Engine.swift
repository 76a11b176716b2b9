/// Something that holds a set of patterns and says which of them a statement matches.
protocol Engine {
  var name: String { get }
  /// Whether its pairs of statement and pattern must be the reference’s.
  var isExact: Bool { get }

  /// Starts from the patterns as they were written.
  func build(_ set: PatternSet) throws(BenchFailure) -> Measured<Start>
  /// Matches statements in a process of its own; `build` was called before.
  func pass(over set: PatternSet) throws(BenchFailure) -> Measured<Pass>
  /// The time of a whole process that answers one statement.
  func question(of set: PatternSet) throws(BenchFailure) -> Measured<Duration>
}

/// A figure, or that it took longer than it was allowed.
enum Measured<Value> {
  case value(Value)
  case stopped(Duration)

  var value: Value? {
    switch self {
    case .value(let value): value
    case .stopped: nil
    }
  }

  /// Makes another figure of a figure.
  func map<Other>(_ body: (Value) throws(BenchFailure) -> Other) throws(BenchFailure) -> Measured<Other> {
    switch self {
    case .value(let value): .value(try body(value))
    case .stopped(let limit): .stopped(limit)
    }
  }
}

/// What it took until an engine could match.
struct Start {
  var time: Duration
  /// At the peak, in KiB.
  var memory: Int
}

/// One measured run over the statements.
struct Pass {
  /// Wall time for a statement, cut into words and matched, in microseconds.
  var microseconds: Double
  /// How many of the statements it got to.
  var statements: Int
  /// The start of this pass, where the engine keeps something between processes.
  var start: Start?
  /// Statement and pattern, a tab between, sorted.
  var pairs: String
}

extension ChildProcess {
  /// Runs an engine: its outcome, `stopped`, or the failure that it reported.
  func measured() throws(BenchFailure) -> Measured<Outcome> {
    let outcome = try run()
    switch outcome.ending {
    case .exited(0): return .value(outcome)
    case .stopped: return .stopped(limit)
    case .exited(let code):
      throw BenchFailure(
        "\(arguments.joined(separator: " ")) ended with \(code): \((try? Files.text(errors)) ?? "")")
    case .killed(let signal):
      throw BenchFailure("\(arguments.joined(separator: " ")) was killed by signal \(signal)")
    }
  }
}
