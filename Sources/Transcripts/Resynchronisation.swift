internal import Dialogue
internal import Language
internal import Matching
internal import Rules

/// Makes a turn again with what its transcript says was meant, so that the replay goes on from what was recorded.
///
/// Where the transcript names the intents of a turn, the coach is given a reading that claims these; everything that
/// follows from them (the reply, the question, the agenda, the variants used) comes out as it did when they were
/// claimed. Facts that still differ are put in place one by one.
struct Resynchronisation {
  private let entry: Transcript.Entry
  private let instant: Instant
  private let isComplete: Bool
  private let engine: DialogueEngine
  private let names: PackNames

  init(
    _ entry: Transcript.Entry, at instant: Instant, of transcript: Transcript, with engine: DialogueEngine,
    names: PackNames
  ) {
    self.entry = entry
    self.instant = instant
    isComplete = transcript.header.isRecorded
    self.engine = engine
    self.names = names
  }

  /// The turn as it would be with the recorded reading.
  func turn(insteadOf found: Turn, in before: Conversation) -> Turn {
    guard !entry.isWelcome else { return found }
    let reading = reading(from: found.reading)
    return reading.isNew ? engine.turn(on: reading.value, in: before, at: instant) : found
  }

  /// The state behind a turn, with what was recorded in place of what was found.
  func conversation(after turn: Turn, before: Conversation) -> Conversation {
    var next = turn.conversation
    takeSafety(&next, before: before)
    takeFacts(&next, of: turn, before: before)
    return next
  }

  // MARK: - The reading

  private func reading(from found: Reading) -> (value: Reading, isNew: Bool) {
    var reading = found
    var missing: [Match] = []
    var isNew = false
    for case .intent(let id, let axes) in entry.expectations.map(\.kind) {
      guard let intent = names.intent(id), intent.safety == nil else { continue }
      if axes.isEmpty {
        if reading.accepted.contains(where: { $0.intent == intent.id }) { continue }
        if let match = claimed(intent, in: reading, number: missing.count) { missing.append(match) }
        reading.matches.removeAll { $0.intent == intent.id }
        isNew = true
      } else if let index = reading.matches.firstIndex(where: { $0.intent == intent.id }),
        !reading.matches.contains(where: { $0.intent == intent.id && axes.fits($0.assertion) })
      {
        reading.matches[index].assertion = axes.imposed(on: reading.matches[index].assertion)
        reading.matches[index].status =
          intent.accepts.firstRefusal(of: reading.matches[index].assertion).map { .refused($0) } ?? .accepted
        isNew = true
      }
    }
    reading.matches = missing + reading.matches
    let count = reading.matches.count
    reading.matches.removeAll { $0.isAccepted && isExcluded($0) }
    return (reading, isNew || reading.matches.count != count)
  }

  /// Whether the transcript says that this must not be claimed.
  private func isExcluded(_ match: Match) -> Bool {
    var isListed = false
    for expectation in entry.expectations {
      switch expectation.kind {
      case .intent(let id, _): isListed = isListed || names.current(id) == match.intent
      case .notIntent(let id): if names.current(id) == match.intent { return true }
      case .noIntent: if match.kind != .chat { return true }
      case .step, .safety, .fact, .looser, .reply: continue
      }
    }
    return isComplete && !isListed
  }

  /// The match of an intent that was claimed when the transcript was written.
  private func claimed(_ intent: Intent, in reading: Reading, number: Int) -> Match? {
    if var match = reading.matches.first(where: { $0.intent == intent.id }) {
      match.status = .accepted
      return match
    }
    let words = reading.utterance.words.count
    guard let index = engine.book.intents.firstIndex(where: { $0.id == intent.id }),
      let rule = intent.patterns.first, words > 0
    else { return nil }
    let word = min(number, words - 1)
    return Match(
      claiming: intent, index: index, rule: rule, word: word,
      span: reading.utterance.span(of: word..<(word + 1)))
  }

  // MARK: - The state

