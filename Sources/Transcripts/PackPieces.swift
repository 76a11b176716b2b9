internal import Diagnostics
internal import Language
internal import Rules

/// A pack taken apart into texts with their places, so that two versions of it can be laid side by side.
enum PackPieces {
  /// One text of a pack.
  struct Piece {
    struct Key: Hashable {
      var label: String
      var text: String
    }

    var key: Key
    var place: SourcePlace?

    init(_ label: String, _ text: String, _ place: SourcePlace?) {
      key = Key(label: label, text: text)
      self.place = place
    }

    var label: String { key.label }
    var text: String { key.text }
  }

  /// Every part of a pack that can be changed alone, with its texts.
  static func subjects(of book: RuleBook) -> [(subject: PackChange.Subject, pieces: [Piece])] {
    var subjects: [(PackChange.Subject, [Piece])] = book.intents.map { (.intent($0.id), pieces(of: $0)) }
    subjects += book.concepts.map { (.concept($0.name), patterns("phrase", $0.phrases)) }
    subjects += book.signals.map { (.signal($0.id), patterns("pattern", $0.patterns)) }
    subjects += book.cues.map { (.cue($0.id), pieces(of: $0)) }
    subjects += book.steps.map { (.step($0.id), pieces(of: $0)) }
    for situation in ReplySituation.allCases {
      if let list = book.replies[situation] { subjects.append((.replies(situation), texts("text", list))) }
    }
    subjects.append((.otherwise, book.otherwise.flatMap { texts("say (\(describe($0.when)))", $0.say) }))
    subjects.append((.persons, pieces(of: book.persons)))
    subjects.append((.lexicon, pieces(of: book.lexicon)))
    subjects.append((.helplines, book.helplines.map { Piece("helpline", "\($0)", nil) }))
    subjects.append((.defaults, [Piece("person", book.defaultPerson, nil)]))
    return subjects
  }

  private static func patterns(_ label: String, _ list: [RulePattern]) -> [Piece] {
    list.map { Piece(label, $0.text, $0.place) }
  }

  private static func texts(_ label: String, _ list: [ReplyText]) -> [Piece] {
    list.map { Piece(label, $0.text, $0.place) }
  }

  // MARK: - Parts

  private static func pieces(of intent: Intent) -> [Piece] {
    func value(_ label: String, _ text: String) -> Piece { Piece(label, text, intent.place) }
    var pieces = [
      value("kind", intent.kind.rawValue), value("title", intent.title),
      value("priority", "\(intent.priority)"), value("enabled", "\(intent.isEnabled)"),
      value("accepts", describe(intent.accepts)),
      value("steps", intent.steps.map(\.text).joined(separator: ", ")),
    ]
    pieces += intent.together.map { value("together", $0.map(\.text).joined(separator: ", ")) }
    pieces += patterns("pattern", intent.patterns) + patterns("unless", intent.unless)
    pieces += patterns("unless-said", intent.unlessSaid)
    pieces += texts("reflect", intent.replies.reflect)
    pieces += texts("reflect-complex", intent.replies.reflectComplex)
    pieces += texts("affirm", intent.replies.affirm) + texts("insight", intent.replies.insight)
    pieces += texts("say", intent.replies.say)
    for ask in intent.asks { pieces += self.pieces(of: ask, at: intent.place) }
    if let safety = intent.safety { pieces += self.pieces(of: safety, at: intent.place) }
    return pieces
  }

  private static func describe(_ accepts: Accepts) -> String {
    let axes = [
      accepts.polarity.map(\.rawValue), accepts.who.map(\.rawValue), accepts.time.map(\.rawValue),
      accepts.mood.map(\.rawValue),
    ]
    return axes.map { $0.sorted().joined(separator: "|") }.joined(separator: " ")
  }

