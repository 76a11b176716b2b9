internal import Diagnostics
internal import Dialogue
internal import Matching
package import Rules
package import Transcripts

/// Compares what two packs make of the same sentences.
package struct RuleComparison: Sendable {
  /// The changes that one thing made.
  package struct Group: Sendable {
    package var cause: RuleChange.Cause
    package var changes: [RuleChange]
  }

  /// Small enough to share the work among all jobs, large enough that words are remembered.
  private static let batchSize = 500

  private let old: RuleBook
  private let new: RuleBook
  private let jobs: Int

  package init(from old: RuleBook, to new: RuleBook, jobs: Int = 1) {
    self.old = old
    self.new = new
    self.jobs = jobs
  }

  /// What there is to compare on: the examples of both packs, what was said in transcripts, and so many `samples`
  /// drawn from the patterns of each pack; every text once.
  package func sentences(
    _ transcripts: [Transcript], samples: Int, seed: UInt64
  ) -> [RuleChange.Sentence] {
    let written = WrittenSentence.all(in: new, transcripts) + WrittenSentence.all(in: old, [])
    var sentences = written.map { sentence in
      switch sentence.origin {
      case .example: RuleChange.Sentence(source: .example, text: sentence.text, place: sentence.place)
      case .transcript: RuleChange.Sentence(source: .transcript, text: sentence.text, place: sentence.place)
      }
    }
    for book in [new, old] where samples > 0 { sentences += Self.samples(of: book, samples, seed: seed) }
    var seen: Set<String> = []
    return sentences.filter { seen.insert($0.text).inserted }
  }

  private static func samples(of book: RuleBook, _ count: Int, seed: UInt64) -> [RuleChange.Sentence] {
    var random = SplitMix64(state: seed)
    let rules = book.intents.filter(\.isEnabled).flatMap { intent in
      intent.allPatterns.map { (intent: intent.id, rule: $0) }
    }
    let chosen = Array(rules.shuffled(using: &random).prefix(count))
    return SentenceSampler(book: book).samples(of: chosen, count: count, seed: seed).filter(\.isTaken).map {
      RuleChange.Sentence(source: .sample, text: $0.text, place: $0.rule.place)
    }
  }

  /// The changes in the order of the sentences.
  package func changes(on sentences: [RuleChange.Sentence]) async -> [RuleChange] {
    let oldMatcher = Matcher(old)
    let newMatcher = Matcher(new)
    let oldScreen = Matcher(old, scope: .safety)
    let newScreen = Matcher(new, scope: .safety)
    let batches = stride(from: 0, to: sentences.count, by: Self.batchSize).map {
      sentences[$0..<min($0 + Self.batchSize, sentences.count)]
    }
    let found = await mapped(batches, jobs: jobs) { batch in
      let old = Listener(oldMatcher, oldScreen)
      let new = Listener(newMatcher, newScreen)
      return batch.flatMap { Self.changes(on: $0, from: old.hear($0.text), to: new.hear($0.text)) }
    }
    return Array(found.joined())
  }

  private static func changes(
    on sentence: RuleChange.Sentence, from old: Listener.Heard, to new: Listener.Heard
  ) -> [RuleChange] {
    var changes = Set(old.hearings.keys).union(new.hearings.keys).sorted().compactMap { intent in
      let before = old.hearings[intent] ?? Hearing()
      let after = new.hearings[intent] ?? Hearing()
      return before.isLike(after)
        ? nil : RuleChange(sentence: sentence, intent: intent, old: before, new: after)
    }
    if changes.isEmpty, old.owner != new.owner, let owner = new.owner {
      let before = old.hearings[owner] ?? Hearing()
      let after = new.hearings[owner] ?? Hearing()
      changes.append(RuleChange(sentence: sentence, intent: owner, old: before, new: after))
    }
    return changes
  }

  /// The changes by what caused them, those that caused most first.
  package static func groups(of changes: [RuleChange]) -> [Group] {
    var order: [RuleChange.Cause] = []
    var groups: [RuleChange.Cause: [RuleChange]] = [:]
    for change in changes {
      if groups[change.cause] == nil { order.append(change.cause) }
      groups[change.cause, default: []].append(change)
    }
    return order.enumerated()
      .sorted {
        (-(groups[$0.element]?.count ?? 0), $0.offset) < (-(groups[$1.element]?.count ?? 0), $1.offset)
      }
      .map { Group(cause: $0.element, changes: groups[$0.element] ?? []) }
  }
}

/// Hears sentences with one pack, screen and all; one task’s own.
private final class Listener {
  /// What was heard, by intent, and which intent is answered.
  struct Heard {
    var hearings: [ID<Intent>: Hearing] = [:]
    var owner: ID<Intent>?
  }

  private let reader: Reader
  private let screen: SafetyScreen

  init(_ matcher: Matcher, _ screen: Matcher) {
    reader = Reader(matcher)
    self.screen = SafetyScreen(matchers: [screen])
  }

  func hear(_ text: String) -> Heard {
    var heard = Heard()
    for hit in screen.finding(in: text).hits where heard.hearings[hit.intent] == nil {
      var hearing = Hearing()
      hearing.standing = .claimed
      hearing.meaning = "\(hit.category.rawValue) \(hit.list.rawValue), \(hit.about.rawValue)"
      hearing.rule = RulePattern(pattern: .sequence([]), text: hit.pattern, place: hit.rule)
      heard.hearings[hit.intent] = hearing
      heard.owner = heard.owner ?? hit.intent
    }
    // The accepted matches come first, in the order in which they are answered.
    for match in reader.read(text).matches where heard.hearings[match.intent] == nil {
      heard.hearings[match.intent] = Hearing(match)
      if match.isAccepted { heard.owner = heard.owner ?? match.intent }
    }
    return heard
  }
}

extension Hearing {
  fileprivate init(_ match: Match) {
    self.init()
    meaning = match.assertion.summary
    rule = match.rule
    cues = match.evidence.map(\.cue)
    standing =
      switch match.status {
      case .accepted: .claimed
      case .refused: .refused
      case .vetoed(let place): .vetoed(by: place)
      case .shadowed(let intent): .shadowed(by: intent)
      }
  }
}
