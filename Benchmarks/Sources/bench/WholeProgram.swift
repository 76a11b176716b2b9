/// Figures of the program with the pack that is bundled with it, and of its author’s commands.
struct WholeProgram {
  let folders: Folders
  let passes: Int

  /// Where `ask` finds the compiled rules.
  enum Rules: String, CaseIterable {
    case besideProgram = "compiled beside the program"
    case cached = "from the user’s cache"
    case none = "neither: from YAML"
  }

  struct AskFigures {
    var rules: Rules
    var times: Samples<Duration>
    /// The largest, in KiB.
    var memory: Int
  }

  struct ReplayFigures {
    var turns: Int
    var time: Duration
    /// At the peak, in KiB.
    var memory: Int

    var turnsPerSecond: Double { Double(turns) / (time / .seconds(1)) }
  }

  // MARK: - ask

  /// Whole processes of `ask`, taking turns.
  func ask() throws(BenchFailure) -> [AskFigures] {
    progress("whole processes of ‘trellis ask’")
    let alone = try programAlone(in: "alone")
    let compiled = try programAlone(in: "compiled")
    _ = try run([compiled, "rules", "compile"])
    let cache = ["XDG_CACHE_HOME": try folders.emptyFolder("cache_ask")]
    _ = try ask(alone, environment: cache)

    var outcomes: [Rules: [ChildProcess.Outcome]] = [:]
    for _ in 1...max(passes, 5) {
      for rules in Rules.allCases {
        let outcome =
          switch rules {
          case .besideProgram: try ask(compiled)
          case .cached: try ask(alone, environment: cache)
          case .none: try ask(alone)
          }
        outcomes[rules, default: []].append(outcome)
      }
    }
    return Rules.allCases.compactMap { rules in
      let all = outcomes[rules] ?? []
      return Samples(all.map(\.wall)).map {
        AskFigures(rules: rules, times: $0, memory: all.map(\.peakMemory).max() ?? 0)
      }
    }
  }

  private func programAlone(in folder: String) throws(BenchFailure) -> String {
    let path = try folders.emptyFolder(folder) + "/trellis"
    try Files.copy(folders.program, to: path)
    return path
  }

  private func ask(
    _ program: String, environment: [String: String] = [:]
  ) throws(BenchFailure) -> ChildProcess.Outcome {
    try run(
      [program, "ask", "I always say yes to my friends, even when I am tired."], environment: environment)
  }

  // MARK: - replay

  /// Replays copies of the repository’s transcripts on one core: 100,000 turns, or fewer where that takes too long.
  func replay() throws(BenchFailure) -> ReplayFigures? {
    progress("‘trellis replay’")
    let sampleCopies = 8
    let sample = try replay(copies: sampleCopies)
    guard sample.turns > 0 else { return nil }
    let enough = Self.replayTurns * sampleCopies / sample.turns + 1
    let affordable = Int(Self.replayTime / sample.time * Double(sampleCopies))
    return try replay(copies: max(1, min(enough, affordable)))
  }

  private static let replayTurns = 100_000
  private static let replayTime = Duration.seconds(30)

  private func replay(copies: Int) throws(BenchFailure) -> ReplayFigures {
    let corpus = try folders.emptyFolder("replay")
    for copy in 1...copies { try Files.copy(folders.transcripts, to: "\(corpus)/\(copy)") }
    let output = folders.scratch + "/replay.txt"
    let cache = ["XDG_CACHE_HOME": folders.scratch + "/cache_ask"]
    let outcome = try run(
      [folders.program, "replay", corpus, "--jobs", "1"], environment: cache, output: output,
      accepting: [0, 1])
    return ReplayFigures(
      turns: Self.number(before: "turns", inLastLineOf: try Files.text(output)), time: outcome.wall,
      memory: outcome.peakMemory)
  }

  private static func number(before unit: String, inLastLineOf text: String) -> Int {
    let words = (text.split(separator: "\n").last ?? "").split(separator: " ")
    for (number, word) in zip(words, words.dropFirst()) where word.hasPrefix(unit) {
      if let number = Int(number) { return number }
    }
    return 0
  }

  // MARK: - rules check

  /// Whole processes of `rules check` on a pack.
  func check(_ set: PatternSet) throws(BenchFailure) -> Samples<Duration>? {
    progress("‘trellis rules check’ of \(set.count) patterns")
    var times: [Duration] = []
    for _ in 1...passes {
      times.append(try run([folders.program, "rules", "check", set.pack], accepting: [0, 1]).wall)
    }
    return Samples(times)
  }

  private func run(
    _ arguments: [String], environment: [String: String] = [:], output: String = "/dev/null",
    accepting codes: [Int32] = [0]
  ) throws(BenchFailure) -> ChildProcess.Outcome {
    let errors = folders.scratch + "/errors.txt"
    let outcome = try ChildProcess(
      arguments: arguments, environment: environment, output: output, errors: errors, limit: .seconds(300)
    ).run()
    guard codes.contains(where: { outcome.ending == .exited($0) }) else {
      throw BenchFailure("\(arguments.joined(separator: " ")): \(outcome.ending)")
    }
    return outcome
  }
}
