internal import Language
internal import Matching
internal import Rules

/// What is said about danger, and to whom it can be told.
extension DialogueEngine {
  func respondToSafety(_ work: inout TurnInProgress, isCommand: Bool) {
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
  func asksBundledQuestion(_ work: TurnInProgress) -> Bool {
    guard let first = work.matches.first, first.kind == .question, let own = book.intent(first.intent),
      let bundled = wording.fallback.intent(first.intent)
    else { return false }
    return own.patterns.map(\.text) == bundled.patterns.map(\.text)
      && own.replies.all.map(\.text) == bundled.replies.all.map(\.text)
  }

  /// Whether the message tells the country that was just asked for.
  func hearRegion(_ work: inout TurnInProgress) -> Bool {
    guard work.before.awaitsRegion, let code = helplines.region(namedIn: work.line) else { return false }
    work.next.region = code
    work.facts.append(Fact(.region, code))
    return true
  }

  /// The numbers of the country that was told, for a category or for all.
  func giveLines(to category: SafetyCategory?, _ work: inout TurnInProgress) {
    let rule = category.flatMap { safetyIntents[$0]?.safety }
    sayRegion(.safety, .regionSet, for: rule?.lines ?? HelplineList.usual, &work)
    if let category { work.move = .safety(category, .locked) } else { work.move = .command }
  }

  func sayRegion(
    _ act: Act, _ situation: ReplySituation, for kinds: [HelplineKind], _ work: inout TurnInProgress
  ) {
    let slots = Wording.Slots(
      lines: "\n" + helplines.text(for: kinds, in: work.next.region, on: work.instant.day),
      region: work.next.region,
      regions: helplines.regions.joined(separator: ", "))
    wording.add(act, situation, to: &work.reply, slots, in: &work.next)
  }

  func reply(
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
  func askForRegion(ifShown lines: String, _ work: inout TurnInProgress) {
    guard work.next.region == nil, !work.next.hasAskedRegion, work.reply.text.contains(lines) else { return }
    let asks = wording.add(.safety, .unknownRegion, to: &work.reply, in: &work.next, isParagraph: true)
    work.next.hasAskedRegion = asks
    work.next.awaitsRegion = asks
  }
}
