package import Archive
package import Diagnostics

/// The seven things that come before all coaching.
package enum SafetyCategory: String, CaseIterable, Comparable, Sendable {
  case suicide, violence
  case coerciveControl = "coercive-control"
  case sexualCoercion = "sexual-coercion"
  case childAtRisk = "child-at-risk"
  case ownHarm = "own-harm"
  case otherAcute = "other-acute"

  package static func < (a: Self, b: Self) -> Bool {
    (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
  }
}

/// How sure and how urgent a sign of danger is.
package enum SafetyLevel: String, Comparable, Sendable {
  case amber, red

  package static func < (a: Self, b: Self) -> Bool { a == .amber && b == .red }
}

/// What a safety intent holds beyond other intents: its lists of cues and its replies.
package struct SafetyRule: Sendable {
  /// The list that a cue stands in.
  package enum CueList: String, CaseIterable, Sendable {
    case red, amber, past, third

    package var level: SafetyLevel {
      switch self {
      case .red, .third: .red
      case .amber, .past: .amber
      }
    }
  }

  /// What a safety reply is for.
  package enum Situation: String, CaseIterable, Sendable {
    case red = "say-red"
    case amber = "say-amber"
    case past = "say-past"
    case third = "say-third"
    case again = "say-again"
    case locked = "say-short"
    case clear = "say-clear"
    case resources = "say-resources"

    /// Whether it is said to danger, or to a plain answer, and not for want of one.
    package var answersDanger: Bool {
      switch self {
      case .red, .amber, .past, .third, .clear: true
      case .again, .locked, .resources: false
      }
    }
  }

  /// What says little alone: an injury, a fear, an excuse.
  package struct WeakSign: Sendable {
    package var name: String
    @ArchivedList package var patterns: [RulePattern]

    package init(name: String, patterns: [RulePattern]) {
      self.name = name
      self.patterns = patterns
    }
  }

  package var category: SafetyCategory
  /// 1 is the most urgent.
  package var urgency: Int
  package var lines: [HelplineKind]
  /// The cues of a list, read when they are asked for.
  package var cueLists: [CueList: ArchivedList<RulePattern>] = [:]
  @ArchivedList package var clear: [RulePattern] = []
  @ArchivedList package var retract: [RulePattern] = []
  /// Signs too weak to count alone; two different ones in one message make an amber.
  package var weak: [WeakSign] = []
  package var replies: [Situation: [ReplyText]] = [:]

  package init(category: SafetyCategory, urgency: Int, lines: [HelplineKind]) {
    self.category = category
    self.urgency = urgency
    self.lines = lines
  }

  package var cues: [CueList: [RulePattern]] {
    get { cueLists.mapValues(\.wrappedValue) }
    set { cueLists = newValue.mapValues { ArchivedList(wrappedValue: $0) } }
  }
}

/// What a helpline is for.
package enum HelplineKind: String, CaseIterable, Sendable {
  case emergency, crisis
  case domesticViolence = "domestic-violence"
  case sexualViolence = "sexual-violence"
  case child
  case ownBehaviour = "own-behaviour"
  case women, directory
}

/// A country of the helplines, with the names that people give it.
package struct Region: Sendable {
  /// ISO 3166 alpha-2, or `EU`.
  package var code: String
  package var names: [String]

  package init(code: String, names: [String]) {
    self.code = code
    self.names = names
  }
}

/// A number to call, with where it comes from.
package struct Helpline: Sendable {
  /// ISO 3166 alpha-2, `EU`, or `ZZ` for everywhere else.
  package var country: String
  package var kind: HelplineKind
  package var name: String
  package var number: String
  package var channel: String
  package var hours: String
  package var source: String
  /// `2026-11-01`.
  package var checkedOn: String
  package var place: SourcePlace

  package init(
    country: String, kind: HelplineKind, name: String, number: String, channel: String, hours: String,
    source: String, checkedOn: String, place: SourcePlace
  ) {
    self.country = country
    self.kind = kind
    self.name = name
    self.number = number
    self.channel = channel
    self.hours = hours
    self.source = source
    self.checkedOn = checkedOn
    self.place = place
  }
}

extension Helpline {
  /// For how many days a number that was looked up is taken as right.
  package static let trustedDays = 183

  /// How many days before another day the number was looked up; nil where nobody says when.
  package func age(on day: CalendarDay) -> Int? { CalendarDay(checkedOn)?.days(to: day) }

  /// Whether the number may no longer be right: looked up too long ago, or nobody says when.
  package func isOld(on day: CalendarDay) -> Bool { age(on: day).map { $0 > Self.trustedDays } ?? true }
}
