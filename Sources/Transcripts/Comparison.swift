internal import Diagnostics
internal import Dialogue
internal import Matching
internal import Rules

/// One turn beside what its transcript says of it: only that is checked.
struct Comparison {
  private let path: String
  private let isComplete: Bool
  private let entry: Transcript.Entry
  private let turn: Turn
  private let names: PackNames
  private let accepted: [Match]
  private let claimed: [ID<Intent>]

  init(_ turn: Turn, with entry: Transcript.Entry, of transcript: Transcript, names: PackNames) {
    path = transcript.path
    isComplete = transcript.header.isRecorded
    self.entry = entry
    self.turn = turn
    self.names = names
    accepted = turn.accepted
    claimed = turn.claimed
  }

  /// What one line and the turn disagree about.
  private struct Finding {
    var layer: Difference.Layer
    var expected: String
    var found: String
    var rule: RuleTrace?
  }

  /// Every line that does not hold, then what a complete transcript should have listed.
  var differences: [Difference] {
    let own = entry.expectations.compactMap { expectation in
      finding(expectation.kind).map { difference($0, at: expectation.line) }
    }
    guard isComplete, !turn.isShowOnly else { return own }
    return own + extras.map { difference($0, at: entry.line) }
  }

  private func difference(_ finding: Finding, at line: Int) -> Difference {
    Difference(
      path: path, line: line, layer: finding.layer, expected: finding.expected, found: finding.found,
      said: entry.said, rule: finding.rule)
  }

  private func finding(_ kind: Transcript.Expectation.Kind) -> Finding? {
    switch kind {
    case .intent(let id, let axes): axes.isEmpty ? claim(of: id) : meaning(of: id, axes)
    case .notIntent(let id): absence(of: id)
    case .noIntent:
      accepted.first { $0.kind != .chat }.map { match in
        Finding(
          layer: .intent, expected: "= none", found: "= \(match.intent)", rule: trace(of: match, .matches))
      }
    case .step(let step): self.step(step)
    case .safety(let expected): safety(expected)
    case .fact(let name, let value): fact(name, value)
    case .looser(let expected): looser(expected)
    case .reply(let text): reply(text)
    }
  }

  // MARK: - Intents

  private func claim(of id: ID<Intent>) -> Finding? {
    let current = names.current(id)
    if claimed.contains(current) { return nil }
    guard let intent = names.intent(id) else { return orphan("= \(id)", hint: names.hint(forIntent: id)) }
    if intent.safety != nil {
      return Finding(
        layer: .orphan, expected: "= \(id)",
        found: "a safety category, which ‘=’ never claims: write ! instead")
    }
    let found = claimed.isEmpty ? "= none" : claimed.map { "= \($0)" }.joined(separator: ", ")
    let match = turn.reading.matches.first { $0.intent == current }
    return Finding(
      layer: .intent, expected: "= \(id)", found: found,
      rule: match.map { trace(of: $0) }
        ?? RuleTrace(part: .matchesNot, owner: current.text, place: intent.place))
  }

  private func meaning(of id: ID<Intent>, _ axes: Transcript.Axes) -> Finding? {
    let current = names.current(id)
    let matches = turn.reading.matches.filter { $0.intent == current }
    if matches.contains(where: { axes.fits($0.assertion) }) { return nil }
    guard let intent = names.intent(id) else {
      return orphan("= \(id) \(axes.text)", hint: names.hint(forIntent: id))
    }
    let found = matches.first.map { "= \(id) \(axes.taken(from: $0.assertion).text)" } ?? "no match of \(id)"
    return Finding(
      layer: .intent, expected: "= \(id) \(axes.text)", found: found,
      rule: matches.first.map { trace(of: $0, .refused($0.assertion.summary)) }
        ?? RuleTrace(part: .matchesNot, owner: current.text, place: intent.place))
  }

