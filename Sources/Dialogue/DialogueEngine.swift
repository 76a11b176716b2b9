internal import Diagnostics
package import Language
package import Matching
package import Rules

/// The coach: a line and a conversation in, a turn out.
///
/// `turn(on:in:at:)` depends on nothing but its arguments and the rules. An instance remembers words between turns,
/// so it belongs to one task.
package final class DialogueEngine {
  package let book: RuleBook
  private let reader: Reader
  private let screen: SafetyScreen
  private let safetyIntents: [SafetyCategory: Intent]
  private let helplines: HelplineList
  private let wording: Wording
  private var memory: ReadingMemory?

  /// What engines share: compiled once, used by every task.
  package struct Rules: Sendable {
    package let matcher: Matcher
    package let bundled: RuleBook
    let safety: [Matcher]

    /// - Parameters:
    ///   - book: The pack that talks.
    ///   - bundled: The pack in the binary, whose safety screen always runs.
    package init(book: RuleBook, bundled: RuleBook) {
      matcher = Matcher(book)
      self.bundled = bundled
      let adds = book.contentHash != bundled.contentHash && book.intents.contains { $0.safety != nil }
      safety = [Matcher(bundled, scope: .safety)] + (adds ? [Matcher(book, scope: .safety)] : [])
    }

    /// Rules that were compiled before.
    init(matcher: Matcher, bundled: RuleBook, safety: [Matcher]) {
      self.matcher = matcher
      self.bundled = bundled
      self.safety = safety
    }
  }

  /// - Parameters:
  ///   - rules: What engines share.
  ///   - memory: Where readings are kept for the same message said again; nil for a person’s chat, whose words are
  ///     not kept longer than they are needed.
  package init(_ rules: Rules, memory: ReadingMemory? = nil) {
    self.memory = memory
    book = rules.matcher.book
    reader = Reader(rules.matcher)
    screen = SafetyScreen(matchers: rules.safety)
    helplines = HelplineList(rules.bundled.helplines, named: rules.bundled.regions)
    wording = Wording(book: book, fallback: rules.bundled)
    let intents = rules.bundled.intents.compactMap { intent in intent.safety.map { ($0.category, intent) } }
    safetyIntents = Dictionary(intents, uniquingKeysWith: { first, _ in first })
  }

  /// The words of a line, which is repaired first.
  package func utterance(of line: String) -> Utterance { reader.utterance(of: repaired(line)) }

  /// What was meant by the words of a line, the screen’s result included.
  package func reading(of utterance: Utterance) -> Reading {
    var reading = reader.read(utterance)
    reading.safety = screen.finding(in: utterance.text)
    return reading
  }

  /// The coach’s turn after `line` was said in `conversation`.
  ///
  /// The order is fixed: the safety screen, commands, the answer to the open question, matches, fallback.
  package func turn(on line: String, in conversation: Conversation, at instant: Instant) -> Turn {
    turn(on: reading(of: line), in: conversation, at: instant)
  }

  private func reading(of line: String) -> Reading {
    memory?.reading(of: line) { reading(of: utterance(of: $0)) } ?? reading(of: utterance(of: line))
  }

  /// The coach’s turn on a line that was read already.
  package func turn(on reading: Reading, in conversation: Conversation, at instant: Instant) -> Turn {
    let line = reading.utterance.text
    var work = TurnInProgress(line: line, reading: reading, before: conversation, at: instant)
    let command = Command.parse(line)
    respondToSafety(&work, isCommand: command != nil)
    if work.reply.isEmpty, let command { obey(command, &work) }
    if work.reply.isEmpty, work.effect == .none { talk(&work) }
    return work.finished(showOnly: work.move == .command && (command?.onlyShows ?? false))
  }

  /// The coach’s word to somebody who takes `conversation` up again and has said nothing yet; its reply is empty
  /// where they were hardly away.
  package func welcome(to conversation: Conversation, at instant: Instant) -> Turn {
    var work = TurnInProgress(line: "", reading: reading(of: ""), before: conversation, at: instant)
    returning.greet(&work)
    return work.finished(showOnly: false)
  }

  private var returning: ReturnDialogue { ReturnDialogue(wording: wording) }

  // MARK: - Safety

  private func respondToSafety(_ work: inout TurnInProgress, isCommand: Bool) {
    let isAllowedCommand =
      if case .command(let command) = Command.parse(work.line) { command.worksWhileLocked } else { false }
    let dialogue = SafetyDialogue(
      finding: work.reading.safety, triggers: work.reading.safety.answers,
      asksForFacts: isAllowedCommand || (!isCommand && asksBundledQuestion(work)))
    if isAllowedCommand && work.reading.safety.first == nil { return }
    let isRegion = !isCommand && hearRegion(&work)
    let before = work.next.safety
    switch dialogue.next(from: &work.next.safety) {
    case .goOn: if isRegion { giveLines(to: nil, &work) }
    case .reply(let category, let situation) where isRegion && !situation.answersDanger:
      // The answer was to the question for the country, and not to the direct one.
      work.next.safety = before
      giveLines(to: category, &work)
    case .reply(let category, let situation): reply(to: category, situation, &work)
    }
  }

  /// Whether the message asks a question of the bundled guide, in its words: while coaching rests, another pack’s
  /// answers do too.
  private func asksBundledQuestion(_ work: TurnInProgress) -> Bool {
    guard let first = work.matches.first, first.kind == .question, let own = book.intent(first.intent),
      let bundled = wording.fallback.intent(first.intent)
    else { return false }
    return own.patterns.map(\.text) == bundled.patterns.map(\.text)
      && own.replies.all.map(\.text) == bundled.replies.all.map(\.text)
  }

  /// Whether the message tells the country that was just asked for.
  private func hearRegion(_ work: inout TurnInProgress) -> Bool {
    guard work.before.awaitsRegion, let code = helplines.region(namedIn: work.line) else { return false }
    work.next.region = code
    work.facts.append(Fact(.region, code))
    return true
  }

  /// The numbers of the country that was told, for a category or for all.
  private func giveLines(to category: SafetyCategory?, _ work: inout TurnInProgress) {
    let rule = category.flatMap { safetyIntents[$0]?.safety }
    sayRegion(.safety, .regionSet, for: rule?.lines ?? HelplineList.usual, &work)
    if let category { work.move = .safety(category, .locked) } else { work.move = .command }
  }

  private func sayRegion(
    _ act: Act, _ situation: ReplySituation, for kinds: [HelplineKind], _ work: inout TurnInProgress
  ) {
    let slots = Wording.Slots(
      lines: "\n" + helplines.text(for: kinds, in: work.next.region, on: work.instant.day),
      region: work.next.region,
      regions: helplines.regions.joined(separator: ", "))
    wording.add(act, situation, to: &work.reply, slots, in: &work.next)
  }

  private func reply(
    to category: SafetyCategory, _ situation: SafetyRule.Situation, _ work: inout TurnInProgress
  ) {
    guard let intent = safetyIntents[category], let rule = intent.safety else { return }
    let lines = helplines.text(for: rule.lines, in: work.next.region, on: work.instant.day)
    let slots = Wording.Slots(lines: "\n" + lines + "\n", region: work.next.region)
    let list = rule.replies[situation] ?? []
    wording.add(
      .safety, list, named: "\(intent.id).\(situation.rawValue)", to: &work.reply, slots, in: &work.next)
    work.move = .safety(category, situation)
    work.next.open = nil
    askForRegion(ifShown: lines, &work)
  }

  /// Asks for the country, once, where the numbers given are those for everywhere.
  private func askForRegion(ifShown lines: String, _ work: inout TurnInProgress) {
    guard work.next.region == nil, !work.next.hasAskedRegion, work.reply.text.contains(lines) else { return }
    let asks = wording.add(.safety, .unknownRegion, to: &work.reply, in: &work.next, isParagraph: true)
    work.next.hasAskedRegion = asks
    work.next.awaitsRegion = asks
  }

  // MARK: - Commands

  /// The pack’s words for something that the session, not the person, brought about; `changes` fills its slot.
  package func words(
    for situation: ReplySituation, changes: String? = nil, in conversation: inout Conversation
  ) -> String {
    var reply = Reply()
    wording.add(.command, situation, to: &reply, Wording.Slots(changes: changes), in: &conversation)
    return reply.text
  }

  private func obey(_ parsed: Command.Parsed, _ work: inout TurnInProgress) {
    work.move = .command
    switch parsed {
    case .unknown(let name, let nearest):
      let slots = Wording.Slots(typed: name, nearest: nearest)
      let situation = nearest == nil ? ReplySituation.unknownCommand : .unknownCommandNear
      wording.add(.command, situation, to: &work.reply, slots, in: &work.next)
    case .command(let command): obey(command, &work)
    }
  }

  private func obey(_ command: Command, _ work: inout TurnInProgress) {
    let display = Display(book: book, conversation: work.before)
    switch command {
    case .help: work.reply.add(.command, display.help)
    case .why: work.reply.add(.command, display.why)
    case .heard: say(display.heard, or: .nothingHeard, &work)
    case .steps: work.reply.add(.command, display.steps)
    case .step(let name): show(step: name, display, &work)
    case .next: takeUpNext(&work)
    case .undo: undo(&work)
    case .goPrivate:
      work.effect = .goPrivate
      wording.add(.command, .privateOn, to: &work.reply, in: &work.next)
    case .forget(let extent): forget(extent, &work)
    case .region(let code): setRegion(code, &work)
    case .reload: work.effect = .reload
    case .quit: work.effect = .leave
    }
  }

  private func say(_ text: String?, or situation: ReplySituation, _ work: inout TurnInProgress) {
    if let text {
      work.reply.add(.command, text)
    } else {
      wording.add(.command, situation, to: &work.reply, in: &work.next)
    }
  }

  private func show(step name: String, _ display: Display, _ work: inout TurnInProgress) {
    let match = book.step(ID(name)) ?? book.steps.first { $0.title.lowercased() == name.lowercased() }
    guard let step = match else {
      let slots = Wording.Slots(typed: name, nearest: nearest(to: name, among: book.steps.map(\.id.text)))
      let situation = slots.nearest == nil ? ReplySituation.unknownStep : .unknownStepNear
      wording.add(.command, situation, to: &work.reply, slots, in: &work.next)
      return
    }
    work.reply.add(
      .step, display.whole(step) { self.wording.filled($0, work.wordingSlots(for: nil, self.book)) ?? $0 })
    work.reply.step = step.id
    work.next.takeUp(step.id, at: work.instant)
    work.facts.append(Fact(.chosen, step.id.text))
  }

  private func forget(_ text: String, _ work: inout TurnInProgress) {
    guard let extent = SessionEffect.Extent(rawValue: text) else {
      wording.add(.command, .forgetWhat, to: &work.reply, in: &work.next)
      return
    }
    work.effect = .forget(extent)
    wording.add(.command, .forgotten, to: &work.reply, in: &work.next)
  }

  private func setRegion(_ text: String, _ work: inout TurnInProgress) {
    let code = text.uppercased()
    guard code.count == 2, code.allSatisfy({ $0.isASCII && $0.isLetter }) else {
      sayRegion(.command, .regionMistyped, for: [], &work)
      return
    }
    work.next.region = code
    work.facts.append(Fact(.region, code))
    let isKnown = helplines.regions.contains(code)
    sayRegion(.command, isKnown ? .regionSet : .regionWithoutLines, for: HelplineList.usual, &work)
  }

  // MARK: - Talking

  private func talk(_ work: inout TurnInProgress) {
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
  private func lookBack(_ work: inout TurnInProgress) -> Bool {
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
  private func correct(_ work: inout TurnInProgress) {
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

  private func undo(_ work: inout TurnInProgress) {
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
  private func answerOpenQuestion(_ work: inout TurnInProgress) -> Bool {
    work.next.open = nil
    if let open = work.before.open, answer(open, &work) { return true }
    return respondToBareAnswer(&work)
  }

  private func answer(_ open: OpenQuestion, _ work: inout TurnInProgress) -> Bool {
    let yes = work.reading.triggers[.yes] != nil
    let no = work.reading.triggers[.no] != nil
    switch open {
    case .ask(let intent, let ask): return answer(intent, ask, &work)
    case .offer(let step):
      if work.reading.triggers[.anotherStep] != nil, let other = anotherStep(than: step, work.before) {
        give(other, after: nil, &work)
      } else if yes || work.reading.triggers[.smaller] != nil {
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

  /// Whether the message asks for another step, another size or the next topic.
  private func isWish(_ work: TurnInProgress) -> Bool {
    [.smaller, .bigger, .firmer, .gentler, .anotherStep, .nextTopic, .showMore].contains {
      work.reading.triggers[$0] != nil
    }
  }

  /// A bare yes or no with nothing open, or a wish for another size of the open step.
  private func respondToBareAnswer(_ work: inout TurnInProgress) -> Bool {
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
  private func changeStep(_ step: GuideStep, _ work: inout TurnInProgress) -> Bool {
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
  private func answer(_ id: ID<Intent>, _ ask: Int, _ work: inout TurnInProgress) -> Bool {
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
  private func isOutweighed(_ answer: AnswerMatch, _ work: TurnInProgress) -> Bool {
    work.matches.contains { $0.kind != .chat && $0.intent != answer.intent && $0.score > answer.score }
  }

  private func respondToMatches(_ work: inout TurnInProgress) {
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
  private func respond(to intent: Intent, match: Match?, _ work: inout TurnInProgress) {
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
  private func reflect(_ intent: Intent, _ slots: Wording.Slots, _ work: inout TurnInProgress) {
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

  private func addInsight(of intent: Intent, _ slots: Wording.Slots, _ work: inout TurnInProgress) {
    wording.add(
      .insight, intent.replies.insight, named: "\(intent.id).insight", to: &work.reply, slots, in: &work.next)
  }

  /// Asks the next question that was not asked yet, else offers a step.
  private func askOrOffer(_ intent: Intent, _ slots: Wording.Slots, _ work: inout TurnInProgress) {
    let unasked = intent.asks.indices.first {
      work.next.uses["\(intent.id).ask.\(intent.asks[$0].id)", default: []].isEmpty
    }
    if let unasked {
      ask(unasked, of: intent, slots, &work)
    } else {
      offer(intent.steps, &work)
    }
  }

  private func ask(_ index: Int, of intent: Intent, _ slots: Wording.Slots, _ work: inout TurnInProgress) {
    let ask = intent.asks[index]
    let name = "\(intent.id).ask.\(ask.id)"
    guard wording.add(.ask, ask.say, named: name, to: &work.reply, slots, in: &work.next, isParagraph: true)
    else { return }
    work.next.open = .ask(intent.id, index)
    work.facts.append(Fact(.asked, "\(intent.id)/\(ask.id)"))
  }

  /// Offers the first step that was not offered yet.
  private func offer(_ steps: [ID<GuideStep>], _ work: inout TurnInProgress) {
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
  private func give(
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
    work.reply.add(.step, "\(step.title) (\(minutes) min). \(body)", from: text.place, isParagraph: true)
    if let script = step.script, let words = wording.filled(script.firm.text, slots) {
      work.reply.add(.step, "You could say: “\(words.trimmingQuotes)”", from: script.firm.place)
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
  private func giveScript(of step: GuideStep, isGentle: Bool, _ work: inout TurnInProgress) -> Bool {
    let slots = work.wordingSlots(for: nil, book)
    guard let script = step.script, let text = isGentle ? script.deferential : script.firm,
      let words = wording.filled(text.text, slots)
    else { return false }
    work.move = .giveStep(step.id)
    work.reply.step = step.id
    wording.add(.step, .stepGiven, to: &work.reply, slots, in: &work.next)
    work.reply.add(.step, "You could say: “\(words.trimmingQuotes)”", from: text.place, isParagraph: true)
    return true
  }

  /// The first step of the topic that was not offered yet.
  private func stepOfTopic(_ conversation: Conversation) -> ID<GuideStep>? {
    let steps = conversation.topic.flatMap { book.intent($0) }?.steps ?? []
    return steps.first { !conversation.offeredSteps.contains($0) } ?? steps.first
  }

  private func anotherStep(than step: ID<GuideStep>, _ conversation: Conversation) -> ID<GuideStep>? {
    let steps = (conversation.topic.flatMap { book.intent($0) }?.steps ?? []).filter { $0 != step }
    return steps.first { !conversation.offeredSteps.contains($0) } ?? steps.first
  }

  /// Names the next finding and puts the rest on the agenda.
  private func mention(_ others: [Match], _ work: inout TurnInProgress) {
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

  private func takeUpNext(_ work: inout TurnInProgress) {
    guard let next = work.next.agenda.first, let intent = book.intent(next) else {
      work.move = .command
      say(nil, or: .nothingHeard, &work)
      return
    }
    work.next.agenda.removeFirst()
    respond(to: intent, match: nil, &work)
  }

  /// Answers a match that is not the user’s own, now, from `otherwise:`.
  private func respondOtherwise(to match: Match, _ work: inout TurnInProgress) -> Bool {
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
  private func clarify(_ work: inout TurnInProgress) {
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
  private func topicsToOffer(_ work: TurnInProgress) -> String {
    let near = work.reading.matches.map(\.intent)
    let signs = book.intents.filter { $0.kind == .sign && $0.isEnabled }.map(\.id)
    let order = Variants.order(of: signs.count, seed: work.before.seed, name: "topics")
    var topics: [String] = []
    for id in near + order.map({ signs[$0] }) where topics.count < 3 {
      if let topic = wording.topic(id), !topics.contains(topic) { topics.append(topic) }
    }
    return topics.count > 1
      ? topics.dropLast().joined(separator: ", ") + ", or " + topics[topics.count - 1] : topics.first ?? ""
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

/// A line as the coach sees it: controls but LF and TAB become spaces, white space at the end is dropped.
///
/// Bytes that are no UTF-8 are U+FFFD already, as text is.
package func repaired(_ line: String) -> String {
  var scalars = String.UnicodeScalarView()
  for scalar in line.unicodeScalars {
    let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    scalars.append(isControl && scalar != "\n" && scalar != "\t" ? " " : scalar)
  }
  var text = String(scalars)
  while let last = text.last, last.isWhitespace { text.removeLast() }
  return text
}
