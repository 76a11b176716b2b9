internal import Diagnostics
package import Dialogue
internal import Rules

/// Plays a transcript again and compares: it checks what the transcript says and nothing that it leaves out.
package struct Replay {
  /// A turn as it was played.
  package struct Played {
    /// The index of its entry.
    package var index: Int
    package var entry: Transcript.Entry
    package var turn: Turn
    package var differences: [Difference]
    /// The state that it was played in.
    package var before: Conversation
  }

  private let transcript: Transcript
  private let instants: [Instant]
  private let engine: DialogueEngine
  private let names: PackNames
  private let clock = ContinuousClock()

  /// - Parameters:
  ///   - transcript: What was said, and what must come of it.
  ///   - engine: The coach of today.
  ///   - names: The names of its pack, where many transcripts are played and they are at hand.
  package init(_ transcript: Transcript, with engine: DialogueEngine, names: PackNames? = nil) {
    self.transcript = transcript
    instants = transcript.instants
    self.engine = engine
    self.names = names ?? PackNames(engine.book)
  }

  /// Compares every turn; behind a difference it goes on from what was recorded.
  ///
  /// Where it `accepts`, it goes on from what was found, as `--update` will write it. `states` holds the states to play
  /// turns in, by the index of their entries, where they are known from elsewhere; `visit` sees every turn.
  package func run(
    accepting accepts: Bool = false, in states: [Int: Conversation] = [:],
    visiting visit: (Played) -> Void = { _ in }
  ) -> ReplayResult {
    var result = ReplayResult(path: transcript.path)
    guard checkPack(&result) else { return result }
    result.notes += transcript.rulesExchanges.map {
      "\(transcript.path):\($0.line): recorded with other rules from here on (\($0.packID) \($0.packVersion), \($0.hash))"
    }
    let start = clock.now
    var state = State(Conversation(beginning: transcript.header))
    for (index, entry) in transcript.entries.enumerated() {
      if entry.beginsContinuation {
        state = State(
          Conversation(resuming: transcript.header, transcript.entries[..<index], by: engine.book))
      }
      if entry.isWithheld {
        result.withheld += 1
        // Nothing was kept that anything else could be held against.
        result.evaluated += entry.expectations.count { $0.kind == .safety(.withheld) }
        state.conversation.open = nil
        continue
      }
      if let known = states[index] { state = State(known) }
      let begin = clock.now
      visit(play(entry, index, &state, &result, accepts))
      result.note(clock.now - begin, line: entry.line)
    }
    settleFile(&result)
    findOrphans(&result)
    checkAllEvaluated(&result)
    takeNotes(&result)
    result.duration = clock.now - start
    return result
  }

  /// Whether one turn comes out as written in a state.
  func holds(at index: Int, in state: Conversation) -> Bool {
    compare(transcript.entries[index], turn(at: index, in: state)).isEmpty
  }

  /// Where the replay is.
  private struct State {
    var conversation: Conversation
    /// The state had nothing been put in place: what a transcript leaves open may be either.
    var alternative: Conversation?
    /// The turn behind which the state is not known for sure.
    var uncertainSince: Int?

    init(_ conversation: Conversation) { self.conversation = conversation }
  }

  // MARK: - Turns

  private func play(
    _ entry: Transcript.Entry, _ index: Int, _ state: inout State, _ result: inout ReplayResult,
    _ accepts: Bool
  ) -> Played {
    var before = state.conversation
    var turn = turn(at: index, in: before)
    var differences = compare(entry, turn)
    if !differences.isEmpty, let alternative = state.alternative {
      let other = self.turn(at: index, in: alternative)
      if compare(entry, other).isEmpty { (before, turn, differences) = (alternative, other, []) }
    }
    result.turns += 1
    result.evaluated += entry.expectations.count
    if differences.isEmpty || accepts {
      pass(index, turn, &state)
    } else {
      differences = resynchronise(index, turn, differences, before, &state)
    }
    settle(entry, number: index + 1, differences, &state, &result)
    return Played(index: index, entry: entry, turn: turn, differences: differences, before: before)
  }

  private func compare(_ entry: Transcript.Entry, _ turn: Turn) -> [Difference] {
    Comparison(turn, with: entry, of: transcript, names: names).differences
  }

  /// What the coach says to the turn’s line, or to somebody who came back.
  private func turn(at index: Int, in conversation: Conversation) -> Turn {
    let entry = transcript.entries[index]
    return entry.isWelcome
      ? engine.welcome(to: conversation, at: instants[index])
      : engine.turn(on: entry.text, in: conversation, at: instants[index])
  }

  private func pass(_ index: Int, _ turn: Turn, _ state: inout State) {
    state.conversation = turn.conversation
    if transcript.entries[index].tellsOfState {
      state.alternative = nil
      state.uncertainSince = nil
    } else if let alternative = state.alternative {
      state.alternative = self.turn(at: index, in: alternative).conversation
    }
  }

  /// Goes on from what was recorded, and marks what follows from the reading alone.
  private func resynchronise(
    _ index: Int, _ turn: Turn, _ differences: [Difference], _ before: Conversation, _ state: inout State
  ) -> [Difference] {
    let entry = transcript.entries[index]
    let resynchronisation = Resynchronisation(
      entry, at: instants[index], of: transcript, with: engine, names: names)
    let mended = resynchronisation.turn(insteadOf: turn, in: before)
    let left = Set(compare(entry, mended).map(\.key))
    state.conversation = resynchronisation.conversation(after: mended, before: before)
    state.alternative = transcript.header.isRecorded ? nil : turn.conversation
    let marked = differences.map { difference in
      var difference = difference
      difference.isConsequence = difference.layer.isOutcome && !left.contains(difference.key)
      return difference
    }
    let isCertain = marked.allSatisfy { $0.isConsequence || !$0.layer.isOutcome || $0.layer == .reply }
    if !isCertain, state.uncertainSince == nil { state.uncertainSince = entry.line }
    return marked
  }

  /// Puts what came of a turn into the result; a turn that is expected to differ fails once it does not.
  private func settle(
    _ entry: Transcript.Entry, number: Int, _ differences: [Difference], _ state: inout State,
    _ result: inout ReplayResult
  ) {
    var differences = differences
    if let reason = entry.expectedToFail {
      if !differences.isEmpty { result.expectedFailures += 1 }
      differences = differences.isEmpty ? [unexpectedPass(reason, entry.line, said: entry.said)] : []
    }
    guard !differences.isEmpty else { return }
    var outcome = TurnOutcome(
      number: number, line: entry.line, said: entry.said, differences: differences)
    if let since = state.uncertainSince, since != entry.line, differences.allSatisfy(\.layer.isOutcome) {
      outcome.follows = since
    }
    result.outcomes.append(outcome)
  }

  private func unexpectedPass(_ reason: String, _ line: Int, said: String) -> Difference {
    Difference(
      path: transcript.path, line: line, layer: .expectedFailure, expected: "to differ (\(reason))",
      found: "no difference: delete the xfail", said: said)
  }

  // MARK: - Files

  /// Another pack is an error; another version or content of the same one is told.
  private func checkPack(_ result: inout ReplayResult) -> Bool {
    let header = transcript.header
    let pack = engine.book.pack
    if let id = header.packID, id != pack.id {
      result.diagnostics.append(
        Diagnostic(
          .transcriptPack, "this is for the pack ‘\(id)’, not for ‘\(pack.id)’",
          at: SourcePlace(path: transcript.path, line: header.packLine ?? 1, column: 1),
          hint: "replay it with --rules, or name its pack in the header with ‘rules: PATH’"))
      return false
    }
    let isOtherVersion = header.packVersion.map { $0 != pack.version } ?? false
    let isOtherContent = header.packHash.map { $0 != engine.book.contentHash } ?? false
    if isOtherVersion || isOtherContent {
      result.stale = [header.packVersion, header.packHash].compactMap(\.self).joined(separator: " ")
    }
    return true
  }

  private func settleFile(_ result: inout ReplayResult) {
    guard let reason = transcript.header.expectedToFail else { return }
    if !result.outcomes.isEmpty {
      result.expectedFailures += result.outcomes.count
      return result.outcomes = []
    }
    result.outcomes = [
      TurnOutcome(
        number: 0, line: 1, said: "", differences: [unexpectedPass(reason, 1, said: "")])
    ]
  }

  /// Lists the lines that name what the pack does not have.
  private func findOrphans(_ result: inout ReplayResult) {
    for expectation in transcript.entries.lazy.flatMap(\.expectations) {
      switch expectation.kind {
      case .intent(let id, _), .notIntent(let id):
        if names.intent(id) == nil {
          result.orphans.append(.init(line: expectation.line, name: id.text, hint: names.hint(forIntent: id)))
        }
      case .step(let step?):
        if !names.has(ID(step)) {
          result.orphans.append(
            .init(line: expectation.line, name: step, hint: names.hint(forStep: ID(step))))
        }
      case .noIntent, .step, .safety, .fact, .looser, .reply: continue
      }
    }
  }

  private func takeNotes(_ result: inout ReplayResult) {
    if let torn = transcript.torn {
      result.notes.append("\(transcript.path):\(torn.line): the last turn was cut off and is left out")
    }
    if result.evaluated == 0, result.turns > 0, !transcript.header.isRecorded {
      result.notes.append("\(transcript.path): no turn expects anything")
    }
  }

  /// An expectation that nobody looked at would pass for ever.
  private func checkAllEvaluated(_ result: inout ReplayResult) {
    let written = transcript.entries.reduce(0) { $0 + $1.expectations.count }
    guard result.evaluated != written else { return }
    result.diagnostics.append(
      Diagnostic(
        .transcriptUnevaluated,
        "\(written - result.evaluated) of \(written) expectations were never evaluated",
        at: SourcePlace(path: transcript.path, line: 1, column: 1),
        hint: "report this: it is no mistake of yours"))
  }
}

extension ReplayResult {
  fileprivate mutating func note(_ duration: Duration, line: Int) {
    if slowest.map({ $0.duration < duration }) ?? true { slowest = (line, duration) }
  }
}

extension Difference {
  /// What tells two differences of one turn apart.
  fileprivate var key: Key { Key(line: line, layer: layer, expected: expected) }

  fileprivate struct Key: Hashable {
    var line: Int
    var layer: Layer
    var expected: String
  }
}

extension Difference.Layer {
  /// Whether it is about what the coach made of a reading, not about the reading.
  var isOutcome: Bool {
    switch self {
    case .step, .fact, .looser, .reply: true
    case .intent, .safety, .expectedFailure, .orphan: false
    }
  }
}

extension Transcript.Entry {
  /// Whether what it expects hangs on the state of the conversation.
  fileprivate var tellsOfState: Bool {
    expectations.contains {
      switch $0.kind {
      case .reply, .step(.some): true
      case .fact(let name, _): name == Fact.Name.asked.rawValue || name == Fact.Name.offered.rawValue
      case .intent, .notIntent, .noIntent, .step, .safety, .looser: false
      }
    }
  }
}
