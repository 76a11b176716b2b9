package import Archive
package import Diagnostics

/// What an intent is about; it decides how a match is answered and how soon.
package enum IntentKind: String, CaseIterable, Sendable {
  case sign, trait, mistake, question, request, safety, chat
}

/// Something that a person may mean.
package struct Intent: Sendable {
  package var id: ID<Intent>
  package var kind: IntentKind
  package var place: SourcePlace
  package var title: String
  package var source: [String] = []
  package var was: [ID<Intent>] = []
  package var tags: [String] = []
  /// −100 … 100.
  package var priority = 0
  package var isEnabled = true
  @ArchivedList package var patterns: [RulePattern] = []
  @ArchivedList package var unless: [RulePattern] = []
  @ArchivedList package var unlessSaid: [RulePattern] = []
  /// Groups of signals; one whole group makes a match.
  package var together: [[ID<Signal>]] = []
  package var accepts: Accepts
  package var replies = IntentReplies()
  package var steps: [ID<GuideStep>] = []
  package var asks: [Ask] = []
  package var safety: SafetyRule?
  @ArchivedList package var examples: [Example] = []
  /// Where it names steps and signals, the first place of each.
  package var namings: [String: SourcePlace] = [:]

  package init(id: ID<Intent>, kind: IntentKind, place: SourcePlace, title: String) {
    self.id = id
    self.kind = kind
    self.place = place
    self.title = title
    accepts = .usual(for: kind)
  }
}

/// What an intent says, by act; each list holds variants.
package struct IntentReplies: Sendable {
  @ArchivedList package var reflect: [ReplyText] = []
  @ArchivedList package var reflectComplex: [ReplyText] = []
  @ArchivedList package var affirm: [ReplyText] = []
  @ArchivedList package var insight: [ReplyText] = []
  @ArchivedList package var say: [ReplyText] = []

  package init() {}

  package var isEmpty: Bool {
    $reflect.isEmpty && $reflectComplex.isEmpty && $affirm.isEmpty && $insight.isEmpty && $say.isEmpty
  }

  package var all: [ReplyText] { reflect + reflectComplex + affirm + insight + say }
}

/// A text of a reply, with slots such as `{person}`, and where it stands.
package struct ReplyText: Hashable, Sendable {
  package var text: String
  package var place: SourcePlace

  package init(text: String, place: SourcePlace) {
    self.text = text
    self.place = place
  }
}

/// A question of the coach, with what it makes of the answers.
package struct Ask: Sendable {
  package struct Answer: Sendable {
    @ArchivedList package var patterns: [RulePattern]
    @ArchivedList package var reflect: [ReplyText]
    package var steps: [ID<GuideStep>]

    package init(patterns: [RulePattern], reflect: [ReplyText], steps: [ID<GuideStep>]) {
      self.patterns = patterns
      self.reflect = reflect
      self.steps = steps
    }
  }

  package var id: String
  @ArchivedList package var say: [ReplyText]
  package var answers: [Answer]
  @ArchivedList package var otherwise: [ReplyText]

  package init(id: String, say: [ReplyText], answers: [Answer], otherwise: [ReplyText]) {
    self.id = id
    self.say = say
    self.answers = answers
    self.otherwise = otherwise
  }
}

/// A shape of an intent that says nothing alone.
package struct Signal: Sendable {
  package var id: ID<Signal>
  package var place: SourcePlace
  @ArchivedList package var patterns: [RulePattern]
  package var accepts: Accepts

  package init(id: ID<Signal>, place: SourcePlace, patterns: [RulePattern], accepts: Accepts) {
    self.id = id
    self.place = place
    self.patterns = patterns
    self.accepts = accepts
  }
}

/// A sentence of `examples:` and what it must be taken for.
package struct Example: Hashable, Sendable {
  /// The assertion group, `reject` for near-misses, or a list of a safety intent.
  package enum Group: String, CaseIterable, Sendable {
    case match, negated, past, hypothetical, reported, partner, other, we, howto, question, reject
    case red, amber, third
  }

  package var group: Group
  package var text: String
  package var place: SourcePlace
  /// Whether the rules are known not to do it yet (`xfail: …`); it fails once they do.
  package var isExpectedToFail: Bool

  package init(group: Group, text: String, place: SourcePlace, isExpectedToFail: Bool = false) {
    self.group = group
    self.text = text
    self.place = place
    self.isExpectedToFail = isExpectedToFail
  }
}
