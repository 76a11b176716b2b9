/// The figures of one engine on one set.
struct Figures {
  var engine: String
  var build: Measured<Start>
  var passes: [Pass] = []
  var questions: [Duration] = []
  /// The limit that it ran into after it had started.
  var stopped: Duration?
  /// Nil for an engine that cannot be exact, and before its first pass.
  var check: PairCheck?

  var microseconds: Samples<Double>? { Samples(passes.map(\.microseconds)) }
}
