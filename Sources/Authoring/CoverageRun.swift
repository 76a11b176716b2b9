internal import Diagnostics
internal import Dialogue
internal import Matching
package import Rules
package import Transcripts

/// Works out what of a pack its examples and transcripts use.
///
/// A pattern is used where a sentence holds it, an alternative where a sentence holds the pattern with that
/// alternative alone, each compiled by itself. A reply or a step is used where the coach says it: every transcript
/// is played, and every example opens a conversation in which the variants that were said before are not due again.
package struct CoverageRun: Sendable {
  private let book: RuleBook
  private let transcripts: [Transcript]
  private let sentences: [WrittenSentence]
  private let filter: String?
  private let jobs: Int

  /// - Parameters:
  ///   - book: The pack.
  ///   - transcripts: What is played besides the examples.
  ///   - filter: Only what belongs to an intent, step, cue or concept whose name holds this is counted; nil for all.
  ///   - jobs: How many work side by side.
  package init(of book: RuleBook, _ transcripts: [Transcript], filter: String? = nil, jobs: Int = 1) {
    self.book = book
    self.transcripts = transcripts
    self.filter = filter
    self.jobs = jobs
    sentences = WrittenSentence.all(in: book, transcripts)
  }

  /// The coverage; `bundled` lends the words for what the pack has none for.
  package func coverage(bundled: RuleBook) async -> Coverage {
    var coverage = Coverage()
    await countPatterns(into: &coverage)
    let turns = turns(by: DialogueEngine(DialogueEngine.Rules(trying: book, bundled: bundled)))
    countIntents(turns, into: &coverage)
    countSteps(turns, into: &coverage)
    countReplies(turns, into: &coverage)
    coverage.sort()
    return coverage
  }

  private func isAsked(_ owner: String) -> Bool { filter.map(owner.contains) ?? true }

  // MARK: - Patterns

  private func countPatterns(into coverage: inout Coverage) async {
    let observer = PatternObserver(book: book, sentences: sentences.map(\.text), jobs: jobs)
    let sites = book.patternSites.filter { isAsked(book.owner(of: $0.list)) }
    let holding = await observer.sentences(holding: sites.map { book[$0].pattern })
    for (site, sentences) in zip(sites, holding) {
      coverage.count(!sentences.isEmpty, thing(at: site, kind: site.list.coverageKind, text: book[site].text))
    }
    let used = zip(sites, holding).filter { !$0.1.isEmpty }
    let alternatives = await AlternativeObserver(observer).used(
      in: used.map { (book[$0].pattern, $1) })
    for ((site, _), found) in zip(used, alternatives) {
      let pattern = book[site].pattern
      for path in pattern.alternatives {
        coverage.count(
          found.contains(path), thing(at: site, kind: .alternative, text: pattern[path].text))
      }
    }
    for (site, _) in zip(sites, holding).filter({ $0.1.isEmpty }) {
      coverage.count(unlisted: book[site].pattern.alternatives.count, of: .alternative)
    }
  }

  private func thing(at site: PatternSite, kind: Coverage.Kind, text: String) -> Coverage.Unused {
    Coverage.Unused(kind: kind, place: book[site].place, owner: book.owner(of: site.list), text: text)
  }

  // MARK: - What the coach says

  private func turns(by engine: DialogueEngine) -> [Turn] {
    var turns: [Turn] = []
    for transcript in transcripts {
      _ = Replay(transcript, with: engine).run(visiting: { turns.append($0.turn) })
    }
    var uses: [String: [Int]] = [:]
    for sentence in sentences {
      guard case .example = sentence.origin else { continue }
      var conversation = Conversation(seed: 0)
      conversation.uses = uses
      let turn = engine.turn(on: sentence.text, in: conversation, at: .usualStart)
      uses = turn.conversation.uses
      turns.append(turn)
    }
    return turns
  }

  private func countIntents(_ turns: [Turn], into coverage: inout Coverage) {
    let used = turns.reduce(into: Set<ID<Intent>>()) { used, turn in
      used.formUnion(turn.reading.matches.map(\.intent))
      used.formUnion(turn.safety.hits.map(\.intent))
    }
    for intent in book.intents where intent.isEnabled && isAsked(intent.id.text) {
      coverage.count(
        used.contains(intent.id),
        Coverage.Unused(kind: .intent, place: intent.place, owner: intent.id.text, text: intent.title))
    }
  }

  private func countSteps(_ turns: [Turn], into coverage: inout Coverage) {
    let used = turns.reduce(into: Set<String>()) { used, turn in
      if let step = turn.reply.step { used.insert(step.text) }
      used.formUnion(turn.facts.filter { $0.name == .offered || $0.name == .chosen }.map(\.value))
    }
    for step in book.steps where isAsked(step.id.text) {
      coverage.count(
        used.contains(step.id.text),
        Coverage.Unused(kind: .step, place: step.place, owner: step.id.text, text: step.title))
    }
  }

  private func countReplies(_ turns: [Turn], into coverage: inout Coverage) {
    var said = Set(turns.flatMap { $0.reply.parts.compactMap(\.place) })
    // What a command shows of a step is the whole of it.
    let shown = Set(turns.filter { $0.move == .command }.compactMap(\.reply.step))
    for step in book.steps where shown.contains(step.id) { said.formUnion(step.texts.map(\.place)) }
    let owners = replyOwners
    for text in ReplyStandards(book: book).texts {
      let owner = owners[text.reply.place] ?? ""
      guard isAsked(owner) else { continue }
      coverage.count(
        said.contains(text.reply.place),
        Coverage.Unused(kind: .reply, place: text.reply.place, owner: owner, text: text.reply.text))
    }
  }

  /// Whose each text is.
  private var replyOwners: [SourcePlace: String] {
    var owners: [SourcePlace: String] = [:]
    for intent in book.intents {
      let answers = intent.asks.flatMap { $0.say + $0.otherwise + $0.answers.flatMap(\.reflect) }
      let danger = intent.safety?.replies.values.joined().map(\.self) ?? []
      for text in intent.replies.all + answers + danger { owners[text.place] = intent.id.text }
    }
    for step in book.steps { for text in step.texts { owners[text.place] = step.id.text } }
    for (situation, texts) in book.replies { for text in texts { owners[text.place] = situation.rawValue } }
    return owners
  }
}

extension GuideStep {
  /// Every text of the step that stands somewhere.
  fileprivate var texts: [ReplyText] {
    why + sizesInOrder.map(\.text) + [script?.firm, script?.deferential].compactMap(\.self)
  }
}
