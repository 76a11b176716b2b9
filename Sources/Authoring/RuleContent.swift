internal import Language
internal import Rules

/// Every text of an entry, for comparing two editions of it.
extension RuleChanges.Entry {
  init(_ intent: Intent) {
    let replies = intent.replies
    name = intent.id.text
    was = intent.was.map(\.text)
    content = [
      [intent.kind.rawValue, intent.title, "\(intent.priority)", "\(intent.isEnabled)"], intent.tags,
      intent.patterns.map(\.text), intent.unless.map(\.text), intent.unlessSaid.map(\.text),
      intent.together.map { $0.map(\.text).joined(separator: " ") },
      replies.reflect.map(\.text), replies.reflectComplex.map(\.text), replies.affirm.map(\.text),
      replies.insight.map(\.text), replies.say.map(\.text), intent.steps.map(\.text),
    ]
    accepts = intent.accepts
    content += intent.asks.flatMap(Self.texts)
    content += intent.safety.map(Self.texts) ?? []
  }

  init(_ step: GuideStep) {
    name = step.id.text
    was = step.was.map(\.text)
    content = [
      [step.title], step.why.map(\.text), step.sizesInOrder.map { "\($0.minutes) \($0.text.text)" },
      [step.script?.firm.text, step.script?.deferential?.text].compactMap(\.self),
      [step.ifThen?.cue, step.ifThen?.act].compactMap(\.self),
    ]
  }

  init(_ concept: Concept) {
    name = concept.name
    content = [concept.phrases.map(\.text)]
  }

  private static func texts(of ask: Ask) -> [[String]] {
    [[ask.id], ask.say.map(\.text), ask.otherwise.map(\.text)]
      + ask.answers.flatMap { [$0.patterns.map(\.text), $0.reflect.map(\.text), $0.steps.map(\.text)] }
  }

  private static func texts(of rule: SafetyRule) -> [[String]] {
    [[rule.category.rawValue, "\(rule.urgency)"] + rule.lines.map(\.rawValue)]
      + SafetyRule.CueList.allCases.map { (rule.cues[$0] ?? []).map(\.text) }
      + [rule.clear.map(\.text), rule.retract.map(\.text)]
      + SafetyRule.Situation.allCases.map { (rule.replies[$0] ?? []).map(\.text) }
  }
}

extension RuleChanges {
  /// What a lexicon says, in an order of its own; the list of known words is left out.
  static func texts(of lexicon: Lexicon) -> [String] {
    let variants = lexicon.variants.map { "\($0) \($1)" }
    let irregular = lexicon.irregular.map { "\($0) \($1.base) \($1.isPast)" }
    let mirror = lexicon.mirror.map { "\($0) \($1)" }
    let sets = [
      lexicon.exact, lexicon.abbreviations, lexicon.clauseStarts, lexicon.joiners, lexicon.subjects,
      lexicon.adjectives, lexicon.pastAuxiliaries, lexicon.presentAuxiliaries,
    ]
    return [variants, irregular, mirror].flatMap { $0.sorted() } + sets.flatMap { ["|"] + $0.sorted() }
      + (lexicon.fillers + lexicon.distinct).map { $0.joined(separator: " ") }
      + lexicon.pronouns.map { "\($0.subject) \($0.object) \($0.possessive)" }
  }
}
