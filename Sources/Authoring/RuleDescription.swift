package import Diagnostics
package import Rules

/// One entry of a pack in full: its patterns with the concepts opened, its replies, its steps, with their places.
package struct RuleDescription: Hashable, Sendable {
  /// A heading with what stands below it.
  package struct Section: Hashable, Sendable {
    package var title: String
    package var lines: [Line]
  }

  package struct Line: Hashable, Sendable {
    package var text: String
    package var place: SourcePlace?
    /// The concepts that the line names, each with its phrases.
    package var opened: [OpenedConcept] = []
  }

  /// A concept as a reader of a pattern sees it: its own phrases, as written.
  package struct OpenedConcept: Hashable, Sendable {
    package var name: String
    package var phrases: [String]
    package var place: SourcePlace
  }

  package var id: String
  package var kind: RuleListing.Kind
  package var title: String
  package var place: SourcePlace
  package var sections: [Section]

  /// The entry with an id: an intent, a concept, a signal, a cue, a step or a reply situation; nil where none has it.
  package init?(of id: String, in book: RuleBook) {
    let describer = RuleDescriber(book: book)
    if let intent = book.intent(ID(id)) {
      self = describer.description(of: intent)
    } else if let concept = book.concepts.first(where: { $0.name == id || "<\($0.name)>" == id }) {
      self = describer.description(of: concept)
    } else if let signal = book.signals.first(where: { $0.id.text == id }) {
      self = describer.description(of: signal)
    } else if let step = book.step(ID(id)) {
      self = describer.description(of: step)
    } else if let cue = book.cues.first(where: { $0.id == id }) {
      self = describer.description(of: cue)
    } else if let situation = ReplySituation(rawValue: id), let texts = book.replies[situation],
      let first = texts.first
    {
      self.init(
        id: id, kind: .situation, title: "", place: first.place,
        sections: [Section(title: "say", lines: texts.map { Line(text: $0.text, place: $0.place) })])
    } else {
      return nil
    }
  }

  init(id: String, kind: RuleListing.Kind, title: String, place: SourcePlace, sections: [Section]) {
    self.id = id
    self.kind = kind
    self.title = title
    self.place = place
    self.sections = sections.filter { !$0.lines.isEmpty }
  }

  /// Every id that can be shown, for “did you mean”.
  package static func ids(in book: RuleBook) -> [String] {
    book.intents.map(\.id.text) + book.concepts.map(\.name) + book.signals.map(\.id.text)
      + book.steps.map(\.id.text) + book.cues.map(\.id)
  }
}

/// Writes descriptions with the concepts of one book.
private struct RuleDescriber {
  private let book: RuleBook
  private let concepts: [String: Concept]

