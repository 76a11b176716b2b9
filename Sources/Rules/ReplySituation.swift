/// An occasion for which a pack has words of its own, apart from its intents: the keys of `replies:`.
package enum ReplySituation: String, CaseIterable, Sendable {
  case fallback
  case fallbackTopics = "fallback-topics"
  case fallbackAgain = "fallback-again"
  case agenda
  case agendaNext = "agenda-next"
  case offer
  case offerHowto = "offer-howto"
  case stepGiven = "step-given"
  case stepAfter = "step-after"
  case accepted, declined
  case correction
  case correctionRunnerUp = "correction-runner-up"
  case correctionNothing = "correction-nothing"
  case undo, empty
  case unclearYes = "unclear-yes"
  case unclearNo = "unclear-no"
  case otherwise = "else"
  case unknownRegion = "unknown-region"
  case withheld, goodbye
  case tooLong = "too-long"
  case stepsIntroduction = "steps-intro"
  case noStep = "no-step"
  case nothingHeard = "nothing-heard"
  case privateOn = "private-on"
  case forgotten
  case reloaded
  case reloadUnchanged = "reload-unchanged"
  case reloadBroken = "reload-broken"
  case reloadBuiltIn = "reload-built-in"
  case pastYes = "past-yes"
  case capitals
}
