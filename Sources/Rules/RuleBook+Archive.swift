package import Archive
internal import Diagnostics
internal import Language

/// The version of what an archive of rules holds: raise it with every change of a `code(by:)` or of a compiled table.
package let ruleArchiveVersion = 12

extension RuleBook: Archivable {
  package static var blank: RuleBook { RuleBook(pack: .blank) }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(&pack)
    try archive.code(&concepts)
    try archive.code(&intents)
    try archive.code(&signals)
    try archive.code(&cues)
    try archive.code(&persons)
    try archive.code(&lexicon)
    try archive.code(&steps)
    try archive.code(cases: &replyLists)
    try archive.code(&otherwise)
    try archive.code(&helplines)
    try archive.code(&regions)
    try archive.code(&$standards)
    try archive.code(&defaultPerson)
    try archive.code(&contentHash)
  }
}

extension PackHeader: Archivable {
  package static var blank: PackHeader { PackHeader(id: "", language: "", version: "") }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(&id)
    try archive.code(&language)
    try archive.code(&version)
    try archive.code(&extends)
  }
}

extension ID: Archivable {
  package static var blank: ID { ID("") }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    var text = text
    try archive.code(&text)
    self = ID(text)
  }
}

extension RulePattern: Archivable {
  package static var blank: RulePattern { RulePattern(accepted: "", place: .blank) }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(&text)
    try archive.code(&place)
  }
}

extension ReplyText: Archivable {
  package static var blank: ReplyText { ReplyText(text: "", place: .blank) }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(&text)
    try archive.code(&place)
  }
}

extension Concept: Archivable {
  package static var blank: Concept { Concept(name: "", place: .blank, phrases: []) }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(&name)
    try archive.code(&place)
    try archive.code(&$phrases)
  }
}

extension Accepts: Archivable {
  package static var blank: Accepts { Accepts() }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(&polarity)
    try archive.code(&who)
    try archive.code(&time)
    try archive.code(&mood)
  }
}

extension Intent: Archivable {
  package static var blank: Intent { Intent(id: .blank, kind: .chat, place: .blank, title: "") }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(&id)
    try archive.code(case: &kind)
    try archive.code(&place)
    try archive.code(&title)
    try archive.code(&source)
    try archive.code(&was)
    try archive.code(&tags)
    try archive.code(&priority)
    try archive.code(&isEnabled)
    try archive.code(&$patterns)
    try archive.code(&$unless)
    try archive.code(&$unlessSaid)
    try archive.code(&together)
    try archive.code(&accepts)
    try archive.code(&replies)
    try archive.code(&steps)
    try archive.code(&asks)
    try archive.code(&safety)
    try archive.code(&$examples)
  }
}

extension Example: Archivable {
  package static var blank: Example { Example(group: .match, text: "", place: .blank) }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(case: &group)
    try archive.code(&text)
    try archive.code(&place)
    try archive.code(&isExpectedToFail)
  }
}

extension IntentReplies: Archivable {
  package static var blank: IntentReplies { IntentReplies() }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(&$reflect)
    try archive.code(&$reflectComplex)
    try archive.code(&$affirm)
    try archive.code(&$insight)
    try archive.code(&$say)
  }
}

extension Ask: Archivable {
  package static var blank: Ask { Ask(id: "", say: [], answers: [], otherwise: []) }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(&id)
    try archive.code(&$say)
    try archive.code(&answers)
    try archive.code(&$otherwise)
  }
}

extension Ask.Answer: Archivable {
  package static var blank: Self { Self(patterns: [], reflect: [], steps: []) }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(&$patterns)
    try archive.code(&$reflect)
    try archive.code(&steps)
  }
}

extension Signal: Archivable {
  package static var blank: Signal { Signal(id: .blank, place: .blank, patterns: [], accepts: .blank) }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(&id)
    try archive.code(&place)
    try archive.code(&$patterns)
    try archive.code(&accepts)
  }
}

extension Cue: Archivable {
  package static var blank: Cue {
    Cue(id: "", place: .blank, effect: Effect(), reach: .clause, words: [], unless: [], endsAt: [])
  }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(&id)
    try archive.code(&place)
    try archive.code(optionalCase: &effect.polarity)
    try archive.code(optionalCase: &effect.time)
    try archive.code(optionalCase: &effect.mood)
    try archive.code(case: &reach)
    try archive.code(&$words)
    try archive.code(&$unless)
    try archive.code(&$endsAt)
  }
}

extension PersonWords: Archivable {
  package static var blank: PersonWords { PersonWords() }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(cases: &words)
  }
}

extension GuideStep: Archivable {
  package static var blank: GuideStep { GuideStep(id: .blank, place: .blank, title: "") }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(&id)
    try archive.code(&place)
    try archive.code(&title)
    try archive.code(&area)
    try archive.code(&source)
    try archive.code(&was)
    try archive.code(&$why)
    try archive.code(map: &sizes)
    try archive.code(&script)
    var parts = ifThen.map { [$0.cue, $0.act] } ?? []
    try archive.code(&parts)
    ifThen = parts.count == 2 ? (cue: parts[0], act: parts[1]) : nil
  }
}

extension GuideStep.Script: Archivable {
  package static var blank: Self { Self(firm: .blank, deferential: nil) }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(&firm)
    try archive.code(&deferential)
  }
}

extension OtherwiseReply: Archivable {
  package static var blank: OtherwiseReply { OtherwiseReply(when: Condition(), say: [], place: .blank) }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(&when.kinds)
    try archive.code(&when.polarity)
    try archive.code(&when.who)
    try archive.code(&when.time)
    try archive.code(&when.mood)
    try archive.code(&$say)
    try archive.code(&place)
  }
}

extension SafetyRule: Archivable {
  package static var blank: SafetyRule { SafetyRule(category: .suicide, urgency: 1, lines: []) }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(case: &category)
    try archive.code(&urgency)
    try archive.code(&lines)
    try archive.code(cases: &cueLists)
    try archive.code(&weak)
    try archive.code(&$clear)
    try archive.code(&$retract)
    try archive.code(cases: &replies)
  }
}

extension SafetyRule.WeakSign: Archivable {
  package static var blank: Self { Self(name: "", patterns: []) }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(&name)
    try archive.code(&$patterns)
  }
}

extension Region: Archivable {
  package static var blank: Region { Region(code: "", names: []) }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(&code)
    try archive.code(&names)
  }
}

extension HelplineKind: Archivable {
  package static var blank: HelplineKind { .emergency }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(case: &self)
  }
}

extension Helpline: Archivable {
  package static var blank: Helpline {
    Helpline(
      country: "", kind: .emergency, name: "", number: "", channel: "", hours: "", source: "", checkedOn: "",
      place: .blank)
  }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(&country)
    try archive.code(case: &kind)
    try archive.code(&name)
    try archive.code(&number)
    try archive.code(&channel)
    try archive.code(&hours)
    try archive.code(&source)
    try archive.code(&checkedOn)
    try archive.code(&place)
  }
}
