package import Archive
package import Diagnostics
package import Language

/// A set of phrases for one idea.
package struct Concept: Sendable {
  package var name: String
  package var place: SourcePlace
  @ArchivedList package var phrases: [RulePattern]

  package init(name: String, place: SourcePlace, phrases: [RulePattern]) {
    self.name = name
    self.place = place
    self.phrases = phrases
  }
}

/// What a pack says when a match is not the user’s own, now.
package struct OtherwiseReply: Sendable {
  package struct Condition: Sendable {
    package var kinds: CaseSet<IntentKind>?
    package var polarity: CaseSet<Assertion.Polarity>?
    package var who: CaseSet<Assertion.Who>?
    package var time: CaseSet<Assertion.Time>?
    package var mood: CaseSet<Assertion.Mood>?

    package init() {}

    /// How many keys the entry has: more beat fewer.
    package var keyCount: Int {
      (kinds == nil ? 0 : 1) + (polarity == nil ? 0 : 1) + (who == nil ? 0 : 1) + (time == nil ? 0 : 1)
        + (mood == nil ? 0 : 1)
    }

    package func fits(_ kind: IntentKind, _ assertion: Assertion) -> Bool {
      (kinds?.contains(kind) ?? true) && (polarity?.contains(assertion.polarity) ?? true)
        && (who?.contains(assertion.who) ?? true) && (time?.contains(assertion.time) ?? true)
        && (mood?.contains(assertion.mood) ?? true)
    }
  }

  package var when: Condition
  @ArchivedList package var say: [ReplyText]
  package var place: SourcePlace

  package init(when: Condition, say: [ReplyText], place: SourcePlace) {
    self.when = when
    self.say = say
    self.place = place
  }
}

/// Which pack it is.
package struct PackHeader: Hashable, Sendable {
  package var id: String
  package var language: String
  package var version: String
  package var extends: String?

  package init(id: String, language: String, version: String, extends: String? = nil) {
    self.id = id
    self.language = language
    self.version = version
    self.extends = extends
  }
}

/// All rules of a pack, read, linked and immutable.
///
/// A book from an archive is whole but for what only authors need: its variations, and where steps and signals are named.
package struct RuleBook: Sendable {
  package var pack: PackHeader
  package var concepts: [Concept] = []
  package var intents: [Intent] = []
  package var signals: [Signal] = []
  package var cues: [Cue] = []
  package var persons = PersonWords()
  package var lexicon: Lexicon
  package var steps: [GuideStep] = []
  /// What is said in a situation, each list read when it is asked for.
  package var replyLists: [ReplySituation: ArchivedList<ReplyText>] = [:]
  package var otherwise: [OtherwiseReply] = []
  package var helplines: [Helpline] = []
  package var regions: [Region] = []
  /// Phrases that no reply of the pack may hold: labels, verdicts, diagnoses.
  @ArchivedList package var standards: [RulePattern] = []
  /// How tests say an example in other ways.
  package var variations: [Variation] = []
  /// What `{person}` is where nobody was named.
  package var defaultPerson = "them"
  /// A hash of the bytes of all files, in path order.
  package var contentHash = ""

  package init(pack: PackHeader) {
    self.pack = pack
    lexicon = Lexicon(language: pack.language)
  }

  package var replies: [ReplySituation: [ReplyText]] {
    get { replyLists.mapValues(\.wrappedValue) }
    set { replyLists = newValue.mapValues { ArchivedList(wrappedValue: $0) } }
  }

  package func intent(_ id: ID<Intent>) -> Intent? { intents.first { $0.id == id || $0.was.contains(id) } }
  package func step(_ id: ID<GuideStep>) -> GuideStep? { steps.first { $0.id == id || $0.was.contains(id) } }
}
