internal import Language
internal import Matching
internal import Rules

/// What answers a question of the coach, looks back, or takes something back.
extension DialogueEngine {
  func talk(_ work: inout TurnInProgress) {
    if work.line.allSatisfy(\.isWhitespace) {
      work.move = .empty
      wording.add(.clarify, .empty, to: &work.reply, in: &work.next)
    } else if work.reading.triggers[.thatIsNotIt] != nil {
      correct(&work)
    } else if !lookBack(&work), !answerOpenQuestion(&work) {
      respondToMatches(&work)
    }
  }

  /// Whether the message asks what was said or heard, and got it.
  func lookBack(_ work: inout TurnInProgress) -> Bool {
    guard work.matches.isEmpty else { return false }
    if work.reading.triggers[.whatWasHeard] != nil {
      work.move = .command
      say(Display(book: book, conversation: work.before).heard, or: .nothingHeard, &work)
      return true
    }
    guard work.reading.triggers[.sayAgain] != nil, let last = work.before.lastTurn?.reply.parts.last else {
      return false
    }
    work.move = .clarify(0)
    wording.add(.clarify, .sayAgain, to: &work.reply, in: &work.next)
    if case .ask(let id, let index) = work.before.open, let intent = book.intent(id) {
      ask(index, of: intent, work.wordingSlots(for: nil, book), &work)
    } else {
      work.reply.add(last.act, last.text, from: last.place, isParagraph: true)
      work.next.open = work.before.open
    }
    return true
  }

  /// Takes back the last inference and offers the runner-up.
  func correct(_ work: inout TurnInProgress) {
    let withdrawn = work.before.lastInference
    work.move = .correct(withdrawn)
    work.next.open = nil
    guard let first = withdrawn.first else {
      wording.add(.correct, .correctionNothing, to: &work.reply, in: &work.next)
      return
    }
    for intent in withdrawn {
      work.next.withdrawn.insert(intent)
      work.next.heard.removeAll { $0.intent == intent }
      work.facts.append(Fact(.withdrawn, intent.text))
    }
    work.next.lastInference = []
    work.next.topic = nil
    if let runnerUp = work.before.runnerUp, !work.next.withdrawn.contains(runnerUp),
      let topic = wording.topic(runnerUp)
    {
      work.next.open = .agenda(runnerUp)
      wording.add(.correct, .correctionRunnerUp, to: &work.reply, Wording.Slots(topic: topic), in: &work.next)
    } else {
      let slots = Wording.Slots(topic: wording.topic(first))
      wording.add(.correct, .correction, to: &work.reply, slots, in: &work.next)
    }
    work.next.runnerUp = nil
  }

  func undo(_ work: inout TurnInProgress) {
    work.move = .undo
    guard let earlier = work.before.undone() else {
      wording.add(.correct, .correctionNothing, to: &work.reply, in: &work.next)
      return
    }
    for intent in work.before.lastInference { work.facts.append(Fact(.withdrawn, intent.text)) }
    work.next = earlier
    work.isUndo = true
    wording.add(.correct, .undo, to: &work.reply, in: &work.next)
  }

  /// Whether the line answered the question that was open, or is a bare answer to something earlier.
  func answerOpenQuestion(_ work: inout TurnInProgress) -> Bool {
    work.next.open = nil
    if let open = work.before.open, answer(open, &work) { return true }
    return respondToBareAnswer(&work)
  }

  func answer(_ open: OpenQuestion, _ work: inout TurnInProgress) -> Bool {
    let yes = work.reading.triggers[.yes] != nil
    let no = work.reading.triggers[.no] != nil
    switch open {
    case .ask(let intent, let ask): return answer(intent, ask, &work)
    case .offer(let step):
      if work.reading.triggers[.anotherStep] != nil, let other = anotherStep(than: step, work.before) {
        give(other, after: nil, &work)
      } else if yes || isHalfYes(work) || work.reading.triggers[.smaller] != nil {
        give(step, after: .accepted, &work)
      } else if no && work.matches.isEmpty {
        work.move = .decline(step)
        wording.add(.ask, .declined, to: &work.reply, work.wordingSlots(for: nil, book), in: &work.next)
      } else {
        return false
      }
      return true
    case .stillSo(let intent):
      guard yes || no, work.matches.isEmpty, let found = book.intent(intent) else { return false }
      let slots = work.wordingSlots(for: nil, book)
      if yes {
        wording.add(.reflect, .pastYes, to: &work.reply, slots, in: &work.next)
        respond(to: found, match: nil, &work)
      } else {
        work.move = .answer(intent, ask: 0, answer: nil)
        wording.add(.reflect, .pastNo, to: &work.reply, slots, in: &work.next)
      }
      return true
    case .free:
      guard work.matches.isEmpty, work.refused.isEmpty, !isWish(work) else { return false }
      let slots = work.wordingSlots(for: nil, book)
      // It thanks for the answer and reflects nothing.
      guard wording.add(.affirm, .otherwise, to: &work.reply, slots, in: &work.next) else { return false }
      let topic = work.before.topic.flatMap { book.intent($0) }
      work.move = topic.map { .answer($0.id, ask: 0, answer: nil) } ?? .clarify(0)
      work.next.misses = 0
      if let topic, work.before.openStep == nil { offer(topic.steps, &work) }
      return true
    case .agenda(let intent):
      guard yes, let found = book.intent(intent) else { return false }
      work.next.agenda.removeAll { $0 == intent }
      respond(to: found, match: nil, &work)
      return true
    case .tried(let step):
      guard work.matches.isEmpty, work.refused.isEmpty, !isWish(work) else { return false }
      return returning.hear(of: step, wasTried: !no, &work)
    }
  }

