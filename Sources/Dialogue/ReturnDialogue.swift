internal import Rules

/// What is said to somebody who comes back after some time, and to what they answer.
///
/// The step that was taken along is asked after once. Where danger ever came up, and where there is no step, the welcome
/// is the same, and tells nobody what the conversation held.
struct ReturnDialogue {
  let wording: Wording

  /// Welcomes somebody who has said nothing yet; says nothing where they were hardly away.
  func greet(_ work: inout TurnInProgress) {
    work.move = .welcome(nil)
    work.next.open = nil
    guard let last = work.before.lastInstant else { return }
    let absence = Absence(from: last, to: work.instant)
    guard absence != .short else { return }
    work.next.welcomes += 1
    if let step = stepToAskAfter(work.before), ask(after: step, absence, &work) { return }
    say(.chat, .back, Wording.Slots(), &work)
  }

  private func stepToAskAfter(_ conversation: Conversation) -> GuideStep? {
    guard conversation.safety.isQuiet, !conversation.hasMetDanger,
      conversation.openStep != conversation.askedAfter
    else { return nil }
    return conversation.openStep.flatMap { wording.book.step($0) }
  }

  /// Asks after a step in words for how long ago it was taken along; where that is not known, for how long they were
  /// away.
  private func ask(after step: GuideStep, _ absence: Absence, _ work: inout TurnInProgress) -> Bool {
    let age = work.before.stepInstant.map { Absence(from: $0, to: work.instant) }
    let slots = Wording.Slots(step: step.title.prefix(1).lowercased() + step.title.dropFirst())
    guard let situation = age?.situation ?? absence.situation, say(.ask, situation, slots, &work) else {
      return false
    }
    work.move = .welcome(step.id)
    work.next.open = .tried(step.id)
    work.next.askedAfter = step.id
    work.facts.append(Fact(.asked, step.id.text))
    return true
  }

  /// Says the words that are due: those of earlier welcomes are passed over.
  @discardableResult
  private func say(
    _ act: Act, _ situation: ReplySituation, _ slots: Wording.Slots, _ work: inout TurnInProgress
  ) -> Bool {
    for _ in 0..<work.before.welcomes {
      var earlier = Reply()
      wording.add(act, situation, to: &earlier, slots, in: &work.next)
    }
    return wording.add(act, situation, to: &work.reply, slots, in: &work.next)
  }

  /// Answers what was said of the step; true where the pack has words for it.
  func hear(of step: ID<GuideStep>, wasTried: Bool, _ work: inout TurnInProgress) -> Bool {
    let situation = wasTried ? ReplySituation.stepTold : .stepNotTried
    let slots = work.wordingSlots(for: nil, wording.book)
    guard wording.add(.affirm, situation, to: &work.reply, slots, in: &work.next) else { return false }
    work.move = .hearOfStep(step)
    work.next.misses = 0
    return true
  }
}

extension Absence {
  /// The words that ask after a step.
  fileprivate var situation: ReplySituation? {
    switch self {
    case .short: nil
    case .hours: .backAfterHours
    case .aDay: .backAfterADay
    case .days: .backAfterDays
    case .long: .backAfterLong
    }
  }
}