  private static func describe(_ when: OtherwiseReply.Condition) -> String {
    let axes = [
      when.kinds?.map(\.rawValue), when.polarity?.map(\.rawValue), when.who?.map(\.rawValue),
      when.time?.map(\.rawValue), when.mood?.map(\.rawValue),
    ]
    return axes.compactMap { $0?.sorted().joined(separator: "|") }.joined(separator: " ")
  }

  private static func pieces(of ask: Ask, at place: SourcePlace) -> [Piece] {
    let label = "ask \(ask.id)"
    var pieces = texts("\(label) say", ask.say) + texts("\(label) else", ask.otherwise)
    for (number, answer) in ask.answers.enumerated() {
      let own = "\(label) answer \(number + 1)"
      pieces += patterns("\(own) pattern", answer.patterns) + texts("\(own) reflect", answer.reflect)
      pieces.append(Piece("\(own) steps", answer.steps.map(\.text).joined(separator: ", "), place))
    }
    return pieces
  }

  private static func pieces(of safety: SafetyRule, at place: SourcePlace) -> [Piece] {
    var pieces = [
      Piece("category", safety.category.rawValue, place), Piece("urgency", "\(safety.urgency)", place),
      Piece("lines", safety.lines.map(\.rawValue).joined(separator: ", "), place),
    ]
    for list in SafetyRule.CueList.allCases { pieces += patterns(list.rawValue, safety.cues[list] ?? []) }
    pieces += patterns("clear", safety.clear) + patterns("retract", safety.retract)
    for situation in SafetyRule.Situation.allCases {
      pieces += texts(situation.rawValue, safety.replies[situation] ?? [])
    }
    return pieces
  }

  private static func pieces(of cue: Cue) -> [Piece] {
    [Piece("sets", "\(cue.effect)", cue.place), Piece("reach", cue.reach.rawValue, cue.place)]
      + patterns("words", cue.words) + patterns("unless", cue.unless) + patterns("ends-at", cue.endsAt)
  }

  private static func pieces(of step: GuideStep) -> [Piece] {
    var pieces = [Piece("title", step.title, step.place)] + texts("why", step.why)
    pieces += step.sizesInOrder.map { Piece("size \($0.minutes)", $0.text.text, $0.text.place) }
    if let script = step.script {
      pieces += texts("script", [script.firm] + [script.deferential].compactMap(\.self))
    }
    if let ifThen = step.ifThen {
      pieces.append(Piece("if-then", "\(ifThen.cue) → \(ifThen.act)", step.place))
    }
    return pieces
  }

  private static func pieces(of persons: PersonWords) -> [Piece] {
    PersonWords.List.allCases.flatMap { list in
      (persons.words[list] ?? []).map { Piece(list.rawValue, $0, nil) }
    }
  }

  private static func pieces(of lexicon: Lexicon) -> [Piece] {
    func list(_ label: String, _ items: some Sequence<String>) -> [Piece] {
      items.sorted().map { Piece(label, $0, nil) }
    }
    let variants = lexicon.variants.map { typed, readings in
      "\(typed) = \(readings.map { $0.joined(separator: " ") }.joined(separator: " | "))"
    }
    let irregular = lexicon.irregular.map { "\($0) = \($1.base)\($1.isPast ? " (past)" : "")" }
    return list("variants", variants) + list("irregular", irregular) + list("exact", lexicon.exact)
      + list("distinct", lexicon.distinct.map { $0.joined(separator: " / ") })
      + list("fillers", lexicon.fillers.map { $0.joined(separator: " ") })
      + list("abbreviations", lexicon.abbreviations) + list("clause-starts", lexicon.clauseStarts)
      + list("joiners", lexicon.joiners) + list("subjects", lexicon.subjects)
      + list("adjectives", lexicon.adjectives)
      + list("past-auxiliaries", lexicon.pastAuxiliaries)
      + list("present-auxiliaries", lexicon.presentAuxiliaries)
      + list("mirror", lexicon.mirror.map { "\($0) = \($1)" })
      + list("pronouns", lexicon.pronouns.map { "\($0.subject) \($0.object) \($0.possessive)" })
  }
}
