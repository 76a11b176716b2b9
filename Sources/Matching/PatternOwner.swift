internal import Rules

/// A thing that a message can begin with and that the dialogue itself acts on.
package enum Trigger: String, CaseIterable, Sendable {
  case yes, no
  /// Enough to be shown a step, and an answer to nothing else.
  case halfYes = "half-yes"
  case thatIsNotIt = "that-is-not-it"
  case showMore = "show-more"
  case nextTopic = "next-topic"
  case smaller, bigger
  /// The script of the step in its other wording.
  case firmer, gentler
  case sayAgain = "say-again"
  case whatWasHeard = "what-was-heard"
  case anotherStep = "another-step"
}

/// Whose pattern it is: what a match of it means.
enum PatternOwner: Hashable, Sendable {
  case intent(Int)
  case unless(Int)
  case unlessSaid(Int)
  case signal(Int)
  case answer(intent: Int, ask: Int, answer: Int)
  case cue(Int)
  case cueUnless(Int)
  case cueEnd(Int)
  case trigger(Trigger)
  /// `<person>` wherever it stands.
  case person
  case safety(Int, SafetyRule.CueList)
  /// One of the weak signs of an intent, by its index in `weak`.
  case safetyWeak(Int, sign: Int)
  case safetyUnless(Int)
  case safetyClear(Int)
  case safetyRetract(Int)

  /// Whether all its matches are kept, also those that overlap: a veto of one must not hide another.
  var keepsOverlaps: Bool {
    switch self {
    case .safety, .safetyWeak, .safetyUnless, .unless: true
    case .intent, .unlessSaid, .signal, .answer, .cue, .cueUnless, .cueEnd, .trigger, .person, .safetyClear,
      .safetyRetract:
      false
    }
  }
}
