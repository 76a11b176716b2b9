internal import Language
internal import Matching
internal import Rules

/// What is said to what was heard.
extension DialogueEngine {
  func respondToMatches(_ work: inout TurnInProgress) {
    let findings = work.findings
    let substantial = findings.filter { $0.kind != .chat }
    if let first = substantial.first, let intent = book.intent(first.intent) {
      let others = substantial.dropFirst().filter { $0.intent != first.intent && $0.matched != first.matched }
      respond(to: intent, match: first, &work)
      mention(Array(others), &work)
    } else if let refused = work.refused.first, respondOtherwise(to: refused, &work) {
      return
    } else if let chat = findings.first, let intent = book.intent(chat.intent) {
      work.move = .respond(intent.id)
      let slots = work.wordingSlots(for: chat, book)
      reflect(intent, slots, &work)
      wording.add(
        .chat, intent.replies.say, named: "\(intent.id).say", to: &work.reply, slots, in: &work.next)
    } else {
      clarify(&work)
    }
  }

  /// The reply to a finding: what was heard, what it may mean, then a question or an offer.
  func respond(to intent: Intent, match: Match?, _ work: inout TurnInProgress) {
    work.move = match == nil ? .takeUp(intent.id) : .respond(intent.id)
    work.hear(intent.id, match)
    let slots = work.wordingSlots(for: match, book)
    switch intent.kind {
    case .sign, .mistake:
      // Twice reflected before anything is asked; the insight comes with the answer.
      reflect(intent, slots, &work)
      if work.reply.parts.count < 2 { addInsight(of: intent, slots, &work) }
      askOrOffer(intent, slots, &work)
    case .trait:
      wording.add(
        .affirm, intent.replies.affirm, named: "\(intent.id).affirm", to: &work.reply, slots, in: &work.next)
      reflect(intent, slots, &work)
      if work.reply.parts.count < 2 { addInsight(of: intent, slots, &work) }
      askOrOffer(intent, slots, &work)
    case .request:
      reflect(intent, slots, &work)
      if let step = intent.steps.first(where: { !work.next.offeredSteps.contains($0) }) ?? intent.steps.first
      {
        give(step, after: nil, &work)
      }
      work.move = .respond(intent.id)
    case .question:
      // A question that was answered is no inference to take back.
      work.next.lastInference = []
      wording.add(
        .inform, intent.replies.say, named: "\(intent.id).say", to: &work.reply, slots, in: &work.next)
      if let ask = intent.asks.first, work.next.uses["\(intent.id).ask.\(ask.id)", default: []].isEmpty,
        !work.reply.text.contains("?")
      {
        self.ask(0, of: intent, slots, &work)
      }
    case .chat, .safety:
      wording.add(
        .chat, intent.replies.say, named: "\(intent.id).say", to: &work.reply, slots, in: &work.next)
    }
  }

  /// A simple reflection, then a complex one; what was reflected before gets the complex one alone.
  func reflect(_ intent: Intent, _ slots: Wording.Slots, _ work: inout TurnInProgress) {
    let wasHeard = work.before.heard.contains { $0.intent == intent.id }
    if (!wasHeard && work.reply.isEmpty) || intent.replies.reflectComplex.isEmpty {
      wording.add(
        .reflect, intent.replies.reflect, named: "\(intent.id).reflect", to: &work.reply, slots,
        in: &work.next)
    }
    wording.add(
      .reflect, intent.replies.reflectComplex, named: "\(intent.id).reflect-complex", to: &work.reply, slots,
      in: &work.next, isComplex: true)
  }

  func addInsight(of intent: Intent, _ slots: Wording.Slots, _ work: inout TurnInProgress) {
    wording.add(
      .insight, intent.replies.insight, named: "\(intent.id).insight", to: &work.reply, slots, in: &work.next)
  }

  /// Asks the next question that was not asked yet, else offers a step.
  func askOrOffer(_ intent: Intent, _ slots: Wording.Slots, _ work: inout TurnInProgress) {
    let unasked = intent.asks.indices.first {
      work.next.uses["\(intent.id).ask.\(intent.asks[$0].id)", default: []].isEmpty
    }
    if let unasked {
      ask(unasked, of: intent, slots, &work)
    } else {
      offer(intent.steps, &work)
    }
  }