  private func takeSafety(_ next: inout Conversation, before: Conversation) {
    for case .safety(let expected) in entry.expectations.map(\.kind) {
      switch expected {
      case .hit(let category, .red), .locked(let category): next.safety.locked.insert(category)
      case .hit(let category, .amber), .asked(let category):
        guard next.safety.asked?.category != category, !next.safety.locked.contains(category) else {
          continue
        }
        next.safety.asked = SafetyState.Asked(category: category, list: .amber, attempt: 1)
      case .none where !next.safety.isQuiet:
        next.safety = before.safety
        next.safety.asked = nil
        next.safety.locked = []
      case .none, .withheld: continue
      }
    }
  }

  private func takeFacts(_ next: inout Conversation, of turn: Turn, before: Conversation) {
    let recorded = entry.expectations.compactMap { expectation -> Fact? in
      guard case .fact(let name, let value) = expectation.kind else { return nil }
      return Fact.Name(rawValue: name).map { Fact($0, value) }
    }
    let isWhole =
      isComplete || entry.expectations.contains { if case .reply = $0.kind { true } else { false } }
    if isWhole {
      for fact in turn.facts where !recorded.contains(fact) { take(back: fact, &next, before: before) }
    }
    for fact in recorded where !turn.facts.contains(fact) { take(fact, &next) }
  }

  /// Forgets a question or an offer that was not made when the transcript was written.
  private func take(back fact: Fact, _ next: inout Conversation, before: Conversation) {
    switch fact.name {
    case .asked:
      if let (intent, ask) = question(fact.value) {
        if next.open == .ask(intent.id, ask) { next.open = nil }
        let list = "\(intent.id).ask.\(intent.asks[ask].id)"
        next.uses[list] = before.uses[list]
      } else if next.open == .tried(ID(fact.value)) {
        next.open = nil
        next.askedAfter = before.askedAfter
      }
    case .offered:
      if next.open == .offer(ID(fact.value)) { next.open = nil }
      next.offeredSteps = next.offeredSteps.filter {
        $0.text != fact.value || before.offeredSteps.contains($0)
      }
    case .chosen:
      next.openStep = before.openStep
      next.stepInstant = before.stepInstant
      next.askedAfter = before.askedAfter
      next.openStepSize = before.openStepSize
    case .withdrawn: if !before.withdrawn.contains(ID(fact.value)) { next.withdrawn.remove(ID(fact.value)) }
    case .person: next.person = before.person
    case .region: next.region = before.region
    case .agenda: next.agenda = before.agenda
    case .done, .plan, .flag: break
    }
  }

  private func take(_ fact: Fact, _ next: inout Conversation) {
    switch fact.name {
    case .asked:
      if entry.isWelcome { return askAfter(names.current(ID(fact.value)), &next) }
      guard let (intent, ask) = question(fact.value) else { return }
      next.open = .ask(intent.id, ask)
      let list = "\(intent.id).ask.\(intent.asks[ask].id)"
      if next.uses[list, default: []].isEmpty { next.uses[list] = [0] }
    case .offered:
      let step = names.current(ID<GuideStep>(fact.value))
      next.open = .offer(step)
      if !next.offeredSteps.contains(step) { next.offeredSteps.append(step) }
    case .chosen: next.takeUp(names.current(ID(fact.value)), at: instant)
    case .withdrawn: next.withdrawn.insert(names.current(ID(fact.value)))
    case .person: next.person = fact.value
    case .region: next.region = fact.value
    case .agenda: next.agenda = fact.value.split(separator: " ").map { names.current(ID(String($0))) }
    case .done, .plan, .flag: break
    }
  }

  private func askAfter(_ step: ID<GuideStep>, _ next: inout Conversation) {
    next.open = .tried(step)
    next.askedAfter = step
  }

  /// The question that `intent/question` names.
  private func question(_ value: String) -> (Intent, Int)? {
    let parts = value.split(separator: "/").map(String.init)
    guard parts.count == 2, let intent = names.intent(ID(parts[0])),
      let ask = intent.asks.firstIndex(where: { $0.id == parts[1] })
    else { return nil }
    return (intent, ask)
  }
}

extension Transcript.Axes {
  /// The assertion with these values in place of its own.
  fileprivate func imposed(on assertion: Assertion) -> Assertion {
    var changed = assertion
    if let polarity { changed.polarity = polarity }
    if let who { changed.who = who }
    if let time { changed.time = time }
    if let mood { changed.mood = mood }
    return changed
  }
}