  init(book: RuleBook) {
    self.book = book
    concepts = Dictionary(book.concepts.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func description(of intent: Intent) -> RuleDescription {
    var sections = [section("patterns", intent.patterns)]
    if let safety = intent.safety {
      sections += SafetyRule.CueList.allCases.map { section($0.rawValue, safety.cues[$0] ?? []) }
      sections.append(section("clear", safety.clear))
      sections.append(section("retract", safety.retract))
    }
    sections.append(section("unless", intent.unless))
    sections.append(section("unless-said", intent.unlessSaid))
    let together = intent.together.map { group in
      RuleDescription.Line(text: group.map(\.text).joined(separator: " + "))
    }
    sections.append(.init(title: "together", lines: together))
    sections += replies(of: intent)
    sections.append(steps(intent.steps))
    for ask in intent.asks { sections += self.sections(of: ask) }
    sections += examples(of: intent)
    return RuleDescription(
      id: intent.id.text, kind: RuleListing.Kind(rawValue: intent.kind.rawValue) ?? .chat,
      title: intent.title, place: intent.place, sections: sections)
  }

  private func replies(of intent: Intent) -> [RuleDescription.Section] {
    let replies = intent.replies
    let named = [
      ("reflect", replies.reflect), ("reflect-complex", replies.reflectComplex), ("affirm", replies.affirm),
      ("insight", replies.insight), ("say", replies.say),
    ]
    let safety = SafetyRule.Situation.allCases.map { ($0.rawValue, intent.safety?.replies[$0] ?? []) }
    return (named + safety).map { section($0.0, $0.1) }
  }

  private func sections(of ask: Ask) -> [RuleDescription.Section] {
    let answers = ask.answers.enumerated().flatMap { number, answer in
      [
        section("ask \(ask.id), answer \(number + 1)", answer.patterns),
        section("ask \(ask.id), answer \(number + 1), reflect", answer.reflect), steps(answer.steps),
      ]
    }
    return [section("ask \(ask.id)", ask.say)] + answers + [section("ask \(ask.id), else", ask.otherwise)]
  }

  private func examples(of intent: Intent) -> [RuleDescription.Section] {
    Example.Group.allCases.map { group in
      let lines = intent.examples.filter { $0.group == group }
        .map { RuleDescription.Line(text: $0.text, place: $0.place) }
      return .init(title: "examples, \(group.rawValue)", lines: lines)
    }
  }

  func description(of concept: Concept) -> RuleDescription {
    let users = book.concepts.filter { other in
      other.phrases.contains { $0.pattern.concepts.contains(concept.name) }
    }
    .map { RuleDescription.Line(text: "<\($0.name)>", place: $0.place) }
    let patterns = book.intents.flatMap { intent in
      intent.allPatterns.filter { $0.pattern.concepts.contains(concept.name) }
        .map { RuleDescription.Line(text: "\(intent.id): \($0.text)", place: $0.place) }
    }
    return RuleDescription(
      id: concept.name, kind: .concept, title: "", place: concept.place,
      sections: [
        section("phrases", concept.phrases), .init(title: "used in concepts", lines: users),
        .init(title: "used in patterns", lines: patterns),
      ])
  }

  func description(of signal: Signal) -> RuleDescription {
    let users = book.intents.filter { $0.together.joined().contains(signal.id) }
      .map { RuleDescription.Line(text: $0.id.text, place: $0.place) }
    return RuleDescription(
      id: signal.id.text, kind: .signal, title: "", place: signal.place,
      sections: [section("patterns", signal.patterns), .init(title: "used in", lines: users)])
  }

  func description(of cue: Cue) -> RuleDescription {
    RuleDescription(
      id: cue.id, kind: .cue, title: "\(cue.effect.summary), reaches \(cue.reach.rawValue)", place: cue.place,
      sections: [
        section("words", cue.words), section("unless", cue.unless), section("ends-at", cue.endsAt),
      ])
  }

  func description(of step: GuideStep) -> RuleDescription {
    var sections = [section("why", step.why)]
    sections += step.sizesInOrder.map { section("\($0.0) min", [$0.1]) }
    if let script = step.script {
      sections.append(section("script, firm", [script.firm]))
      sections.append(section("script, deferential", script.deferential.map { [$0] } ?? []))
    }
    let users = book.intents.filter { intent in
      intent.steps.contains(step.id)
        || intent.asks.contains { $0.answers.contains { $0.steps.contains(step.id) } }
    }
    .map { RuleDescription.Line(text: $0.id.text, place: $0.place) }
    sections.append(.init(title: "offered by", lines: users))
    return RuleDescription(
      id: step.id.text, kind: .step, title: step.title, place: step.place, sections: sections)
  }

  private func section(_ title: String, _ rules: [RulePattern]) -> RuleDescription.Section {
    .init(
      title: title,
      lines: rules.map { rule in
        var names: [String] = []
        for name in rule.pattern.concepts where !names.contains(name) { names.append(name) }
        return .init(text: rule.text, place: rule.place, opened: names.compactMap(opened))
      })
  }

  private func opened(_ name: String) -> RuleDescription.OpenedConcept? {
    concepts[name].map { .init(name: name, phrases: $0.phrases.map(\.text), place: $0.place) }
  }

  private func section(_ title: String, _ texts: [ReplyText]) -> RuleDescription.Section {
    .init(title: title, lines: texts.map { .init(text: $0.text, place: $0.place) })
  }

  private func steps(_ ids: [ID<GuideStep>]) -> RuleDescription.Section {
    .init(
      title: "steps",
      lines: ids.map { id in
        let step = book.step(id)
        return .init(text: step.map { "\(id)  \($0.title)" } ?? id.text, place: step?.place)
      })
  }
}
