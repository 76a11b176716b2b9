internal import FoundationEssentials

/// The figures as Markdown.
struct Report {
  var command: String
  var passes: Int
  var sets: [(set: PatternSet, figures: [Figures])] = []
  var ask: [WholeProgram.AskFigures] = []
  var replay: WholeProgram.ReplayFigures?
  var check: (count: Int, times: Samples<Duration>)?

  var markdown: String {
    ([heading] + sets.map { table(of: $0.figures, count: $0.set.count) } + [wholeProgram])
      .joined(separator: "\n\n") + "\n"
  }

  private var heading: String {
    let date = Date.now.formatted(.iso8601.year().month().day())
    return """
      \(date), \(Machine.description); `\(command)`; medians (and minima), passes: \(passes).
      Memory below \(Self.mebibytes(ChildProcess.ownPeakMemory)) cannot be told apart from that.
      """
  }

  // MARK: - One set

  private func table(of figures: [Figures], count: Int) -> String {
    let trellis = figures.first?.microseconds?.median
    let rows = figures.map { row($0, trellis: trellis) }
    return """
      ### \(Self.grouped(count)) patterns

      | engine | µs a statement | to Trellis | from source | memory | from its cache | memory | one question | pairs |
      |---|--:|--:|--:|--:|--:|--:|--:|---|
      \(rows.joined(separator: "\n"))
      """
  }

  private func row(_ figures: Figures, trellis: Double?) -> String {
    let time = figures.microseconds
    let restarts = figures.passes.compactMap(\.start)
    let build = figures.build.value
    let cells: [String] = [
      figures.engine,
      time.map(Self.text) ?? stop(figures),
      ratio(time?.median, to: trellis),
      build.map { Self.text($0.time) } ?? stop(figures),
      build.map { Self.mebibytes($0.memory) } ?? "–",
      Samples(restarts.map(\.time)).map(Self.text) ?? "–",
      Samples(restarts.map(\.memory)).map { Self.mebibytes($0.median) } ?? "–",
      Samples(figures.questions).map(Self.text) ?? "–",
      verdict(figures),
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  private func stop(_ figures: Figures) -> String {
    switch (figures.build, figures.stopped) {
    case (.stopped(let limit), _), (_, .some(let limit)): "stopped after \(limit.components.seconds) s"
    case (.value, nil): "–"
    }
  }

  private func ratio(_ time: Double?, to trellis: Double?) -> String {
    guard let time, let trellis, trellis > 0 else { return "–" }
    return Self.figure(time / trellis) + "×"
  }

  private func verdict(_ figures: Figures) -> String {
    let statements = figures.passes.first?.statements ?? 0
    return switch figures.check {
    case .equal where statements == PatternSet.statementCount: "equal"
    case .equal: "equal on \(Self.grouped(statements))"
    case .different(let line): "**differ at line \(line)**"
    case nil where statements == 0: "–"
    case nil: "not compared, \(Self.grouped(statements)) \(statements == 1 ? "statement" : "statements")"
    }
  }

  // MARK: - The program

  private var wholeProgram: String {
    var rows = ask.map { figures in
      let what = "`trellis ask`, bundled pack \(figures.rules.rawValue)"
      return "| \(what) | \(Self.text(figures.times)) | \(Self.mebibytes(figures.memory)) |"
    }
    if let replay {
      let rate = Self.figure(replay.turnsPerSecond) + " turns/s"
      let what = "`trellis replay --jobs 1` of \(Self.grouped(replay.turns)) turns"
      rows.append("| \(what) | \(rate) | \(Self.mebibytes(replay.memory)) |")
    }
    if let check {
      rows.append(
        "| `trellis rules check` of \(Self.grouped(check.count)) patterns | \(Self.text(check.times)) | |")
    }
    return """
      ### Whole processes

      | what | time | memory |
      |---|--:|--:|
      \(rows.joined(separator: "\n"))
      """
  }

  // MARK: - Numbers

  /// Three significant digits, or all before the point.
  static func figure(_ value: Double) -> String {
    let digits = value >= 100 ? 0 : value >= 10 ? 1 : 2
    let scale = [1, 10, 100][digits]
    let scaled = Int((value * Double(scale)).rounded())
    guard digits > 0 else { return grouped(scaled) }
    let fraction = "\(scaled % scale)"
    return "\(scaled / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
  }

  /// With commas between the thousands.
  static func grouped(_ number: Int) -> String {
    guard number >= 1000 else { return "\(number)" }
    let rest = "\(number % 1000)"
    return grouped(number / 1000) + "," + String(repeating: "0", count: 3 - rest.count) + rest
  }

  /// The median, and the minimum in brackets.
  static func text(_ samples: Samples<Double>) -> String {
    "\(figure(samples.median)) (\(figure(samples.minimum)))"
  }

  /// The median, and the minimum in brackets.
  static func text(_ samples: Samples<Duration>) -> String {
    "\(text(samples.median)) (\(text(samples.minimum)))"
  }

  static func text(_ time: Duration) -> String {
    let milliseconds = time / .milliseconds(1)
    return milliseconds < 1000 ? figure(milliseconds) + " ms" : figure(milliseconds / 1000) + " s"
  }

  static func mebibytes(_ kibibytes: Int) -> String { "\((kibibytes + 512) / 1024) MiB" }
}
