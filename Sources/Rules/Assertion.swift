/// How a match was meant.
package struct Assertion: Hashable, Sendable {
  package enum Polarity: String, CaseIterable, Sendable { case affirmed, negated }
  package enum Who: String, CaseIterable, Sendable { case oneself = "self", partner, other, we }
  package enum Time: String, CaseIterable, Sendable { case now, past, hypothetical }
  package enum Mood: String, CaseIterable, Sendable { case statement, question, howto, reported }

  package var polarity = Polarity.affirmed
  package var who = Who.oneself
  package var time = Time.now
  package var mood = Mood.statement

  package init() {}
}

/// The assertions that an intent claims as the user’s own.
package struct Accepts: Hashable, Sendable {
  package var polarity: CaseSet<Assertion.Polarity>
  package var who: CaseSet<Assertion.Who>
  package var time: CaseSet<Assertion.Time>
  package var mood: CaseSet<Assertion.Mood>

  package init(
    polarity: CaseSet<Assertion.Polarity> = .all,
    who: CaseSet<Assertion.Who> = .all,
    time: CaseSet<Assertion.Time> = .all,
    mood: CaseSet<Assertion.Mood> = .all
  ) {
    self.polarity = polarity
    self.who = who
    self.time = time
    self.mood = mood
  }

  /// What a kind of intent takes where its `accepts:` is silent.
  package static func usual(for kind: IntentKind) -> Accepts {
    switch kind {
    case .sign, .mistake:
      Accepts(polarity: [.affirmed], who: [.oneself, .we], time: [.now], mood: [.statement, .question])
    case .trait: Accepts(polarity: [.affirmed], who: [.oneself, .we], time: [.now], mood: [.statement])
    case .request: Accepts(time: [.now], mood: [.howto, .question, .statement])
    case .question, .chat, .safety: Accepts()
    }
  }

  /// What a signal takes where its `accepts:` is silent.
  package static let usualForSignals = Accepts(polarity: [.affirmed], time: [.now])

  package func contains(_ assertion: Assertion) -> Bool { firstRefusal(of: assertion) == nil }

  /// The first axis that is off, in the order in which `otherwise:` answers them.
  package func firstRefusal(of assertion: Assertion) -> Refusal? {
    if !who.contains(assertion.who) { return .who }
    if !mood.contains(assertion.mood), assertion.mood == .reported { return .reported }
    if !time.contains(assertion.time), assertion.time == .hypothetical { return .hypothetical }
    if !mood.contains(assertion.mood), assertion.mood == .howto { return .howto }
    if !time.contains(assertion.time) { return .past }
    if !polarity.contains(assertion.polarity) { return .negated }
    return mood.contains(assertion.mood) ? nil : .question
  }

  /// Why a match is not claimed.
  package enum Refusal: Hashable, Sendable {
    case who, reported, hypothetical, howto, past, negated, question
  }
}
