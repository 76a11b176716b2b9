internal import Diagnostics
internal import Matching
internal import Rules

/// What the commands show: plain text about a conversation and its rules.
struct Display {
  let book: RuleBook
  let conversation: Conversation

  var help: String {
    let names = Command.forms.map { "/\($0.name)" + ($0.argument.map { " \($0)" } ?? "") }
    let width = names.map(\.count).max() ?? 0
    return zip(names, Command.forms).map { name, form in
      "  " + name + String(repeating: " ", count: width - name.count + 2) + form.purpose
    }
    .joined(separator: "\n")
  }

  /// Why the last reply came: the move, the rules with their lines, the words, the assertion and the numbers.
  var why: String {
    guard let turn = conversation.lastTurn else { return "Nothing has been said yet." }
    var lines = ["  " + reason(turn)]
    if let hit = turn.safety.first {
      lines.append(
        "  safety: \(hit.category.rawValue) \(hit.level.rawValue), \(hit.rule.pathAndLine): \(hit.pattern)")
    }
    for (match, words) in zip(turn.matches, turn.matchedWords) {
      lines.append("  \(match.intent) · \(match.rule.place.pathAndLine)")
      lines.append("    pattern: \(match.rule.text)")
      lines.append(
        "    matched: “\(words)” · \(match.assertion.summary) · score \(match.score.plain) · \(match.status.summary)"
      )
      for cue in match.evidence { lines.append("    cue: \(cue.cue)") }
    }
    for part in turn.reply.parts {
      if let place = part.place { lines.append("  said (\(part.act.rawValue)): \(place.pathAndLine)") }
    }
    return lines.joined(separator: "\n")
  }

  private func reason(_ turn: Evidence) -> String {
    switch turn.move {
    case .safety(let category, _): "Safety comes first: \(category.rawValue)."
    case .command: "That was a command."
    case .correct(let ids): "I took back: \(ids.map(\.text).joined(separator: ", "))."
    case .undo: "I took back the last turn."
    case .takeUp(let id): "I came back to \(id)."
    case .answer(let id, _, let answer):
      answer == nil ? "I took it as an answer to my question (\(id))." : "It answered my question (\(id))."
    case .giveStep(let id): "You wanted a step: \(id)."
    case .decline: "You did not want a step."
    case .respond(let id): "I answered \(id)."
    case .otherwise(let id, let refusal): "I heard \(id), but not as yours, now (\(refusal))."
    case .clarify: "No rule fitted, so I asked."
    case .empty: "The line was empty."
    case .welcome(let id):
      id.map { "You came back after some time, with a step taken along: \($0)." }
        ?? "You came back after some time."
    case .hearOfStep(let id): "I took it as how it went with a step: \(id)."
    }
  }

  /// What was heard so far; nil for nothing.
  var heard: String? {
    guard !conversation.heard.isEmpty else { return nil }
    var lines = conversation.heard.map { "  \(title(of: $0.intent)) (\($0.intent), turn \($0.turn))" }
    if !conversation.agenda.isEmpty {
      lines.append("  still to talk about: " + conversation.agenda.map(title).joined(separator: "; "))
    }
    return lines.joined(separator: "\n")
  }

  private func title(of id: ID<Intent>) -> String { book.intent(id)?.title ?? id.text }

  var steps: String {
    let width = book.steps.map(\.id.text.count).max() ?? 0
    return book.steps.map { step in
      "  " + step.id.text + String(repeating: " ", count: width - step.id.text.count + 2) + step.title
    }
    .joined(separator: "\n")
  }

  /// A step in all its sizes, with its scripts and its plan.
  func whole(_ step: GuideStep, filling fill: (String) -> String) -> String {
    var parts = [step.title + "."]
    if let why = step.why.first { parts.append(fill(why.text)) }
    for (minutes, text) in step.sizesInOrder { parts.append("\(minutes) min: \(fill(text.text))") }
    if let script = step.script {
      parts.append("Firm: “\(fill(script.firm.text))”")
      if let soft = script.deferential { parts.append("Softer: “\(fill(soft.text))”") }
    }
    if let plan = step.ifThen { parts.append("Plan: if \(fill(plan.cue)), then \(fill(plan.act)).") }
    return parts.joined(separator: "\n\n")
  }
}

extension Assertion {
  /// `self, affirmed, now, statement`.
  package var summary: String { "\(who.rawValue), \(polarity.rawValue), \(time.rawValue), \(mood.rawValue)" }
}

extension Match.Status {
  package var summary: String {
    switch self {
    case .accepted: "accepted"
    case .refused(let refusal): "not claimed (\(refusal))"
    case .vetoed(let place): "vetoed by \(place.pathAndLine)"
    case .shadowed(let intent): "shadowed by \(intent)"
    }
  }
}

extension Double {
  /// `4`, `3.5`.
  package var plain: String { self == rounded() ? String(Int(self)) : String(self) }
}