  func ask(_ index: Int, of intent: Intent, _ slots: Wording.Slots, _ work: inout TurnInProgress) {
    let ask = intent.asks[index]
    let name = "\(intent.id).ask.\(ask.id)"
    guard wording.add(.ask, ask.say, named: name, to: &work.reply, slots, in: &work.next, isParagraph: true)
    else { return }
    work.next.open = .ask(intent.id, index)
    work.facts.append(Fact(.asked, "\(intent.id)/\(ask.id)"))
  }

  /// Offers the first step that was not offered yet.
  func offer(_ steps: [ID<GuideStep>], _ work: inout TurnInProgress) {
    guard let step = steps.first(where: { !work.next.offeredSteps.contains($0) }) ?? steps.first,
      let found = book.step(step)
    else { return }
    work.next.offeredSteps.append(step)
    work.next.open = .offer(step)
    work.facts.append(Fact(.offered, step.text))
    let slots = Wording.Slots(step: found.title.prefix(1).lowercased() + found.title.dropFirst())
    wording.add(.offer, .offer, to: &work.reply, slots, in: &work.next, isParagraph: true)
  }

  /// Gives a step: why, what to do, how to say it.
  func give(
    _ id: ID<GuideStep>, after situation: ReplySituation?, size: Int? = nil, _ work: inout TurnInProgress
  ) {
    guard let step = book.step(id) else { return }
    work.move = .giveStep(id)
    work.reply.step = step.id
    work.next.takeUp(step.id, at: work.instant)
    if !work.next.offeredSteps.contains(id) { work.next.offeredSteps.append(id) }
    work.facts.append(Fact(.chosen, id.text))
    let slots = work.wordingSlots(for: nil, book)
    if work.reply.isEmpty {
      wording.add(.step, situation ?? .stepGiven, to: &work.reply, slots, in: &work.next)
    }
    let chosen = step.sizesInOrder.first { $0.minutes == size } ?? step.sizesInOrder.first
    guard let (minutes, text) = chosen else { return }
    work.next.openStepSize = minutes
    let body = wording.filled(text.text, slots) ?? text.text
    let words = wording.words(.stepBody, Wording.Slots(step: step.title, minutes: minutes, body: body))
    work.reply.add(.step, words, from: text.place, isParagraph: true)
    if let script = step.script, let words = wording.filled(script.firm.text, slots) {
      let line = wording.words(.script, Wording.Slots(script: words.trimmingQuotes))
      work.reply.add(.step, line, from: script.firm.place)
    }
    if let next = work.next.agenda.first, let topic = wording.topic(next) {
      work.next.open = .agenda(next)
      wording.add(
        .ask, .agendaNext, to: &work.reply, Wording.Slots(topic: topic), in: &work.next, isParagraph: true)
    } else {
      // Who asked how has had a question of their own: nothing is asked back.
      let isAsked = situation == nil && work.before.open == nil
      let texts = wording.texts(for: .stepAfter).filter { !isAsked || !$0.text.contains("?") }
      wording.add(
        .clarify, texts, named: "replies.step-after\(isAsked ? ".asked" : "")", to: &work.reply, slots,
        in: &work.next, isParagraph: true)
    }
  }

  /// Gives the words of a step again, in the firm or in the deferential wording.
  func giveScript(of step: GuideStep, isGentle: Bool, _ work: inout TurnInProgress) -> Bool {
    let slots = work.wordingSlots(for: nil, book)
    guard let script = step.script, let text = isGentle ? script.deferential : script.firm,
      let words = wording.filled(text.text, slots)
    else { return false }
    work.move = .giveStep(step.id)
    work.reply.step = step.id
    wording.add(.step, .stepGiven, to: &work.reply, slots, in: &work.next)
    let line = wording.words(.script, Wording.Slots(script: words.trimmingQuotes))
    work.reply.add(.step, line, from: text.place, isParagraph: true)
    return true
  }

  /// The first step of the topic that was not offered yet.
  func stepOfTopic(_ conversation: Conversation) -> ID<GuideStep>? {
    let steps = conversation.topic.flatMap { book.intent($0) }?.steps ?? []
    return steps.first { !conversation.offeredSteps.contains($0) } ?? steps.first
  }

  func anotherStep(than step: ID<GuideStep>, _ conversation: Conversation) -> ID<GuideStep>? {
    let steps = (conversation.topic.flatMap { book.intent($0) }?.steps ?? []).filter { $0 != step }
    return steps.first { !conversation.offeredSteps.contains($0) } ?? steps.first
  }

