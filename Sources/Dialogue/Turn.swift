package import Diagnostics
package import Matching
package import Rules

/// What a part of a reply does.
package enum Act: String, CaseIterable, Sendable {
  case reflect, affirm, insight, ask, offer, step, inform, chat, clarify, correct, agenda, safety, command
}

/// A reply: its parts in order, each with the act it is and the line it comes from.
package struct Reply: Sendable {
  package struct Part: Sendable {
    package var act: Act
    package var text: String
    /// Where the text stands; nil for what the program itself shows.
    package var place: SourcePlace?
    /// Whether it stands in a paragraph of its own.
    package var isParagraph: Bool
    /// Whether it is a complex reflection.
    package var isComplex = false
  }

  package var parts: [Part] = []
  /// The step whose text is in this reply.
  package var step: ID<GuideStep>?

  package init() {}

  package mutating func add(
    _ act: Act, _ text: String, from place: SourcePlace? = nil, isParagraph: Bool = false,
    isComplex: Bool = false
  ) {
    guard !text.isEmpty else { return }
    parts.append(Part(act: act, text: text, place: place, isParagraph: isParagraph, isComplex: isComplex))
  }

  /// The acts in order, a run of the same one once.
  package var acts: [Act] {
    parts.map(\.act).reduce(into: []) { acts, act in if acts.last != act { acts.append(act) } }
  }

  /// Parts joined by a space, paragraphs by a blank line.
  package var text: String {
    parts.enumerated().map { index, part in
      index == 0 ? part.text : (part.isParagraph ? "\n\n" : " ") + part.text
    }.joined()
  }

  package var isEmpty: Bool { parts.isEmpty }
}

/// Something that a turn left behind: a `%` line of the transcript.
package struct Fact: Hashable, Sendable {
  package enum Name: String, CaseIterable, Sendable {
    case asked, offered, chosen, done, plan, withdrawn, person, region, agenda, flag
  }

  package var name: Name
  package var value: String

  package init(_ name: Name, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// What a turn asks of the world outside the conversation.
package enum SessionEffect: Hashable, Sendable {
  package enum Extent: String, CaseIterable, Sendable { case last, session, all }

  case none
  case leave
  case goPrivate
  case forget(Extent)
  case reload
}

/// What the coach decided to do, before it was put into words.
package enum Move: Hashable, Sendable {
  case safety(SafetyCategory, SafetyRule.Situation)
  case command
  case correct([ID<Intent>])
  case undo
  case takeUp(ID<Intent>)
  case answer(ID<Intent>, ask: Int, answer: Int?)
  case giveStep(ID<GuideStep>)
  case decline(ID<GuideStep>?)
  case respond(ID<Intent>)
  case otherwise(ID<Intent>, Accepts.Refusal)
  case clarify(Int)
  case empty
  /// Somebody came back; with the step that was asked after.
  case welcome(ID<GuideStep>?)
  /// Heard how it went with a step.
  case hearOfStep(ID<GuideStep>)
}

/// What `/why` tells of a turn: no text of the person but the words that a rule matched.
package struct Evidence: Sendable {
  package var line: String
  package var matches: [Match]
  package var safety: SafetyFinding
  package var move: Move
  package var reply: Reply
  package var matchedWords: [String]
}

/// One statement and all that came of it.
package struct Turn: Sendable {
  package var line: String
  package var reading: Reading
  package var safety: SafetyFinding
  package var move: Move
  package var reply: Reply
  package var facts: [Fact]
  package var effect: SessionEffect
  /// Whether it is recorded as a command that only shows.
  package var isShowOnly: Bool
  /// The conversation after it.
  package var conversation: Conversation

  /// The accepted matches whose intents the person has not taken back.
  package var accepted: [Match] { reading.accepted.filter { !conversation.withdrawn.contains($0.intent) } }

  /// Whether the line was a slash and a name that is no command.
  package var isMistypedCommand: Bool {
    if case .unknown = Command.parse(line) { true } else { false }
  }

  /// Whether its text stays unsaved: while danger is in the air, and when the answer clears it.
  package var isWithheld: Bool { safety.first != nil || isSafetyReply || !conversation.safety.isQuiet }

  /// Whether it is the coach’s word to somebody who came back and has said nothing yet.
  package var isWelcome: Bool { if case .welcome = move { true } else { false } }

  var isSafetyReply: Bool { if case .safety = move { true } else { false } }
}
