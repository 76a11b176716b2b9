package import Rules

extension Transcript {
  /// A line that says what must have come of a turn.
  package struct Expectation: Hashable, Sendable {
    package var line: Int
    package var kind: Kind

    package enum Kind: Hashable, Sendable {
      /// `= id` or `= id axis=value …`
      case intent(ID<Intent>, Axes)
      /// `= !id`
      case notIntent(ID<Intent>)
      /// `= none`
      case noIntent
      /// `+ step`, `+ none`
      case step(String?)
      /// `! category level`, `! category asked|locked`, `! none`, `! withheld`
      case safety(SafetyExpectation)
      /// `% fact value`
      case fact(String, String)
      /// `~ …`
      case looser(LooserExpectation)
      /// `< text`; the paragraphs of the reply, joined by LF.
      case reply(String)
    }
  }

  /// The axes that `= id axis=value` names.
  package struct Axes: Hashable, Sendable {
    package var polarity: Assertion.Polarity?
    package var who: Assertion.Who?
    package var time: Assertion.Time?
    package var mood: Assertion.Mood?

    package init() {}
    package var isEmpty: Bool { polarity == nil && who == nil && time == nil && mood == nil }

    /// Whether an assertion has all these values.
    package func fits(_ assertion: Assertion) -> Bool {
      (polarity.map { $0 == assertion.polarity } ?? true) && (who.map { $0 == assertion.who } ?? true)
        && (time.map { $0 == assertion.time } ?? true) && (mood.map { $0 == assertion.mood } ?? true)
    }

    /// The same axes with the values of an assertion.
    package func taken(from assertion: Assertion) -> Axes {
      var axes = Axes()
      if polarity != nil { axes.polarity = assertion.polarity }
      if who != nil { axes.who = assertion.who }
      if time != nil { axes.time = assertion.time }
      if mood != nil { axes.mood = assertion.mood }
      return axes
    }

    /// As in `who=other time=past`.
    package var text: String {
      [
        polarity.map { "polarity=\($0.rawValue)" }, who.map { "who=\($0.rawValue)" },
        time.map { "time=\($0.rawValue)" }, mood.map { "mood=\($0.rawValue)" },
      ].compactMap(\.self).joined(separator: " ")
    }
  }

  package enum SafetyExpectation: Hashable, Sendable {
    case hit(SafetyCategory, SafetyLevel)
    case asked(SafetyCategory)
    case locked(SafetyCategory)
    case none
    case withheld

    /// The line that says so.
    package var text: String {
      switch self {
      case .hit(let category, let level): "! \(category.rawValue) \(level.rawValue)"
      case .asked(let category): "! \(category.rawValue) asked"
      case .locked(let category): "! \(category.rawValue) locked"
      case .none: "! none"
      case .withheld: "! withheld"
      }
    }
  }

  /// An expectation that survives rewording.
  package enum LooserExpectation: Hashable, Sendable {
    case contains(String)
    case lacks(String)
    case oneOf([String])
    case act(String)
    case acts([String])
    case words(Comparison, Int)
    case asked(String)

    package enum Comparison: String, CaseIterable, Sendable {
      case atMost = "<="
      case atLeast = ">="
      case below = "<"
      case above = ">"
      case equal = "="

      package func holds(_ a: Int, _ b: Int) -> Bool {
        switch self {
        case .atMost: a <= b
        case .atLeast: a >= b
        case .below: a < b
        case .above: a > b
        case .equal: a == b
        }
      }
    }
  }
}
