internal import Language
internal import Matching
internal import Rules

/// A turn while it is being made: the reading, the reply so far, and the conversation as it will be.
struct TurnInProgress {
  let line: String
  let reading: Reading
  let before: Conversation
  let instant: Instant
  var next: Conversation
  var reply = Reply()
  var facts: [Fact] = []
  var move = Move.clarify(0)
  var effect = SessionEffect.none
  var isUndo = false

  init(line: String, reading: Reading, before: Conversation, at instant: Instant) {
    self.line = line
    self.reading = reading
    self.before = before
    self.instant = instant
    next = before
    next.turnCount += 1
    next.awaitsRegion = false
  }

  /// Accepted matches that the person has not taken back.
  var matches: [Match] { reading.accepted.filter { !before.withdrawn.contains($0.intent) } }

  /// One match a finding: the first of those that count the same words, and of each intent.
  var findings: [Match] {
    matches.reduce(into: []) { kept, match in
      if !kept.contains(where: { $0.matched == match.matched || $0.intent == match.intent }) {
        kept.append(match)
      }
    }
  }

  /// Matches that are somebody else’s, past, negated and so on, the weightiest first.
  var refused: [Match] {
    reading.matches.filter { match in
      // What was taken back is not claimed again; what is said of it in another way is answered.
      guard case .refused = match.status else { return false }
      return match.kind != .chat
    }
    .sorted { ($0.score, $1.words.lowerBound) > ($1.score, $0.words.lowerBound) }
  }

  /// Puts a finding into the memory of the conversation.
  mutating func hear(_ intent: ID<Intent>, _ match: Match?) {
    next.topic = intent
    next.misses = 0
    next.agenda.removeAll { $0 == intent }
    next.lastInference = [intent]
    next.runnerUp = match.flatMap { first in
      matches.first { $0.intent != intent && $0.matched.contains(where: first.matched.contains) }?.intent
    }
    if !next.heard.contains(where: { $0.intent == intent }) {
      next.heard.append(.init(intent: intent, turn: next.turnCount))
    }
    rememberPerson(of: match)
  }

  /// Remembers whom the message names, for the turns after it.
  mutating func rememberPerson(of match: Match?) {
    guard let typed = reading.person(of: match), typed != next.person else { return }
    next.person = typed
    facts.append(Fact(.person, typed))
  }

  func wordingSlots(for match: Match?, _ book: RuleBook, topic: String? = nil) -> Wording.Slots {
    let named = reading.person(of: match)
    let person = (named ?? before.person).flatMap { PersonPhrase($0, lexicon: book.lexicon) }
    return Wording.Slots(person: person, isPersonNamed: named != nil, topic: topic)
  }

  /// How many matches `/why` tells of.
  private static let mostEvidence = 20

  /// The words that a match took, as typed.
  private func matchedWords(of match: Match) -> String {
    var spans: [Range<Int>] = []
    for word in match.matched {
      let span = reading.utterance.span(of: word..<(word + 1))
      if spans.last != span { spans.append(span) }
    }
    return spans.map(reading.utterance.typed).joined(separator: " ")
  }

  /// Whether the reply asks something of the coach’s own, or gives a step, on which people say what they think.
  private var asksFreely: Bool {
    switch move {
    case .otherwise, .decline, .giveStep, .answer, .correct, .respond, .takeUp, .welcome, .hearOfStep:
      next.safety.isQuiet
        && (reply.step != nil
          || reply.parts.contains { $0.act != .step && $0.act != .safety && $0.text.contains("?") })
    case .safety, .command, .clarify, .undo, .empty: false
    }
  }

  private var isWelcome: Bool { if case .welcome = move { true } else { false } }

  /// The turn, with the conversation after it.
  func finished(showOnly: Bool) -> Turn {
    var next = next
    // A question that no answer is kept for is open all the same, for one reply.
    if next.open == nil, asksFreely { next.open = .free }
    if !isUndo && !showOnly && !isWelcome { next.remember(before) }
    if showOnly {
      next = before
      next.turnCount += 1
    }
    let shown = Array(reading.matches.prefix(Self.mostEvidence))
    let evidence = Evidence(
      line: line, matches: shown, safety: reading.safety, move: move, reply: reply,
      matchedWords: shown.map(matchedWords))
    if !showOnly { next.lastTurn = evidence }
    var turn = Turn(
      line: line, reading: reading, safety: reading.safety, move: move, reply: reply, facts: facts,
      effect: effect,
      isShowOnly: showOnly, conversation: next)
    if turn.isWithheld { turn.conversation = before.passing(turn) }
    turn.conversation.lastInstant = instant
    if turn.isWithheld { turn.conversation.hasMetDanger = true }
    return turn
  }
}

extension Conversation {
  /// This conversation after a withheld turn: what the transcript cannot tell is not remembered either, so that a
  /// replay goes on from the same state.
  fileprivate func passing(_ turn: Turn) -> Conversation {
    var passed = self
    passed.safety = turn.conversation.safety
    passed.region = turn.conversation.region
    passed.hasAskedRegion = turn.conversation.hasAskedRegion
    passed.awaitsRegion = turn.conversation.awaitsRegion
    passed.turnCount = turn.conversation.turnCount
    passed.lastTurn = turn.conversation.lastTurn
    passed.open = nil
    if turn.isSafetyReply { passed.uses = turn.conversation.uses }
    return passed
  }
}
