internal import Matching
internal import Rules

/// What the coach does when danger is in the air: a state machine of its own, before everything else.
///
/// An amber cue asks one direct question; a yes, or anything else that trips, is red; a clear no gives the
/// resources once; anything else asks once more, then gives the resources and keeps the category, in which every
/// later amber is red. Red locks: coaching rests.
struct SafetyDialogue {
  /// What a message comes to.
  enum Outcome: Equatable {
    /// Nothing to do with safety: go on.
    case goOn
    case reply(SafetyCategory, SafetyRule.Situation)
  }

  private let triggers: Set<Trigger>
  private let finding: SafetyFinding
  /// Whether the message asks a question that may be answered while coaching rests.
  private let asksForFacts: Bool

  init(finding: SafetyFinding, triggers: Set<Trigger>, asksForFacts: Bool) {
    self.finding = finding
    self.triggers = triggers
    self.asksForFacts = asksForFacts
  }

  /// The next state, and what is said.
  func next(from state: inout SafetyState) -> Outcome {
    if let hit = finding.first { return react(to: hit, &state) }
    if let asked = state.asked { return hear(asked, &state) }
    guard let locked = state.lockedFirst else { return .goOn }
    // Only the question about one’s own life is answered by a bare no; elsewhere safety must be said.
    if isClearNo(for: locked, bareNo: locked == .suicide) {
      if locked == .suicide {
        state.locked.remove(.suicide)
        state.kept.insert(.suicide)
      }
      return .reply(locked, .clear)
    }
    return asksForFacts ? .goOn : .reply(locked, .locked)
  }

  private func react(to hit: SafetyHit, _ state: inout SafetyState) -> Outcome {
    let isKnown = state.kept.contains(hit.category) || state.asked != nil || !state.locked.isEmpty
    if hit.list == .third {
      state.kept.insert(hit.category)
      return .reply(hit.category, .third)
    }
    if hit.level == .red || isKnown {
      let wasLocked = state.locked.contains(hit.category)
      state.asked = nil
      state.locked.insert(hit.category)
      return .reply(hit.category, wasLocked && hit.level == .amber ? .locked : .red)
    }
    state.asked = SafetyState.Asked(category: hit.category, list: hit.list, attempt: 1)
    return .reply(hit.category, hit.list == .past ? .past : .amber)
  }

  /// Hears the answer to the direct question.
  private func hear(_ asked: SafetyState.Asked, _ state: inout SafetyState) -> Outcome {
    // The question about the past is “are you safe now?”: there a yes is the clear answer.
    let isDanger = asked.list == .past ? triggers.contains(.no) : triggers.contains(.yes)
    let isClear =
      asked.list == .past
      ? triggers.contains(.yes) || isClearNo(for: asked.category, bareNo: false)
      : isClearNo(for: asked.category)
    if finding.retracts.contains(asked.category) { return unclear(asked, &state) }
    if isClear {
      state.asked = nil
      return .reply(asked.category, .clear)
    }
    if isDanger {
      state.asked = nil
      state.locked.insert(asked.category)
      return .reply(asked.category, .red)
    }
    return unclear(asked, &state)
  }

  /// Asks once more, then gives the resources and keeps the category.
  private func unclear(_ asked: SafetyState.Asked, _ state: inout SafetyState) -> Outcome {
    guard asked.attempt > 1 else {
      state.asked?.attempt = 2
      return .reply(asked.category, .again)
    }
    state.asked = nil
    state.kept.insert(asked.category)
    return .reply(asked.category, .resources)
  }

  private func isClearNo(for category: SafetyCategory, bareNo: Bool = true) -> Bool {
    !finding.retracts.contains(category)
      && (finding.clears.contains(category) || (bareNo && triggers.contains(.no)))
  }
}
