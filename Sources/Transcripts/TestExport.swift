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
      } else if entry.isWelcome {
        guard extent == .complete, safetyTurnCount == 0 else { continue }
        let turn = engine.welcome(to: conversation, at: instant(of: entry, in: session, extent))
        guard !turn.reply.isEmpty else { continue }
        conversation = turn.conversation
        text += TranscriptWriter.entry(for: turn, at: instant(of: entry, in: session, extent))
      } else if Self.isNoTest(entry.text) {
        commandCount += 1
      } else {
        let instant = instant(of: entry, in: session, extent)
        let turn = engine.turn(on: replaced(entry.text), in: conversation, at: instant)
        if turn.isWithheld {
          safetyTurnCount += 1
        } else {
          conversation = turn.conversation
          append(turn, entry, at: instant, extent)
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

  /// When a turn is in the export.
  ///
  /// The distances between turns are kept, the day is not. Without instants turns are a minute apart, as in a replay.
  private func instant(
    of entry: Transcript.Entry, in session: Transcript, _ extent: Extent
  ) -> Instant {
    let minutes = Instant.usualStride * turnCount
    guard extent == .complete, let instant = entry.instant, let start = session.header.start else {
      return .usualStart.advanced(by: minutes)
    }
    return .usualStart.advanced(by: max(0, instant.seconds(since: start)))
  }

  private mutating func append(
    _ turn: Turn, _ entry: Transcript.Entry, at instant: Instant, _ extent: Extent
  ) {
    turnCount += 1
    let found = TranscriptWriter.intents(of: turn) + TranscriptWriter.steps(of: turn)
    switch extent {
    case .complete: text += TranscriptWriter.entry(for: turn, at: instant)
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