  private func absence(of id: ID<Intent>) -> Finding? {
    guard names.intent(id) != nil else { return orphan("= !\(id)", hint: names.hint(forIntent: id)) }
    let current = names.current(id)
    return accepted.first { $0.intent == current }.map { match in
      Finding(layer: .intent, expected: "= !\(id)", found: "= \(id)", rule: trace(of: match, .matches))
    }
  }

  private func orphan(_ line: String, hint: String?) -> Finding {
    Finding(
      layer: .orphan, expected: line,
      found: "the pack has no such name, so nothing is checked" + (hint.map { "; \($0)" } ?? ""))
  }

  /// What a rule did with its match.
  private func trace(of match: Match, _ part: RuleTrace.Part? = nil) -> RuleTrace {
    let own: RuleTrace.Part =
      switch match.status {
      case .accepted: .matches
      case .refused: .refused(match.assertion.summary)
      case .vetoed(let place): .vetoed(by: place)
      case .shadowed(let other): .shadowed(by: other)
      }
    return RuleTrace(
      part: part ?? own, owner: match.intent.text, place: match.rule.place, pattern: match.rule.text)
  }

  // MARK: - Steps, safety, facts

  private func step(_ step: String?) -> Finding? {
    guard let step else {
      return turn.reply.step.map {
        Finding(layer: .step, expected: "+ none", found: "+ \($0)", rule: speaker(where: { $0.act == .step }))
      }
    }
    guard names.has(ID(step)) else { return orphan("+ \(step)", hint: names.hint(forStep: ID(step))) }
    if turn.reply.step == names.current(ID(step)) { return nil }
    return Finding(
      layer: .step, expected: "+ \(step)", found: turn.reply.step.map { "+ \($0)" } ?? "+ none",
      rule: speaker(where: { $0.act == .step }) ?? speaker(where: { _ in true }))
  }

  private func safety(_ expected: Transcript.SafetyExpectation) -> Finding? {
    let state = turn.conversation.safety
    let holds =
      switch expected {
      case .hit(let category, let level):
        turn.safety.hits.contains { $0.category == category && $0.level == level }
      case .asked(let category): state.asked?.category == category
      case .locked(let category): state.locked.contains(category)
      case .none: turn.safety.first == nil && state.isQuiet
      case .withheld: turn.isWithheld
      }
    guard !holds else { return nil }
    return Finding(
      layer: .safety, expected: expected.text, found: safetyFound, rule: turn.safety.first.map(trace))
  }

  private var safetyFound: String {
    let lines = TranscriptWriter.safety(of: turn)
    return lines.isEmpty ? "! none" : lines.joined(separator: ", ")
  }

  private func trace(of hit: SafetyHit) -> RuleTrace {
    RuleTrace(part: .matches, owner: hit.intent.text, place: hit.rule, pattern: hit.pattern)
  }

  private func fact(_ name: String, _ value: String) -> Finding? {
    if turn.facts.contains(where: { $0.name.rawValue == name && isSame(name, $0.value, value) }) {
      return nil
    }
    let found = turn.facts.filter { $0.name.rawValue == name }.map { "% \(name) \($0.value)" }
    return Finding(
      layer: .fact, expected: "% \(name) \(value)",
      found: found.isEmpty ? "no ‘% \(name)’" : found.joined(separator: ", "))
  }

  /// Whether two values of a fact are the same, a step or an intent that was renamed included.
  private func isSame(_ name: String, _ found: String, _ expected: String) -> Bool {
    if found == expected { return true }
    switch Fact.Name(rawValue: name) {
    case .offered, .chosen, .done: return found == names.current(ID<GuideStep>(expected)).text
    case .withdrawn: return found == names.current(ID<Intent>(expected)).text
    case .asked, .plan, .person, .region, .agenda, .flag, nil: return false
    }
  }

  // MARK: - The reply

