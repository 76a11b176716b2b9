internal import Diagnostics
internal import Language
internal import Matching
package import Rules

/// What stands after a slash.
extension DialogueEngine {
  /// The pack’s words for something that the session, not the person, brought about; `changes` fills its slot.
  package func words(
    for situation: ReplySituation, changes: String? = nil, in conversation: inout Conversation
  ) -> String {
    var reply = Reply()
    wording.add(.command, situation, to: &reply, Wording.Slots(changes: changes), in: &conversation)
    return reply.text
  }

  func obey(_ parsed: Command.Parsed, _ work: inout TurnInProgress) {
    work.move = .command
    switch parsed {
    case .unknown(let name, let nearest):
      let slots = Wording.Slots(typed: name, nearest: nearest)
      let situation = nearest == nil ? ReplySituation.unknownCommand : .unknownCommandNear
      wording.add(.command, situation, to: &work.reply, slots, in: &work.next)
    case .command(let command): obey(command, &work)
    }
  }

  func obey(_ command: Command, _ work: inout TurnInProgress) {
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

  func say(_ text: String?, or situation: ReplySituation, _ work: inout TurnInProgress) {
    if let text {
      work.reply.add(.command, text)
    } else {
      wording.add(.command, situation, to: &work.reply, in: &work.next)
    }
  }

  func show(step name: String, _ display: Display, _ work: inout TurnInProgress) {
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

  func forget(_ text: String, _ work: inout TurnInProgress) {
    guard let extent = SessionEffect.Extent(rawValue: text) else {
      wording.add(.command, .forgetWhat, to: &work.reply, in: &work.next)
      return
    }
    work.effect = .forget(extent)
    wording.add(.command, .forgotten, to: &work.reply, in: &work.next)
  }

  func setRegion(_ text: String, _ work: inout TurnInProgress) {
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
}
