package import Dialogue
package import Rules

/// What a saved session leaves for the next one: a fold over its `%`, `=` and `+` lines, never over its texts.
extension Conversation {
  /// The conversation at the end of a transcript.
  package init(resuming transcript: Transcript, by book: RuleBook) {
    self.init(resuming: transcript.header, transcript.entries[...], by: book)
  }

  /// The conversation before the first turn of a transcript.
  package init(beginning header: Transcript.Header) {
    self.init(seed: header.seed, region: header.region)
    person = header.person
    openStep = header.openStep.map { ID($0) }
    hasMetDanger = !header.safety.isEmpty
    for earlier in header.safety {
      switch earlier.state {
      case .kept: safety.kept.insert(earlier.category)
      case .locked: safety.locked.insert(earlier.category)
      case .asked: safety.asked = SafetyState.Asked(category: earlier.category, list: .amber, attempt: 1)
      }
    }
  }

  /// The conversation behind the first turns of a transcript.
  init(resuming header: Transcript.Header, _ entries: ArraySlice<Transcript.Entry>, by book: RuleBook) {
    self.init(beginning: header)
    let instants = Transcript.instants(of: entries, from: header.start)
    for (entry, instant) in zip(entries, instants) { take(entry, at: instant, by: book) }
    lastInstant = instants.last
    open = nil
  }

  private mutating func take(_ entry: Transcript.Entry, at instant: Instant, by book: RuleBook) {
    turnCount += 1
    if entry.isWithheld { hasMetDanger = true }
    if entry.isWelcome { welcomes += 1 }
    for expectation in entry.expectations {
      switch expectation.kind {
      case .intent(let id, let axes) where axes.isEmpty:
        guard let intent = book.intent(id), intent.kind != .chat else { continue }
        topic = intent.id
        agenda.removeAll { $0 == intent.id }
        if !heard.contains(where: { $0.intent == intent.id }) {
          heard.append(Heard(intent: intent.id, turn: turnCount))
        }
      case .step(let step?):
        takeUp(ID(step), at: instant)
        if !offeredSteps.contains(ID(step)) { offeredSteps.append(ID(step)) }
      case .fact(let name, let value): take(fact: name, value, at: instant)
      case .safety(let state): if state != .none { hasMetDanger = true }
      case .intent, .notIntent, .noIntent, .step, .looser, .reply: continue
      }
    }
  }

  private mutating func take(fact name: String, _ value: String, at instant: Instant) {
    switch Fact.Name(rawValue: name) {
    case .offered: if !offeredSteps.contains(ID(value)) { offeredSteps.append(ID(value)) }
    case .chosen: takeUp(ID(value), at: instant)
    case .asked: if openStep == ID(value) { askedAfter = openStep }
    case .withdrawn:
      withdrawn.insert(ID(value))
      heard.removeAll { $0.intent == ID(value) }
    case .person: person = value
    case .region: region = value
    case .agenda: agenda = value.split(separator: " ").map { ID(String($0)) }
    case .done, .plan, .flag, nil: break
    }
  }
}
