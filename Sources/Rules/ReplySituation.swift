/// An occasion for which a pack has words of its own, apart from its intents: the keys of `replies:`.
package enum ReplySituation: String, CaseIterable, Sendable {
  case fallback
  case fallbackTopics = "fallback-topics"
  case fallbackAgain = "fallback-again"
  /// Several topics as one list: all but the last, and the last.
  case topicList = "topic-list"
  case agenda
  case agendaNext = "agenda-next"
  case offer
  case stepGiven = "step-given"
  /// A step in one of its sizes.
  case stepBody = "step-body"
  /// What somebody could say.
  case script
  case stepAfter = "step-after"
  case accepted, declined
  case correction
  case correctionRunnerUp = "correction-runner-up"
  case correctionNothing = "correction-nothing"
  case undo, empty
  case unclearYes = "unclear-yes"
  case unclearNo = "unclear-no"
  case otherwise = "else"
  /// Asks once for the country, below numbers that hold everywhere.
  case unknownRegion = "unknown-region"
  /// The numbers of a country that was told.
  case regionSet = "region-set"
  case regionWithoutLines = "region-without-lines"
  case regionMistyped = "region-mistyped"
  case unknownCommand = "unknown-command"
  case unknownCommandNear = "unknown-command-near"
  case unknownStep = "unknown-step"
  case unknownStepNear = "unknown-step-near"
  case forgetWhat = "forget-what"
  /// Before the last reply is said again, or said in other words.
  case sayAgain = "say-again"
  case nothingHeard = "nothing-heard"
  case privateOn = "private-on"
  case forgotten
  case reloaded
  case reloadUnchanged = "reload-unchanged"
  case reloadBroken = "reload-broken"
  case reloadBuiltIn = "reload-built-in"
  case pastYes = "past-yes"
  case pastNo = "past-no"
  /// An “ok” to a step.
  case stepTaken = "step-taken"
  /// Welcomes somebody who comes back, and names nothing that was said.
  case back
  /// Asks after the step that was taken along, by how long ago that was.
  case backAfterHours = "back-after-hours"
  case backAfterADay = "back-after-a-day"
  case backAfterDays = "back-after-days"
  case backAfterLong = "back-after-long"
  /// They told how it went with the step.
  case stepTold = "step-told"
  /// They did not get to it.
  case stepNotTried = "step-not-tried"
}
