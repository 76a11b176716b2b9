internal import Authoring
internal import Diagnostics
internal import Dialogue
internal import Matching
internal import Rules

/// Overlaps and patterns that never win, as text and as JSON.
struct OverlapText {
  let report: OverlapReport
  let unreachable: [UnreachablePattern]
  /// Whether those that an author or the matcher settled are listed too.
  let showsAll: Bool

  private var listed: [Overlap] {
    showsAll ? report.overlaps + report.settled : report.overlaps.filter(\.isAccidental)
  }

  var lines: [String] {
    var lines: [String] = []
    if !unreachable.isEmpty {
      lines += ["Patterns that never win", ""] + unreachable.flatMap { self.lines(of: $0) + [""] }
    }
    if !listed.isEmpty {
      lines += ["Intents that take the same words", ""] + listed.flatMap { self.lines(of: $0) + [""] }
    }
    if !report.undecided.isEmpty {
      lines += ["Not decided within \(report.limit) states", ""]
      lines += report.undecided.map { "  " + $0.map(\.text).joined(separator: ", ") } + [""]
    }
    return lines + [summary]
  }

  private var summary: String {
    let counts = [
      "\(report.patternCount) patterns", "\(report.pairCount) pairs of intents",
      "\(report.overlaps.count) overlap (\(listed.count) listed)",
      "\(report.settled.count) settled by how it is meant or by a veto",
      "\(report.unconfirmed.count) kept apart by a concept’s longest phrase",
      "\(report.undecided.count) not decided", "\(unreachable.count) patterns never win",
    ]
    return counts.joined(separator: ", ")
  }

  // MARK: - Overlaps

  private func lines(of overlap: Overlap) -> [String] {
    var lines = ["“\(overlap.witness)”"]
    for match in overlap.matches {
      lines.append(
        "  \(match.intent)  score \(match.score.plain)\(match.isAccepted ? "" : ", " + match.status.summary)")
      lines.append("    \(match.rule.place.pathAndLine): \(match.rule.text)")
    }
    switch overlap.verdict {
    case .wins(let winner, let criterion): lines.append("  \(winner) comes first: \(criterion.summary)")
    case .settled: lines.append("  not both are claimed")
    }
    return lines
  }

  private func json(of overlap: Overlap) -> JSON {
    var fields: [(String, JSON)] = [
      ("intents", .texts(overlap.intents.map(\.text))), ("relation", .text(overlap.relation.rawValue)),
      ("witness", .text(overlap.witness)), ("matches", .list(overlap.matches.map(TurnJSON.tree))),
    ]
    switch overlap.verdict {
    case .wins(let winner, let criterion):
      fields += [("first", .text(winner.text)), ("criterion", .text("\(criterion)"))]
    case .settled: fields += [("first", .null), ("criterion", .null)]
    }
    return .object(fields)
  }

  // MARK: - Patterns that never win

  private func lines(of pattern: UnreachablePattern) -> [String] {
    [
      "\(pattern.intent)", "  \(pattern.rule.place.pathAndLine): \(pattern.rule.text)",
      "  " + reason(of: pattern),
    ]
      + (pattern.example.map { ["  such as “\($0)”"] } ?? [])
  }

  private func reason(of pattern: UnreachablePattern) -> String {
    switch pattern.reason {
    case .takesNothing(let tried):
      "takes none of \(tried) sentences drawn from it: a concept swallows a word that it needs"
    case .neverClaimed(let tried, let refusals):
      "never claimed in \(tried) sentences: "
        + refusals.prefix(3).map { "\($0.status) (\($0.count))" }.joined(separator: ", ")
    case .repeated(let other): "line \(other.place.start.line) takes all of it: \(other.text)"
    case .behind(let intent, let other, let criterion):
      "\(intent) takes all of it and comes first, \(criterion.summary): \(other.place.pathAndLine): \(other.text)"
    }
  }

  private func json(of pattern: UnreachablePattern) -> JSON {
    .object([
      ("intent", .text(pattern.intent.text)), ("rule", .place(pattern.rule.place)),
      ("pattern", .text(pattern.rule.text)), ("reason", .text(pattern.name)),
      ("detail", .text(reason(of: pattern))),
      ("proved", .bool(pattern.isProved)), ("example", pattern.example.map(JSON.text) ?? .null),
    ])
  }

  var json: JSON {
    .object([
      ("unreachable", .list(unreachable.map(json))),
      ("overlaps", .list(report.overlaps.map(json))), ("settled", .list(report.settled.map(json))),
      ("kept_apart", .list(report.unconfirmed.map { .texts($0.map(\.text)) })),
      ("not_decided", .list(report.undecided.map { .texts($0.map(\.text)) })),
      ("states", .integer(report.limit)), ("patterns", .integer(report.patternCount)),
      ("pairs", .integer(report.pairCount)),
    ])
  }
}

extension Overlap {
  /// Whether no author has decided who is first.
  fileprivate var isAccidental: Bool {
    switch verdict {
    case .wins(_, by: .id), .wins(_, by: .place), .wins(_, by: .score): true
    case .wins, .settled: false
    }
  }
}

extension UnreachablePattern {
  fileprivate var name: String {
    switch reason {
    case .takesNothing: "takes-nothing"
    case .neverClaimed: "never-claimed"
    case .repeated: "repeated"
    case .behind: "behind"
    }
  }

  /// Whether it holds for every sentence, not only for those that were drawn.
  fileprivate var isProved: Bool {
    switch reason {
    case .repeated, .behind: true
    case .takesNothing, .neverClaimed: false
    }
  }
}
