internal import Diagnostics
internal import Dialogue
internal import Language
internal import Matching
internal import Rules

/// A turn as `annotate` and `ask --json` print it (design, section 5): the fields of one object.
enum TurnJSON {
  /// What was understood by a statement, and what was replied.
  static func write(_ turn: Turn, rulesHash: String, to json: inout JSONWriter) {
    json.key("text")
    json.text(turn.line)
    json.key("rules_hash")
    json.text(rulesHash)
    json.key("safety")
    write(turn.safety, to: &json)
    json.key("matches")
    json.list(turn.reading.matches) { write($1, to: &$0) }
    json.key("reply")
    write(turn.reply, to: &json)
  }

  private static func write(_ finding: SafetyFinding, to json: inout JSONWriter) {
    guard let first = finding.first else { return json.null() }
    json.object { json in
      writeFields(of: first, to: &json)
      json.key("also")
      json.list(finding.hits.dropFirst()) { json, hit in json.object { writeFields(of: hit, to: &$0) } }
    }
  }

  private static func writeFields(of hit: SafetyHit, to json: inout JSONWriter) {
    json.key("category")
    json.text(hit.category.rawValue)
    json.key("level")
    json.text(hit.level.rawValue)
    json.key("about")
    json.text(hit.about.rawValue)
    json.key("span")
    write(hit.span, to: &json)
    json.key("rule")
    json.text(hit.rule.pathAndLine)
  }

  static func write(_ match: Match, to json: inout JSONWriter) {
    json.object { json in
      json.key("intent")
      json.text(match.intent.text)
      json.key("kind")
      json.text(match.kind.rawValue)
      json.key("span")
      write(match.span, to: &json)
      json.key("polarity")
      json.text(match.assertion.polarity.rawValue)
      json.key("who")
      json.text(match.assertion.who.rawValue)
      json.key("time")
      json.text(match.assertion.time.rawValue)
      json.key("mood")
      json.text(match.assertion.mood.rawValue)
      json.key("accepted")
      json.bool(match.isAccepted)
      json.key("score")
      json.number(match.score)
      json.key("rule")
      json.text(match.rule.place.pathAndLine)
      json.key("corrections")
      json.list(match.corrections) { write($1, to: &$0) }
      writeReason(of: match.status, to: &json)
    }
  }

  private static func writeReason(of status: Match.Status, to json: inout JSONWriter) {
    switch status {
    case .accepted, .refused: break
    case .vetoed(let place):
      json.key("vetoed_by")
      json.text(place.pathAndLine)
    case .shadowed(let intent):
      json.key("shadowed_by")
      json.text(intent.text)
    }
  }

  private static func write(_ correction: Correction, to json: inout JSONWriter) {
    json.object { json in
      json.key("typed")
      json.text(correction.typed)
      json.key("corrected")
      json.text(correction.corrected)
      json.key("span")
      write(correction.span, to: &json)
    }
  }

  private static func write(_ reply: Reply, to json: inout JSONWriter) {
    json.object { json in
      json.key("text")
      json.text(reply.text)
      json.key("acts")
      json.list(reply.acts) { $0.text($1.rawValue) }
      json.key("step")
      if let step = reply.step { json.text(step.text) } else { json.null() }
    }
  }

  private static func write(_ span: Range<Int>, to json: inout JSONWriter) {
    json.list([span.lowerBound, span.upperBound]) { $0.integer($1) }
  }
}

// MARK: - As parts of a tree

extension TurnJSON {
  static func tree(of match: Match) -> JSON { verbatim { write(match, to: &$0) } }

  static func tree(of turn: Turn, rulesHash: String) -> JSON {
    verbatim { json in json.object { write(turn, rulesHash: rulesHash, to: &$0) } }
  }

  private static func verbatim(_ write: (inout JSONWriter) -> Void) -> JSON {
    var json = JSONWriter()
    write(&json)
    return .verbatim(String(decoding: json.bytes, as: UTF8.self))
  }
}
