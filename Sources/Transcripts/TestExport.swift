internal import Diagnostics
package import Dialogue
internal import Rules

/// A saved session made into a transcript for a repository.
///
/// The conversation is held again with what is private replaced, and what comes of it is written down: so it replays
/// as it stands, and where today’s coach does otherwise than it did then, that is told.
package struct TestExport: Sendable {
  /// How much of each turn is written.
  package enum Extent: Sendable {
    /// All of it, word for word.
    case complete
    /// Intents and steps: what a rewording of replies leaves as it is.
    case semantic
  }

  /// A turn that was understood otherwise when the session was saved.
  package struct Difference: Sendable {
    /// The line of the turn in the session.
    package var line: Int
    package var saved: [String]
    package var found: [String]
  }

  /// The transcript.
  package private(set) var text = ""
  package private(set) var turnCount = 0
  /// Turns left out because danger was in the air.
  package private(set) var safetyTurnCount = 0
  /// Commands left out that no test needs.
  package private(set) var commandCount = 0
  package private(set) var differences: [Difference] = []

  /// Makes the transcript.
  ///
  /// - Parameters:
  ///   - session: What was saved.
  ///   - engine: The coach that holds the conversation again.
  ///   - extent: How much is written.
  ///   - replaced: Gives a text with what is private replaced.
  package init(
    of session: Transcript, by engine: DialogueEngine, _ extent: Extent,
    replacing replaced: (String) -> String
  ) {
    text = Self.header(of: session, engine, extent, replaced)
    var conversation = resumed(by: engine)
    for entry in session.entries {
      if entry.beginsContinuation {
        conversation = resumed(by: engine)
        text += "# \(Transcript.continuationMark)\n"
      }
      if entry.isWithheld {
        safetyTurnCount += 1
      } else if Self.isNoTest(entry.text) {
        commandCount += 1
      } else {
        let turn = engine.turn(on: replaced(entry.text), in: conversation)
        if turn.isWithheld {
          safetyTurnCount += 1
        } else {
          conversation = turn.conversation
          append(turn, entry, after: session.header.start, extent)
        }
      }
    }
  }

  /// Whether a line only shows something, or is about the file and not the conversation.
  private static func isNoTest(_ text: String) -> Bool {
    guard case .command(let command) = Command.parse(text) else { return false }
    switch command {
    case .help, .why, .heard, .steps, .goPrivate, .forget, .region, .reload, .quit: return true
    case .step, .next, .undo: return false
    }
  }

  /// The conversation as a replay takes it up behind what is written so far.
  private func resumed(by engine: DialogueEngine) -> Conversation {
    let (transcript, _) = TranscriptParser.parse(SourceFile(path: "", text: text))
    return Conversation(resuming: transcript, by: engine.book)
  }

  private static func header(
    of session: Transcript, _ engine: DialogueEngine, _ extent: Extent, _ replaced: (String) -> String
  ) -> String {
    var before = Conversation(seed: session.header.seed)
    before.openStep = session.header.openStep.map { ID($0) }
    before.person = session.header.person.map(replaced)
    let whole = TranscriptWriter.header(for: before, pack: engine.book.pack, start: .usualStart)
    switch extent {
    case .complete: return whole
    case .semantic:
      return whole.split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.hasPrefix("recorded:") && !$0.hasPrefix("start:") }.joined(separator: "\n")
    }
  }

  private mutating func append(
    _ turn: Turn, _ entry: Transcript.Entry, after start: Instant?, _ extent: Extent
  ) {
    turnCount += 1
    let found = TranscriptWriter.intents(of: turn) + TranscriptWriter.steps(of: turn)
    switch extent {
    case .complete:
      // The distances between turns are kept, the day is not.
      let distance = zip(entry.instant, start).map { $0.seconds - $1.seconds } ?? 60 * turnCount
      text += TranscriptWriter.entry(for: turn, at: .usualStart.advanced(by: max(0, distance)))
    case .semantic:
      text += (TranscriptWriter.said(turn.line) + found + [""]).joined(separator: "\n") + "\n"
    }
    let saved = Self.understood(entry)
    if !turn.isShowOnly, saved != found {
      differences.append(Difference(line: entry.line, saved: saved, found: found))
    }
  }

  /// The intents and the step of a saved turn, as lines.
  private static func understood(_ entry: Transcript.Entry) -> [String] {
    entry.expectations.compactMap { expectation in
      switch expectation.kind {
      case .intent(let id, let axes): axes.isEmpty ? "= \(id)" : nil
      case .noIntent: "= none"
      case .step(let step?): "+ \(step)"
      case .step(nil), .notIntent, .safety, .fact, .looser, .reply: nil
      }
    }
  }
}

/// Both values, where both are there.
private func zip<A, B>(_ a: A?, _ b: B?) -> (A, B)? {
  guard let a, let b else { return nil }
  return (a, b)
}
