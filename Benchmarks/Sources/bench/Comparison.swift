/// All engines on one set, taking turns, so that what slows the machine slows each of them.
struct Comparison {
  let set: PatternSet
  let engines: [any Engine]
  let passes: Int
  /// An engine of which one pass with its question takes longer has no other.
  static let longPass = Duration.seconds(10)

  /// The figures in the order of the engines.
  func run() throws(BenchFailure) -> [Figures] {
    var figures: [Figures] = []
    for engine in engines {
      progress("\(set.count) patterns: \(engine.name) starts")
      figures.append(Figures(engine: engine.name, build: try engine.build(set)))
    }
    var isLong = Array(repeating: false, count: engines.count)
    let clock = ContinuousClock()
    for pass in 1...passes {
      for (index, engine) in engines.enumerated() where canGoOn(figures[index]) && !isLong[index] {
        progress("\(set.count) patterns: \(engine.name), pass \(pass) of \(passes)")
        let start = clock.now
        try addPass(of: engine, to: &figures[index])
        isLong[index] = clock.now - start > Self.longPass
      }
    }
    return figures
  }

  private func canGoOn(_ figures: Figures) -> Bool {
    figures.build.value != nil && figures.stopped == nil
  }

  private func addPass(of engine: any Engine, to figures: inout Figures) throws(BenchFailure) {
    switch try engine.question(of: set) {
    case .stopped(let limit):
      figures.stopped = limit
      return
    case .value(let time): figures.questions.append(time)
    }
    switch try engine.pass(over: set) {
    case .stopped(let limit): figures.stopped = limit
    case .value(let pass):
      if engine.isExact && figures.passes.isEmpty {
        figures.check = try PairCheck(
          pass.pairs, against: set.referencePairs, statements: pass.statements)
      }
      figures.passes.append(pass)
    }
  }
}