  /// Whether the message is half a yes and tells of nothing.
  private func isHalfYes(_ work: TurnInProgress) -> Bool {
    work.reading.triggers[.halfYes] != nil && work.matches.isEmpty
  }

  /// Whether the message asks for another step, another size or the next topic.
  func isWish(_ work: TurnInProgress) -> Bool {
    [.smaller, .bigger, .firmer, .gentler, .anotherStep, .nextTopic, .showMore].contains {
      work.reading.triggers[$0] != nil
    }
  }

  /// A bare yes or no with nothing open, or a wish for another size of the open step.
  func respondToBareAnswer(_ work: inout TurnInProgress) -> Bool {
    let triggers = work.reading.triggers
    if triggers[.nextTopic] != nil, work.matches.isEmpty {
      if work.before.agenda.isEmpty, triggers[.anotherStep] != nil, let other = stepOfTopic(work.before) {
        give(other, after: nil, &work)
      } else {
        takeUpNext(&work)
      }
      return true
    }
    if triggers[.anotherStep] != nil, triggers[.nextTopic] == nil, work.before.openStep == nil,
      work.matches.isEmpty, let step = stepOfTopic(work.before)
    {
      give(step, after: nil, &work)
      return true
    }
    if let open = work.before.openStep, let step = book.step(open), work.matches.isEmpty,
      changeStep(step, &work)
    {
      return true
    }
    guard work.matches.isEmpty, work.refused.isEmpty, work.reading.utterance.words.count <= 3 else {
      return false
    }
    if let step = work.before.openStep, triggers[.yes] != nil || triggers[.no] != nil {
      let isTaken = triggers[.yes] != nil
      work.move = isTaken ? .clarify(0) : .decline(step)
      return wording.add(
        isTaken ? .chat : .ask, isTaken ? .stepTaken : .declined, to: &work.reply,
        work.wordingSlots(for: nil, book), in: &work.next)
    }
    if triggers[.yes] != nil {
      work.move = .clarify(0)
      return wording.add(.ask, .unclearYes, to: &work.reply, in: &work.next)
    }
    if triggers[.no] != nil {
      work.move = .clarify(0)
      return wording.add(.ask, .unclearNo, to: &work.reply, in: &work.next)
    }
    return false
  }

  /// Gives the open step in another size, or another step; where there is no smaller size, another step is smaller.
  func changeStep(_ step: GuideStep, _ work: inout TurnInProgress) -> Bool {
    let triggers = work.reading.triggers
    let size = work.before.openStepSize ?? 0
    if triggers[.firmer] != nil || triggers[.gentler] != nil {
      return giveScript(of: step, isGentle: triggers[.gentler] != nil, &work)
    }
    if triggers[.smaller] != nil, let smaller = step.sizesInOrder.last(where: { $0.minutes < size }) {
      give(step.id, after: nil, size: smaller.minutes, &work)
    } else if triggers[.bigger] != nil,
      let bigger = step.sizesInOrder.first(where: { $0.minutes > size }) ?? step.sizesInOrder.last
    {
      give(step.id, after: nil, size: bigger.minutes, &work)
    } else if triggers[.anotherStep] != nil || triggers[.smaller] != nil,
      let other = anotherStep(than: step.id, work.before)
    {
      give(other, after: nil, &work)
    } else {
      return false
    }
    return true
  }

  /// Tries the answers of a question; `else:` takes what no other intent claims.
  func answer(_ id: ID<Intent>, _ ask: Int, _ work: inout TurnInProgress) -> Bool {
    guard let intent = book.intent(id), intent.asks.indices.contains(ask) else { return false }
    let question = intent.asks[ask]
    let found = work.reading.answers.first { $0.intent == intent.id && $0.ask == ask }
    if let found, !isOutweighed(found, work) {
      let answer = question.answers[found.answer]
      work.move = .answer(id, ask: ask, answer: found.answer)
      wording.add(
        .reflect, answer.reflect, named: "\(id).ask.\(question.id).\(found.answer)", to: &work.reply,
        work.wordingSlots(for: nil, book), in: &work.next, isComplex: true)
      addInsight(of: intent, work.wordingSlots(for: nil, book), &work)
      offer(answer.steps + intent.steps, &work)
      return true
    }
    guard work.matches.isEmpty, work.refused.isEmpty, !question.otherwise.isEmpty else { return false }
    work.move = .answer(id, ask: ask, answer: nil)
    wording.add(
      .reflect, question.otherwise, named: "\(id).ask.\(question.id).else", to: &work.reply,
      work.wordingSlots(for: nil, book), in: &work.next)
    offer(intent.steps, &work)
    return true
  }

  /// Whether the message says more of something else than of the question.
  func isOutweighed(_ answer: AnswerMatch, _ work: TurnInProgress) -> Bool {
    work.matches.contains { $0.kind != .chat && $0.intent != answer.intent && $0.score > answer.score }
  }
}
