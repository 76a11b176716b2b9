internal import Diagnostics
internal import Transcripts

/// One JSON document, as `schema/replay-report.schema.json` describes it; nothing in it hangs on the machine.
struct JSONReport: ReportWriter {
  private let options: ReportOptions
  private var isFirst = true

  init(_ options: ReportOptions) {
    self.options = options
  }

  mutating func beginning() -> String {
    let pack = JSON.object([
      ("id", .text(options.packID)), ("version", .text(options.packVersion)),
      ("hash", .text(options.packHash)),
    ])
    return "{\"format\": 1, \"pack\": \(pack.line),\n\"transcripts\": ["
  }

  mutating func text(for report: FileReport) -> String {
    defer { isFirst = false }
    let result = report.result
    let status =
      result.diagnostics.containErrors ? "error" : result.hasFailed ? "failed" : "passed"
    let object = JSON.object([
      ("path", .text(report.path)), ("status", .text(status)), ("turns", .integer(result.turns)),
      ("withheld", .integer(result.withheld)), ("expectations", .integer(result.evaluated)),
      ("expected_failures", .integer(result.expectedFailures)),
      ("recorded_with", result.stale.map { .text($0) } ?? .null),
      ("errors", .list(result.diagnostics.map(error))), ("notes", .list(result.notes.map { .text($0) })),
      ("orphans", .list(result.orphans.map(orphan))),
      ("differences", .list(result.outcomes.map(outcome))),
    ])
    return (isFirst ? "\n" : ",\n") + object.line
  }

  mutating func ending(_ summary: ReplaySummary) -> String {
    let object = JSON.object([
      ("transcripts", .integer(summary.transcripts)), ("passed", .integer(summary.passedTranscripts)),
      ("failed", .integer(summary.failedTranscripts)), ("errors", .integer(summary.brokenTranscripts)),
      ("turns", .integer(summary.turns)), ("withheld", .integer(summary.withheld)),
      ("expectations", .integer(summary.expectations)), ("failures", .integer(summary.failures)),
      ("consequences", .integer(summary.consequences)),
      ("expected_failures", .integer(summary.expectedFailures)),
      ("stale", .integer(summary.stale.count)), ("orphans", .integer(summary.orphans.count)),
    ])
    return "\n],\n\"summary\": \(object.line)}\n"
  }

  // MARK: - Parts

  private func error(_ diagnostic: Diagnostic) -> JSON {
    .object([
      ("code", .text(diagnostic.code.rawValue)), ("line", .integer(diagnostic.place.start.line)),
      ("column", .integer(diagnostic.place.start.column)), ("message", .text(diagnostic.message)),
      ("hint", diagnostic.hint.map { .text($0) } ?? .null),
    ])
  }

  private func orphan(_ orphan: ReplayResult.Orphan) -> JSON {
    .object([
      ("line", .integer(orphan.line)), ("name", .text(orphan.name)),
      ("hint", orphan.hint.map { .text($0) } ?? .null),
    ])
  }

  private func outcome(_ outcome: TurnOutcome) -> JSON {
    .object([
      ("turn", .integer(outcome.number)), ("line", .integer(outcome.line)), ("said", .text(outcome.said)),
      ("follows", outcome.follows.map { .integer($0) } ?? .null),
      ("lines", .list(outcome.differences.map(difference))), ("cause", cause(outcome.cause)),
    ])
  }

  private func difference(_ difference: Difference) -> JSON {
    .object([
      ("line", .integer(difference.line)), ("layer", .text(difference.layer.rawValue)),
      ("expected", .text(difference.expected)), ("found", .text(difference.found)),
      ("consequence", .bool(difference.isConsequence)), ("rule", difference.rule.map(rule) ?? .null),
    ])
  }

  private func rule(_ rule: RuleTrace) -> JSON {
    .object([
      ("owner", .text(rule.owner)), ("did", .text(rule.summary)), ("place", .text(rule.place.pathAndLine)),
      ("pattern", rule.pattern.map { .text($0) } ?? .null),
    ])
  }

  private func cause(_ cause: Cause?) -> JSON {
    switch cause {
    case nil: .null
    case .notThePack: .object([("kind", .text("not-the-pack")), ("changes", .list([]))])
    case .changes(let changes):
      .object([("kind", .text("changes")), ("changes", .list(changes.map(change)))])
    }
  }

  private func change(_ change: PackChange) -> JSON {
    let edits = change.edits.map { edit in
      JSON.object([
        ("label", .text(edit.label)), ("place", edit.place.map { .text($0.pathAndLine) } ?? .null),
        ("old", edit.old.map { .text($0) } ?? .null), ("new", edit.new.map { .text($0) } ?? .null),
      ])
    }
    return .object([("subject", .text(change.subject.text)), ("edits", .list(edits))])
  }
}
