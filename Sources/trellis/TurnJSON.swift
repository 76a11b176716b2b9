internal import Diagnostics
internal import Dialogue
internal import Language
internal import Matching
internal import Rules

/// A turn as `annotate` and `ask --json` print it (design, section 5).
enum TurnJSON {
  /// The object of one statement; `id` is the caller’s, as JSON.
  static func object(id: JSON, turn: Turn, rulesHash: String) -> JSON {
    .object([
      ("id", id), ("text", .text(turn.line)), ("rules_hash", .text(rulesHash)),
      ("safety", safety(turn.safety)),
      ("matches", .list(turn.reading.matches.map(match))), ("reply", reply(turn.reply)),
    ])
  }

  static func safety(_ finding: SafetyFinding) -> JSON {
    guard let first = finding.first else { return .null }
    return .object(
      fields(of: first) + [("also", .list(finding.hits.dropFirst().map { .object(fields(of: $0)) }))])
  }

  private static func fields(of hit: SafetyHit) -> [(String, JSON)] {
    [
      ("category", .text(hit.category.rawValue)), ("level", .text(hit.level.rawValue)),
      ("about", .text(hit.about.rawValue)),
      ("span", span(hit.span)), ("rule", .text(hit.rule.pathAndLine)),
    ]
  }

  static func match(_ match: Match) -> JSON {
    var fields: [(String, JSON)] = [
      ("intent", .text(match.intent.text)), ("kind", .text(match.kind.rawValue)), ("span", span(match.span)),
      ("polarity", .text(match.assertion.polarity.rawValue)), ("who", .text(match.assertion.who.rawValue)),
      ("time", .text(match.assertion.time.rawValue)), ("mood", .text(match.assertion.mood.rawValue)),
      ("accepted", .bool(match.isAccepted)), ("score", .number(match.score)),
      ("rule", .text(match.rule.place.pathAndLine)),
      ("corrections", .list(match.corrections.map(correction))),
    ]
    switch match.status {
    case .accepted, .refused: break
    case .vetoed(let place): fields.append(("vetoed_by", .text(place.pathAndLine)))
    case .shadowed(let intent): fields.append(("shadowed_by", .text(intent.text)))
    }
    return .object(fields)
  }

  private static func correction(_ correction: Correction) -> JSON {
    .object([
      ("typed", .text(correction.typed)), ("corrected", .text(correction.corrected)),
      ("span", span(correction.span)),
    ])
  }

  private static func reply(_ reply: Reply) -> JSON {
    .object([
      ("text", .text(reply.text)), ("acts", .list(reply.acts.map { .text($0.rawValue) })),
      ("step", reply.step.map { .text($0.text) } ?? .null),
    ])
  }

  private static func span(_ range: Range<Int>) -> JSON {
    .list([.integer(range.lowerBound), .integer(range.upperBound)])
  }
}