  /// Names the next finding and puts the rest on the agenda.
  func mention(_ others: [Match], _ work: inout TurnInProgress) {
    for other in others where other.kind != .question && other.kind != .chat { work.next.note(other.intent) }
    guard let next = work.next.agenda.first(where: { id in others.contains { $0.intent == id } }),
      let topic = wording.topic(next)
    else { return }
    work.facts.append(Fact(.agenda, work.next.agenda.map(\.text).joined(separator: " ")))
    guard work.reply.step == nil, work.reply.text.split(separator: " ").count <= 55 else { return }
    let before = work.reply
    wording.add(.agenda, .agenda, to: &work.reply, Wording.Slots(topic: topic), in: &work.next)
    // The open question stays the last thing said.
    if let question = before.parts.lastIndex(where: { $0.act == .ask || $0.act == .offer }),
      let added = work.reply.parts.last,
      work.reply.parts.count > before.parts.count
    {
      work.reply.parts.removeLast()
      work.reply.parts.insert(added, at: question)
    }
  }

  func takeUpNext(_ work: inout TurnInProgress) {
    guard let next = work.next.agenda.first, let intent = book.intent(next) else {
      work.move = .command
      say(nil, or: .nothingHeard, &work)
      return
    }
    work.next.agenda.removeFirst()
    respond(to: intent, match: nil, &work)
  }

  /// Answers a match that is not the user’s own, now, from `otherwise:`.
  func respondOtherwise(to match: Match, _ work: inout TurnInProgress) -> Bool {
    guard case .refused(let refusal) = match.status, let intent = book.intent(match.intent) else {
      return false
    }
    let entries = (book.otherwise.isEmpty ? wording.fallback.otherwise : book.otherwise).filter {
      $0.when.fits(match.kind, match.assertion) && $0.when.concerns(refusal)
    }
    guard let entry = entries.max(by: { $0.when.keyCount < $1.when.keyCount }) else { return false }
    let slots = work.wordingSlots(for: match, book, topic: wording.topic(intent.id))
    let name = "otherwise.\(match.kind.rawValue).\(refusal)"
    guard wording.add(.reflect, entry.say, named: name, to: &work.reply, slots, in: &work.next) else {
      return false
    }
    work.next.lastInference = [intent.id]
    work.rememberPerson(of: match)
    if refusal == .howto, let step = intent.steps.first { give(step, after: nil, &work) }
    if refusal == .past || refusal == .reported { work.next.open = .stillSo(intent.id) }
    work.move = .otherwise(intent.id, refusal)
    work.next.misses = 0
    return true
  }

  /// Says plainly that nothing was understood, each time in another way.
  func clarify(_ work: inout TurnInProgress) {
    let misses = work.before.misses
    work.move = .clarify(misses + 1)
    work.next.misses = misses + 1
    switch misses {
    case 0: wording.add(.clarify, .fallback, to: &work.reply, in: &work.next)
    case 1:
      let slots = Wording.Slots(topics: topicsToOffer(work))
      wording.add(.clarify, .fallbackTopics, to: &work.reply, slots, in: &work.next)
    default: wording.add(.clarify, .fallbackAgain, to: &work.reply, in: &work.next)
    }
  }

  /// Three topics: those that share words with what was said, then the first ones of the book.
  func topicsToOffer(_ work: TurnInProgress) -> String {
    let near = work.reading.matches.map(\.intent)
    let signs = book.intents.filter { $0.kind == .sign && $0.isEnabled }.map(\.id)
    let order = Variants.order(of: signs.count, seed: work.before.seed, name: "topics")
    var topics: [String] = []
    for id in near + order.map({ signs[$0] }) where topics.count < 3 {
      if let topic = wording.topic(id), !topics.contains(topic) { topics.append(topic) }
    }
    guard topics.count > 1, let last = topics.popLast() else { return topics.first ?? "" }
    return wording.words(.topicList, Wording.Slots(topic: last, topics: topics.joined(separator: ", ")))
  }
}

extension OtherwiseReply.Condition {
  /// Whether the entry speaks of the axis that is off.
  fileprivate func concerns(_ refusal: Accepts.Refusal) -> Bool {
    switch refusal {
    case .who: who != nil
    case .reported, .howto, .question: mood != nil
    case .hypothetical, .past: time != nil
    case .negated: polarity != nil
    }
  }
}

extension String {
  fileprivate var trimmingQuotes: String {
    let quotes: Set<Character> = ["\"", "“", "”", "\n"]
    var text = Substring(self)
    while let first = text.first, quotes.contains(first) { text.removeFirst() }
    while let last = text.last, quotes.contains(last) { text.removeLast() }
    return String(text)
  }
}
