internal import Diagnostics
package import Dialogue
internal import Matching
internal import Rules

/// Something that a transcript says and the coach did otherwise.
package struct Difference: Hashable, Sendable {
  /// What kind of line it is about.
  package enum Layer: String, Sendable {
    case intent, step, safety, fact, looser, reply, expectedFailure = "xfail", pack
  }

  package var path: String
  package var line: Int
  package var layer: Layer
  package var expected: String
  package var found: String
  /// The turn it belongs to, as typed.
  package var said: String
}

/// What a replay of one transcript came to.
package struct ReplayResult: Sendable {
  package var path: String
  package var differences: [Difference] = []
  package var notes: [String] = []
  package var turns = 0
  package var withheld = 0
  package var evaluated = 0
  /// The turns as they were, for `--update`.
  package var replayed: [(entry: Transcript.Entry, turn: Turn)] = []

  package init(path: String) {
    self.path = path
  }
}

/// Plays a transcript again and compares: it checks what the transcript says and nothing that it leaves out.
package struct Replay {
  private let transcript: Transcript
  private let engine: DialogueEngine

  package init(_ transcript: Transcript, with engine: DialogueEngine) {
    self.transcript = transcript
    self.engine = engine
  }

  /// Compares every turn; behind a difference it goes on from what was recorded.
  ///
  /// Accepting, it goes on from what was found, as `--update` will write it.
  package func run(accepting accepts: Bool = false) -> ReplayResult {
    var result = ReplayResult(path: transcript.path)
    let header = transcript.header
    if let id = header.packID, id != engine.book.pack.id {
      result.differences.append(
        Difference(
          path: transcript.path, line: 1, layer: .pack, expected: "pack \(id)",
          found: "pack \(engine.book.pack.id)", said: ""))
      return result
    }
    if let version = header.packVersion, version != engine.book.pack.version {
      result.notes.append(
        "\(transcript.path): recorded with pack version \(version), replayed with \(engine.book.pack.version)"
      )
    }
    result.notes += transcript.rulesExchanges.map {
      "\(transcript.path):\($0.line): recorded with other rules from here on (\($0.packID) \($0.packVersion), \($0.hash))"
    }
    var conversation = Conversation(seed: header.seed, region: header.region)
    conversation.person = header.person
    conversation.openStep = header.openStep.map { ID($0) }
    for (index, entry) in transcript.entries.enumerated() {
      if entry.beginsContinuation {
        conversation = Conversation(resuming: header, transcript.entries[..<index], by: engine.book)
      }
      if entry.isWithheld {
        result.withheld += 1
        conversation.open = nil
        continue
      }
      let turn = engine.turn(on: entry.text, in: conversation)
      let differences = compare(entry, turn, &result)
      result.turns += 1
      result.differences += settled(differences, of: entry)
      result.replayed.append((entry, turn))
      conversation =
        differences.isEmpty || accepts
        ? turn.conversation : turn.conversation.resumed(from: entry, by: engine.book)
    }
    result.differences = settledFile(result.differences)
    return result
  }

  /// A turn that is expected to differ fails once it does not.
  private func settled(_ differences: [Difference], of entry: Transcript.Entry) -> [Difference] {
    guard let reason = entry.expectedToFail else { return differences }
    guard differences.isEmpty else { return [] }
    return [
      Difference(
        path: transcript.path, line: entry.line, layer: .expectedFailure, expected: "to differ (\(reason))",
        found: "no difference: delete the xfail", said: entry.text)
    ]
  }

  private func settledFile(_ differences: [Difference]) -> [Difference] {
    guard let reason = transcript.header.expectedToFail else { return differences }
    guard differences.isEmpty else { return [] }
    return [
      Difference(
        path: transcript.path, line: 1, layer: .expectedFailure, expected: "to differ (\(reason))",
        found: "no difference: delete the xfail", said: "")
    ]
  }

  // MARK: - Comparing

  private func compare(_ entry: Transcript.Entry, _ turn: Turn, _ result: inout ReplayResult) -> [Difference]
  {
    var differences: [Difference] = []
    for expectation in entry.expectations {
      result.evaluated += 1
      if let (layer, expected, found) = difference(expectation.kind, turn) {
        differences.append(
          Difference(
            path: transcript.path, line: expectation.line, layer: layer, expected: expected, found: found,
            said: entry.text))
      }
    }
    if transcript.header.isRecorded, !turn.isShowOnly { differences += extras(entry, turn) }
    return differences
  }

  private func difference(_ kind: Transcript.Expectation.Kind, _ turn: Turn) -> (
    Difference.Layer, String, String
  )? {
    switch kind {
    case .intent(let id, let axes): intentDifference(id, axes, turn)
    case .notIntent(let id):
      turn.accepted.contains { names($0.intent, id) }
        ? (.intent, "not \(id)", "\(id), \(origin(of: id, turn))") : nil
    case .noIntent:
      turn.claimed.first { !isChat($0, turn) }.map {
        (.intent, "no sign, trait, mistake, request or question", "\($0), \(origin(of: $0, turn))")
      }
    case .step(let step):
      turn.reply.step?.text == step ? nil : (.step, step ?? "no step", turn.reply.step?.text ?? "no step")
    case .safety(let expected): safetyDifference(expected, turn)
    case .fact(let name, let value):
      turn.facts.contains { $0.name.rawValue == name && $0.value == value }
        ? nil
        : (
          .fact, "% \(name) \(value)",
          listed(TranscriptWriter.facts(of: turn).filter { $0.hasPrefix("% \(name)") })
        )
    case .looser(let looser): looserDifference(looser, turn)
    case .reply(let text):
      normalized(text) == normalized(turn.reply.text) ? nil : (.reply, text, turn.reply.text)
    }
  }

  private func names(_ found: ID<Intent>, _ expected: ID<Intent>) -> Bool {
    found == expected || (engine.book.intent(expected)?.id == found)
  }

  private func isChat(_ id: ID<Intent>, _ turn: Turn) -> Bool {
    turn.accepted.first { $0.intent == id }?.kind == .chat
  }

  private func origin(of id: ID<Intent>, _ turn: Turn) -> String {
    turn.reading.matches.first { names($0.intent, id) }.map {
      "by \($0.rule.place.pathAndLine): \($0.rule.text)"
    } ?? ""
  }

  private func listed(_ items: [String]) -> String {
    items.isEmpty ? "nothing" : items.joined(separator: ", ")
  }

  private func intentDifference(
    _ id: ID<Intent>, _ axes: Transcript.Axes, _ turn: Turn
  ) -> (Difference.Layer, String, String)? {
    if axes.isEmpty {
      if turn.accepted.contains(where: { names($0.intent, id) }) { return nil }
      if let match = turn.reading.matches.first(where: { names($0.intent, id) }) {
        return (
          .intent, id.text, "\(match.assertion.summary), \(match.status.summary); \(origin(of: id, turn))"
        )
      }
      return (.intent, id.text, listed(turn.claimed.map(\.text)))
    }
    let matches = turn.reading.matches.filter { names($0.intent, id) }
    if matches.contains(where: { axes.fits($0.assertion) }) { return nil }
    return (.intent, "\(id) \(axes.text)", listed(matches.map { "\($0.intent) \($0.assertion.summary)" }))
  }

  private func safetyDifference(
    _ expected: Transcript.SafetyExpectation, _ turn: Turn
  ) -> (Difference.Layer, String, String)? {
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
    return holds ? nil : (.safety, expected.text, listed(TranscriptWriter.safety(of: turn)))
  }

  private func looserDifference(
    _ expected: Transcript.LooserExpectation, _ turn: Turn
  ) -> (Difference.Layer, String, String)? {
    let reply = turn.reply.text
    let words = reply.split { $0.isWhitespace }.count
    let (holds, text): (Bool, String) =
      switch expected {
      case .contains(let part): (contains(reply, part), "a reply with “\(part)”")
      case .lacks(let part): (!contains(reply, part), "a reply without “\(part)”")
      case .oneOf(let parts):
        (
          parts.contains { contains(reply, $0) },
          "a reply with one of \(parts.map { "“\($0)”" }.joined(separator: ", "))"
        )
      case .act(let act):
        (
          turn.reply.acts.contains { $0.rawValue == act },
          "an act \(act) among \(turn.reply.acts.map(\.rawValue).joined(separator: " "))"
        )
      case .acts(let acts):
        (
          turn.reply.acts.map(\.rawValue) == acts,
          "the acts \(acts.joined(separator: " ")), not \(turn.reply.acts.map(\.rawValue).joined(separator: " "))"
        )
      case .words(let comparison, let limit):
        (comparison.holds(words, limit), "words \(comparison.rawValue) \(limit), not \(words)")
      case .asked(let id):
        (
          turn.facts.contains { $0.name == .asked && ($0.value == id || $0.value.hasSuffix("/" + id)) },
          "the question \(id)"
        )
      }
    return holds ? nil : (.looser, text, reply)
  }

  private func contains(_ text: String, _ part: String) -> Bool {
    normalized(text).lowercased().contains(normalized(part).lowercased())
  }

  /// Runs of spaces count as one; the ends of lines hold none.
  private func normalized(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.split(separator: " ").joined(separator: " ") }
      .joined(separator: "\n")
  }

  /// What a complete turn does not list must not be.
  private func extras(_ entry: Transcript.Entry, _ turn: Turn) -> [Difference] {
    let kinds = entry.expectations.map(\.kind)
    var extra: [(Difference.Layer, String)] = []
    for id in turn.claimed
    where !kinds.contains(where: {
      if case .intent(let expected, _) = $0 { names(id, expected) } else { false }
    }) {
      extra.append((.intent, "\(id), \(origin(of: id, turn))"))
    }
    if let step = turn.reply.step, !kinds.contains(where: { if case .step = $0 { true } else { false } }) {
      extra.append((.step, step.text))
    }
    for fact in turn.facts where !kinds.contains(.fact(fact.name.rawValue, fact.value)) {
      extra.append((.fact, "% \(fact.name.rawValue) \(fact.value)"))
    }
    if turn.safety.first != nil || !turn.conversation.safety.isQuiet,
      !kinds.contains(where: { if case .safety = $0 { true } else { false } })
    {
      extra.append((.safety, listed(TranscriptWriter.safety(of: turn))))
    }
    return extra.map { layer, found in
      Difference(
        path: transcript.path, line: entry.line, layer: layer, expected: "nothing", found: found,
        said: entry.text)
    }
  }
}