  private func looser(_ expected: Transcript.LooserExpectation) -> Finding? {
    let reply = turn.reply.text
    switch expected {
    case .contains(let part):
      return reply.holds(part) ? nil : looser("a reply with “\(part)”", reply)
    case .lacks(let part):
      return reply.holds(part) ? looser("a reply without “\(part)”", reply, holding: part) : nil
    case .oneOf(let parts):
      if parts.contains(where: reply.holds) { return nil }
      return looser("a reply with one of \(parts.map { "“\($0)”" }.joined(separator: ", "))", reply)
    case .act(let act):
      return turn.reply.acts.contains { $0.rawValue == act }
        ? nil : looser("an act \(act)", "the acts \(acts)")
    case .acts(let acts):
      return turn.reply.acts.map(\.rawValue) == acts
        ? nil : looser("the acts \(acts.joined(separator: " "))", "the acts \(self.acts)")
    case .words(let comparison, let limit):
      let count = reply.wordCount
      return comparison.holds(count, limit)
        ? nil : looser("words \(comparison.rawValue) \(limit)", "\(count) words: \(reply)")
    case .asked(let id):
      let asked = turn.facts.filter { $0.name == .asked }.map(\.value)
      if asked.contains(where: { $0 == id || $0.hasSuffix("/" + id) }) { return nil }
      return looser(
        "the question \(id)", asked.isEmpty ? "no question of a rule" : asked.joined(separator: ", "))
    }
  }

  private func looser(_ expected: String, _ found: String, holding part: String? = nil) -> Finding {
    Finding(
      layer: .looser, expected: expected, found: found,
      rule: speaker { text in part.map { text.text.holds($0) } ?? true })
  }

  private var acts: String { turn.reply.acts.map(\.rawValue).joined(separator: " ") }

  private func reply(_ text: String) -> Finding? {
    let found = turn.reply.text
    if text == found { return nil }
    let expected = text.withSingleSpaces
    guard expected != found.withSingleSpaces else { return nil }
    return Finding(
      layer: .reply, expected: text, found: found,
      rule: speaker { !expected.holds($0.text.withSingleSpaces) } ?? speaker { _ in true })
  }

  /// Where the first part of the reply stands that is of a kind.
  private func speaker(where isMeant: (Reply.Part) -> Bool) -> RuleTrace? {
    guard let part = turn.reply.parts.first(where: { $0.place != nil && isMeant($0) }),
      let place = part.place
    else { return nil }
    return RuleTrace(part: .says, owner: part.act.rawValue, place: place)
  }

  // MARK: - What a complete turn leaves out

  private var extras: [Finding] {
    let kinds = entry.expectations.map(\.kind)
    var extras: [Finding] = claimed.compactMap { id in
      let isListed = kinds.contains {
        if case .intent(let expected, _) = $0 { names.current(expected) == id } else { false }
      }
      guard !isListed, let match = accepted.first(where: { $0.intent == id }) else { return nil }
      return Finding(
        layer: .intent, expected: "nothing more", found: "= \(id)", rule: trace(of: match, .matches))
    }
    if let step = turn.reply.step, !kinds.contains(where: { if case .step = $0 { true } else { false } }) {
      extras.append(Finding(layer: .step, expected: "nothing more", found: "+ \(step)"))
    }
    for fact in turn.facts {
      let isListed = kinds.contains {
        guard case .fact(let name, let value) = $0 else { return false }
        return name == fact.name.rawValue && isSame(name, fact.value, value)
      }
      if !isListed {
        let line = "% \(fact.name.rawValue) \(fact.value)"
        extras.append(Finding(layer: .fact, expected: "nothing more", found: line))
      }
    }
    if turn.safety.first != nil || !turn.conversation.safety.isQuiet,
      !kinds.contains(where: { if case .safety = $0 { true } else { false } })
    {
      extras.append(
        Finding(
          layer: .safety, expected: "nothing more", found: safetyFound, rule: turn.safety.first.map(trace)))
    }
    return extras
  }
}
