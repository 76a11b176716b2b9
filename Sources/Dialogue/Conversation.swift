package import Rules

/// A question of the coach that is still open; it stays open for one reply.
package enum OpenQuestion: Hashable, Sendable {
  /// A question of an intent, by its index in `asks`.
  case ask(ID<Intent>, Int)
  /// “Would one small step help?”
  case offer(ID<GuideStep>)
  /// “Is that still how it goes?”
  case stillSo(ID<Intent>)
  /// A question of the coach’s own (“What would you like to look at?”), to which anything is an answer.
  case free
  /// “Shall we come back to …?”
  case agenda(ID<Intent>)
  /// “How did it go?”, of a step that was taken along.
  case tried(ID<GuideStep>)

  /// The same question in another edition of the rules; nil where it is gone.
  func moved(from old: RuleBook, to new: RuleBook) -> OpenQuestion? {
    switch self {
    case .ask(let id, let index):
      guard let asks = old.intent(id)?.asks, asks.indices.contains(index), let intent = new.intent(id),
        let moved = intent.asks.firstIndex(where: { $0.id == asks[index].id })
      else { return nil }
      return .ask(intent.id, moved)
    case .offer(let step): return new.step(step).map { .offer($0.id) }
    case .stillSo(let id): return new.intent(id).map { .stillSo($0.id) }
    case .free: return .free
    case .agenda(let id): return new.intent(id).map { .agenda($0.id) }
    case .tried(let step): return new.step(step).map { .tried($0.id) }
    }
  }
}

/// What safety has come to in a conversation.
package struct SafetyState: Hashable, Sendable {
  /// A direct question that waits for its answer.
  package struct Asked: Hashable, Sendable {
    package var category: SafetyCategory
    package var list: SafetyRule.CueList
    package var attempt: Int

    package init(category: SafetyCategory, list: SafetyRule.CueList, attempt: Int) {
      self.category = category
      self.list = list
      self.attempt = attempt
    }
  }

  package var asked: Asked?
  /// Categories in which every later amber is red.
  package var kept: Set<SafetyCategory> = []
  package var locked: Set<SafetyCategory> = []

  package init() {}

  /// Whether turns are withheld and coaching rests.
  package var isQuiet: Bool { asked == nil && locked.isEmpty }

  /// The category that the next reply is about, the most urgent first.
  package var lockedFirst: SafetyCategory? { locked.min() }
}

/// All that is remembered between statements: a value, with no text of the person in it but whom they named.
package struct Conversation: Sendable {
  /// Something that was heard, for `/heard` and for coming back to it.
  package struct Heard: Hashable, Sendable {
    package var intent: ID<Intent>
    package var turn: Int

    package init(intent: ID<Intent>, turn: Int) {
      self.intent = intent
      self.turn = turn
    }
  }

  package var seed: UInt64
  /// ISO 3166 alpha-2, where it is known.
  package var region: String?
  /// Whether the country was asked for: once in a conversation.
  package var hasAskedRegion = false
  /// Whether the last reply asked for it.
  package var awaitsRegion = false
  package var turnCount = 0
  /// The variants of each list that were used, in this round through it.
  package var uses: [String: [Int]] = [:]
  package var open: OpenQuestion?
  package var topic: ID<Intent>?
  /// Other findings to come back to, at most five.
  package var agenda: [ID<Intent>] = []
  /// Whom the person spoke of last, as typed: `my mum`.
  package var person: String?
  package var withdrawn: Set<ID<Intent>> = []
  package var heard: [Heard] = []
  /// What the last reply inferred, and what else the same words could have meant.
  package var lastInference: [ID<Intent>] = []
  package var runnerUp: ID<Intent>?
  package var offeredSteps: [ID<GuideStep>] = []
  package var openStep: ID<GuideStep>?
  /// The minutes of the size that was given of it.
  package var openStepSize: Int?
  /// When it was taken along; nil where that is not known.
  package var stepInstant: Instant?
  /// The open step that was asked after: once is enough, until a step is taken up again.
  package var askedAfter: ID<GuideStep>?
  /// How often somebody who came back was welcomed.
  package var welcomes = 0
  /// When the last turn was; nil before the first.
  package var lastInstant: Instant?
  /// How many replies in a row understood nothing.
  package var misses = 0
  package var safety = SafetyState()
  /// Whether danger came up at any time: then nothing of it is picked up at a return.
  package var hasMetDanger = false
  /// The evidence of the last turn, for `/why`.
  package var lastTurn: Evidence?
  /// Earlier states, the latest last, for `/undo`; theirs are empty.
  private var earlier: [Conversation] = []

  private static let longestAgenda = 5
  private static let deepestUndo = 20

  package init(seed: UInt64, region: String? = nil) {
    self.seed = seed
    self.region = region
  }

  /// Puts an intent on the agenda, unless it stands there or is being talked about.
  package mutating func note(_ intent: ID<Intent>) {
    guard !agenda.contains(intent), topic != intent, agenda.count < Self.longestAgenda else { return }
    agenda.append(intent)
  }

  /// Takes a step along.
  package mutating func takeUp(_ step: ID<GuideStep>, at instant: Instant) {
    openStep = step
    stepInstant = instant
    askedAfter = nil
  }

  /// Remembers `state` as the one to go back to.
  package mutating func remember(_ state: Conversation) {
    var state = state
    earlier = Array((state.earlier + [state.withoutEarlier]).suffix(Self.deepestUndo))
    state.earlier = []
  }

  /// This conversation, to go on with another edition of its rules.
  ///
  /// What it speaks of keeps its place under its new name; what is gone is let go.
  package func moved(from old: RuleBook, to new: RuleBook) -> Conversation {
    var next = self
    next.open = open.flatMap { $0.moved(from: old, to: new) }
    next.topic = topic.flatMap { new.intent($0)?.id }
    next.runnerUp = runnerUp.flatMap { new.intent($0)?.id }
    next.openStep = openStep.flatMap { new.step($0)?.id }
    if next.openStep == nil { next.openStepSize = nil }
    next.askedAfter = askedAfter.flatMap { new.step($0)?.id }
    next.agenda = agenda.compactMap { new.intent($0)?.id }
    next.lastInference = lastInference.compactMap { new.intent($0)?.id }
    next.withdrawn = Set(withdrawn.map { new.intent($0)?.id ?? $0 })
    next.offeredSteps = offeredSteps.map { new.step($0)?.id ?? $0 }
    next.heard = heard.map { Heard(intent: new.intent($0.intent)?.id ?? $0.intent, turn: $0.turn) }
    next.earlier = earlier.map { $0.moved(from: old, to: new) }
    return next
  }

  /// This conversation, gone on with where all that came later is forgotten, but for what safety had come to.
  package func forgetting(_ later: Conversation) -> Conversation {
    var state = self
    state.safety = later.safety
    state.hasMetDanger = later.hasMetDanger
    return state
  }

  private var withoutEarlier: Conversation {
    var copy = self
    copy.earlier = []
    return copy
  }

  /// The state before the last turn, with safety as it is now; nil where nothing was said.
  package func undone() -> Conversation? {
    guard var state = earlier.last else { return nil }
    state.earlier = Array(earlier.dropLast())
    state.safety = safety
    state.hasMetDanger = hasMetDanger
    state.region = region
    state.hasAskedRegion = hasAskedRegion
    state.turnCount = turnCount
    state.uses = uses
    return state
  }
}