extension Conversation {
  /// This conversation with what the transcript recorded of a turn put in place of what was found, so that one
  /// change is one difference.
  fileprivate func resumed(from entry: Transcript.Entry, by book: RuleBook) -> Conversation {
    var next = self
    var hasOpenQuestion = false
    for expectation in entry.expectations {
      guard case .fact(let name, let value) = expectation.kind else { continue }
      switch name {
      case "asked":
        let parts = value.split(separator: "/").map(String.init)
        if parts.count == 2, let intent = book.intent(ID(parts[0])),
          let ask = intent.asks.firstIndex(where: { $0.id == parts[1] })
        {
          next.open = .ask(intent.id, ask)
          hasOpenQuestion = true
        }
      case "offered":
        next.open = .offer(ID(value))
        hasOpenQuestion = true
      case "chosen": next.openStep = ID(value)
      case "withdrawn": next.withdrawn.insert(ID(value))
      case "person": next.person = value
      case "region": next.region = value
      case "agenda": next.agenda = value.split(separator: " ").map { ID(String($0)) }
      default: break
      }
    }
    let isComplete = entry.expectations.contains { if case .reply = $0.kind { true } else { false } }
    if isComplete && !hasOpenQuestion { next.open = nil }
    let intents = entry.expectations.compactMap { expectation -> ID<Intent>? in
      if case .intent(let id, let axes) = expectation.kind, axes.isEmpty { id } else { nil }
    }
    if let first = intents.first {
      next.topic = first
      next.lastInference = [first]
      next.misses = 0
    }
    return next
  }
}

