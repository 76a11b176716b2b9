internal import Diagnostics
package import Language
internal import Rules

/// Reads messages with one matcher.
///
/// It remembers words between messages, so an instance belongs to one task; readings never depend on that.
package final class Reader {
  package let matcher: Matcher
  private let analyzer: Analyzer
  private var finder: ProposalFinder
  private var narrowSearch: PatternSearch<UInt64>
  /// The rules of patterns that matched before: one from an archive is read once.
  private var rules: [Int: RulePattern] = [:]
  /// For sentences of more than 62 words.
  private lazy var wideSearch = WideSearch(matcher)

  package init(_ matcher: Matcher, correctsSpelling: Bool = true) {
    self.matcher = matcher
    analyzer = Analyzer(vocabulary: matcher.vocabulary, correctsSpelling: correctsSpelling)
    finder = ProposalFinder(matcher: matcher)
    narrowSearch = PatternSearch(matcher: matcher)
  }

  /// A match of one pattern, before anything is decided.
  private struct RawMatch {
    var pattern: Int
    var found: Found
    var sentence: Int
  }

  /// What a message was taken to mean.
  ///
  /// - Complexity: Linear in the length of the message for a given book.
  package func read(_ text: String) -> Reading { read(utterance(of: text)) }

  /// The words of a message.
  package func utterance(of text: String) -> Utterance { analyzer.utterance(text) }

  /// Fills an utterance with the words of each message, keeping its storage.
  package func analyze(_ messages: [String], into utterances: inout [Utterance]) {
    analyzer.analyze(messages, into: &utterances)
  }

  /// What the words of a message were taken to mean.
  package func read(_ utterance: Utterance) -> Reading {
    var reading = Reading(utterance: utterance)
    let raw = search(utterance)
    let bySentence = Dictionary(grouping: raw, by: \.sentence)
    let scopes = utterance.sentences.indices.map { cueScopes(bySentence[$0] ?? [], in: utterance) }
    let finders = utterance.sentences.indices.map {
      AssertionFinder(matcher: matcher, utterance: utterance, sentence: $0, scopes: scopes[$0])
    }
    var matches = intentMatches(raw, finders, utterance)
    matches += togetherMatches(raw, finders, utterance)
    reading.matches = Ranking.settled(vetoed(matches, raw))
    reading.answers = answers(raw, finders)
    reading.triggers = triggers(raw)
    reading.persons = persons(in: raw)
    reading.safety = SafetyScreen.finding(in: raw.map { ($0.pattern, $0.found) }, matcher, utterance)
    return reading
  }

  /// Every match of the intents’ patterns, as found: no assertion, veto or shadowing.
  package func bareMatches(in utterance: Utterance) -> [Match] {
    search(utterance).compactMap { match(of: $0.pattern, $0.found, utterance) }
  }

  /// Every match of a pattern in the first `count` of some utterances, by the utterance.
  ///
  /// Faster than one utterance after the other: the index is asked for the words of many sentences at once.
  package func bareMatches(in utterances: [Utterance], _ count: Int) -> [BareMatch] {
    var matches: [BareMatch] = []
    let utterances = utterances.span
    search(sentences(of: utterances, count), in: utterances) { sentence, sighting, _ in
      let start = sentence.words.lowerBound
      matches.append(
        BareMatch(
          utterance: sentence.utterance, pattern: Int(sighting.pattern),
          words: (start + Int(sighting.start))..<(start + Int(sighting.end)), halves: Int(sighting.halves)))
    }
    return matches
  }

  /// What a bare match says, but for the single words that it took; nil where its pattern is no intent’s.
  package func match(of match: BareMatch, in utterance: borrowing Utterance) -> Match? {
    self.match(
      of: match.pattern, Found(words: match.words, matched: [], captures: [], halves: match.halves), utterance
    )
  }

  private func match(of pattern: Int, _ found: Found, _ utterance: Utterance) -> Match? {
    guard case .intent(let intent) = matcher.patterns.owner(of: pattern) else { return nil }
    return match(intent, rule(of: pattern), found, Assertion(), [], utterance)
  }

  // MARK: - Searching

  /// So many sentences are looked up together.
  private static let batch = 64

  private func search(_ utterance: Utterance) -> [RawMatch] {
    let own = [utterance]
    let utterances = own.span
    var matches: [RawMatch] = []
    search(sentences(of: utterances, 1), in: utterances) { sentence, sighting, trace in
      matches.append(
        RawMatch(pattern: Int(sighting.pattern), found: trace(sighting), sentence: sentence.sentence))
    }
    return matches
  }

  /// The sentences of utterances; one that is too long for any search is cut.
  private func sentences(of utterances: Span<Utterance>, _ count: Int) -> [SearchedSentence] {
    var sentences: [SearchedSentence] = []
    sentences.reserveCapacity(count)
    for utterance in 0..<count {
      for number in utterances[utterance].sentences.indices {
        var rest = utterances[utterance].sentences[number]
        while !rest.isEmpty {
          let part = rest.prefix(PatternSearch<UInt128>.mostWords)
          sentences.append(SearchedSentence(utterance: utterance, sentence: number, words: part))
          rest = part.upperBound..<rest.upperBound
        }
      }
    }
    return sentences
  }

  /// Searches sentences in their order, each with as many bits as it needs, and hands over every sighting with a way to trace it.
  private func search(
    _ sentences: [SearchedSentence], in utterances: Span<Utterance>,
    found: (SearchedSentence, Sighting, _ trace: (Sighting) -> Found) -> Void
  ) {
    var rest = sentences[...]
    while !rest.isEmpty {
      let batch = rest.prefix(Self.batch)
      rest = rest.dropFirst(Self.batch)
      finder.find(for: batch, in: utterances)
      for (number, sentence) in batch.enumerated() {
        if sentence.words.count <= PatternSearch<UInt64>.mostWords {
          search(sentence, number, in: utterances, with: &narrowSearch, found: found)
        } else {
          search(sentence, number, in: utterances, with: &wideSearch.search, found: found)
        }
      }
    }
  }

  private func search<Places>(
    _ sentence: SearchedSentence, _ number: Int, in utterances: Span<Utterance>,
    with search: inout PatternSearch<Places>,
    found: (SearchedSentence, Sighting, _ trace: (Sighting) -> Found) -> Void
  ) {
    search.search(
      number, sentence.words, of: utterances[sentence.utterance].words.span,
      utterances[sentence.utterance].alternatives.span, proposedBy: finder)
    for index in search.sightings.indices {
      found(sentence, search.sightings[index]) { search.trace($0) }
    }
  }

  private func cueScopes(_ found: [RawMatch], in utterance: Utterance) -> CueScopes {
    CueScopes(
      book: matcher.book, found: found.map { (matcher.patterns.owner(of: $0.pattern), $0.found.words) },
      clause: { utterance.clauses[utterance.clause(of: $0)] },
      clauseBehind: { word in
        // A clause that opens with a word of its own (*but*, *when*) stands apart.
        utterance.clauses.first {
          $0.lowerBound == word && !matcher.persons.opensClause(utterance.words[word])
        }
      },
      clauseBefore: { word in utterance.clauses.first { $0.upperBound == word } })
  }

  // MARK: - Intents

  private func intentMatches(_ raw: [RawMatch], _ finders: [AssertionFinder], _ utterance: Utterance)
    -> [Match]
  {
    raw.compactMap { match in
      guard case .intent(let number) = matcher.patterns.owner(of: match.pattern) else { return nil }
      let (assertion, evidence) = finders[match.sentence].assertion(of: match.found)
      return self.match(
        number, rule(of: match.pattern), match.found, assertion, evidence, utterance)
    }
  }

  private func match(
    _ number: Int, _ rule: RulePattern, _ found: Found, _ assertion: Assertion, _ evidence: [CueEvidence],
    _ utterance: Utterance
  ) -> Match {
    Match(
      intentIndex: number, intent: matcher.book.intents[number].id, kind: matcher.book.intents[number].kind,
      priority: matcher.book.intents[number].priority, rule: rule,
      words: found.words,
      matched: found.matched.sorted(), span: utterance.span(of: found.words), score: Double(found.halves) / 2,
      assertion: assertion, evidence: evidence,
      captures: found.captures.map {
        Capture(concept: matcher.book.concepts[$0.concept].name, words: $0.words)
      },
      corrections: found.words.compactMap { index in
        let correction = utterance.words[index].correction
        return correction >= 0 ? utterance.corrections[Int(correction)] : nil
      },
      status: matcher.book.intents[number].accepts.firstRefusal(of: assertion).map { .refused($0) }
        ?? .accepted)
  }

  /// The pattern as its author wrote it.
  private func rule(of pattern: Int) -> RulePattern {
    if let known = rules[pattern] { return known }
    let rule = matcher.patterns.rule(of: pattern)
    rules[pattern] = rule
    return rule
  }

  /// Matches of intents whose signals are all in the message.
  private func togetherMatches(_ raw: [RawMatch], _ finders: [AssertionFinder], _ utterance: Utterance)
    -> [Match]
  {
    var signals: [ID<Signal>: (raw: RawMatch, assertion: Assertion, evidence: [CueEvidence])] = [:]
    for match in raw {
      guard case .signal(let number) = matcher.patterns.owner(of: match.pattern) else { continue }
      let signal = matcher.book.signals[number]
      let (assertion, evidence) = finders[match.sentence].assertion(of: match.found)
      if signals[signal.id] == nil, signal.accepts.contains(assertion) {
        signals[signal.id] = (match, assertion, evidence)
      }
    }
    guard !signals.isEmpty else { return [] }
    return matcher.book.intents.indices.compactMap { number in
      for group in matcher.book.intents[number].together {
        let found = group.compactMap { signals[$0] }
        guard found.count == group.count, let first = found.first else { continue }
        let start = found.map(\.raw.found.words.lowerBound).min() ?? 0
        let end = found.map(\.raw.found.words.upperBound).max() ?? 0
        let whole = Found(
          words: start..<end, matched: found.flatMap(\.raw.found.matched),
          captures: found.flatMap(\.raw.found.captures),
          halves: found.reduce(0) { $0 + $1.raw.found.halves })
        var assertion = first.assertion
        assertion.who = .oneself
        return match(
          number, rule(of: first.raw.pattern), whole, assertion, found.flatMap(\.evidence),
          utterance)
      }
      return nil
    }
  }

  /// Marks the matches that an `unless:` shares a word with, and those of intents with an `unless-said:` anywhere.
  private func vetoed(_ matches: [Match], _ raw: [RawMatch]) -> [Match] {
    var vetoes: [Int: [Veto]] = [:]
    for match in raw {
      switch matcher.patterns.owner(of: match.pattern) {
      case .unless(let intent):
        vetoes[intent, default: []].append(Veto(words: Set(match.found.matched), place: place(of: match)))
      case .unlessSaid(let intent):
        vetoes[intent, default: []].append(Veto(words: nil, place: place(of: match)))
      default: continue
      }
    }
    return matches.map { match in
      var match = match
      let veto = vetoes[match.intentIndex]?.first { veto in
        veto.words.map { words in match.matched.contains(where: words.contains) } ?? true
      }
      if let veto { match.status = .vetoed(by: veto.place) }
      return match
    }
  }

  private func place(of match: RawMatch) -> SourcePlace { rule(of: match.pattern).place }

  /// An `unless:` with the words it took, or an `unless-said:` anywhere, without words.
  private struct Veto {
    var words: Set<Int>?
    var place: SourcePlace
  }

  // MARK: - What the dialogue asks for

  private func answers(_ raw: [RawMatch], _ finders: [AssertionFinder]) -> [AnswerMatch] {
    raw.compactMap { match -> AnswerMatch? in
      guard case .answer(let intent, let ask, let answer) = matcher.patterns.owner(of: match.pattern) else {
        return nil
      }
      guard finders[match.sentence].polarity(of: match.found) == .affirmed else { return nil }
      return AnswerMatch(
        intent: matcher.book.intents[intent].id, ask: ask, answer: answer, rule: place(of: match),
        score: Double(match.found.halves) / 2)
    }
    .sorted { $0.score > $1.score }
  }

  /// A trigger counts where the message, not only a sentence, begins with it.
  private func triggers(_ raw: [RawMatch]) -> [Trigger: Range<Int>] {
    var triggers: [Trigger: Range<Int>] = [:]
    for match in raw where match.sentence == 0 {
      if case .trigger(let trigger) = matcher.patterns.owner(of: match.pattern) {
        triggers[trigger] = match.found.words
      }
    }
    return triggers
  }

  private func persons(in raw: [RawMatch]) -> [Range<Int>] {
    raw.filter { matcher.patterns.owner(of: $0.pattern) == .person }.map(\.found.words)
  }
}

/// The search for long sentences: most readers never meet one.
private final class WideSearch {
  var search: PatternSearch<UInt128>

  init(_ matcher: Matcher) {
    search = PatternSearch(matcher: matcher)
  }
}