extension Transcript.Axes {
  fileprivate func fits(_ assertion: Assertion) -> Bool {
    (polarity.map { $0 == assertion.polarity } ?? true) && (who.map { $0 == assertion.who } ?? true)
      && (time.map { $0 == assertion.time } ?? true) && (mood.map { $0 == assertion.mood } ?? true)
  }

  fileprivate var text: String {
    [
      polarity.map { "polarity=\($0.rawValue)" }, who.map { "who=\($0.rawValue)" },
      time.map { "time=\($0.rawValue)" },
      mood.map { "mood=\($0.rawValue)" },
    ].compactMap(\.self).joined(separator: " ")
  }
}

extension Transcript.SafetyExpectation {
  fileprivate var text: String {
    switch self {
    case .hit(let category, let level): "! \(category.rawValue) \(level.rawValue)"
    case .asked(let category): "! \(category.rawValue) asked"
    case .locked(let category): "! \(category.rawValue) locked"
    case .none: "! none"
    case .withheld: "! withheld"
    }
  }
}

extension Transcript.LooserExpectation.Comparison {
  fileprivate func holds(_ a: Int, _ b: Int) -> Bool {
    switch self {
    case .atMost: a <= b
    case .atLeast: a >= b
    case .below: a < b
    case .above: a > b
    case .equal: a == b
    }
  }
}
