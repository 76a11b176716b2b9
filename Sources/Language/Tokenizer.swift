/// Splits text into words, looks each up in its memory, and finds out about those that are new.
struct Tokenizer {
  private let vocabulary: Vocabulary
  private let stemmer: Stemmer
  private var speller: Speller?
  private var table = WordTable()
  private var splitter = WordSplitter()
  /// The batch at hand.
  private var tokens = [Token](repeating: Token(), count: batch)
  private static let batch = 256

  init(vocabulary: Vocabulary, correctsSpelling: Bool) {
    self.vocabulary = vocabulary
    stemmer = Stemmer(language: vocabulary.lexicon.language)
    speller = correctsSpelling ? Speller(vocabulary: vocabulary) : nil
  }

  /// Fills utterances from their texts, the first `count` of them.
  ///
  /// Words are split off in batches, of several texts where they are short, and looked for together, so that the waits
  /// for memory overlap.
  mutating func fill(_ utterances: inout [Utterance], _ count: Int) {
    var progress = Progress()
    var waiting = 0
    for index in 0..<count {
      let text = utterances[index].text
      let bytes = text.utf8.span
      splitter.begin(bytes)
      while true {
        let first = waiting
        waiting = splitter.split(bytes, into: &tokens, behind: first)
        let places = table.places
        for token in first..<waiting { places.prefetch(tokens[token].key) }
        let isAtEnd = waiting > first && tokens[waiting - 1].kind == .end
        if waiting == tokens.count {
          take(waiting, into: &utterances, &progress)
          waiting = 0
        }
        if isAtEnd { break }
      }
    }
    take(waiting, into: &utterances, &progress)
  }

  // MARK: - Looking up

  /// Which utterance is being filled, and what is known of its sentences.
  private struct Progress {
    var utterance = 0
    var breaks = BreakFinder()
  }

  /// Looks up the first tokens of the batch.
  private mutating func take(_ count: Int, into utterances: inout [Utterance], _ progress: inout Progress) {
    var next = 0
    while next < count {
      next = take(from: next, to: count, into: &utterances[progress.utterance], &progress.breaks)
      if tokens[next - 1].kind == .end { progress = Progress(utterance: progress.utterance + 1) }
    }
  }

  /// Looks up the tokens of one utterance, and returns what comes behind them.
  private mutating func take(
    from first: Int, to last: Int, into utterance: inout Utterance, _ breaks: inout BreakFinder
  ) -> Int {
    let text = utterance.text
    let bytes = text.utf8.span
    for index in first..<last {
      guard tokens[index].kind != .end else {
        breaks.finish(&utterance)
        return index + 1
      }
      take(tokens[index], bytes, into: &utterance, &breaks)
    }
    return last
  }

  @inline(__always)
  private mutating func take(
    _ token: Token, _ bytes: Span<UInt8>, into utterance: inout Utterance, _ breaks: inout BreakFinder
  ) {
    breaks.spaces(Int(token.spaces))
    let entry: WordEntry
    switch token.kind {
    case .end: return
    case .mark: return take(mark: token.bytes, bytes, &breaks)
    case .plainWord: entry = table.find(token.key) ?? learn(token.bytes.map { lower(bytes[$0]) })
    case .unusualWord: entry = unusualEntry(token.bytes, of: bytes)
    }
    let first = bytes[Int(token.start)]
    let isCapitalized = first &- 0x41 < 26 && token.end > token.start + 1
    append(entry, token.span, isCapitalized: isCapitalized, to: &utterance, &breaks)
  }

  @inline(never)
  private mutating func unusualEntry(_ word: Range<Int>, of bytes: Span<UInt8>) -> WordEntry {
    let word = folded(bytes, word)
    return (WordKey(word).map { table.find($0) } ?? table.find(word)) ?? learn(word)
  }

  @inline(never)
  private func take(mark: Range<Int>, _ bytes: Span<UInt8>, _ breaks: inout BreakFinder) {
    let end = mark.upperBound
    breaks.separator(
      decode(bytes, at: mark.lowerBound).0, isFollowedByWord: startsWord(bytes, at: end),
      isFollowedByDigit: end < bytes.count && bytes[end] &- 0x30 < 10)
  }

  /// The folded bytes of an unusual word.
  private func folded(_ bytes: Span<UInt8>, _ word: Range<Int>) -> [UInt8] {
    let typed = String(decoding: word.map { bytes[$0] == 0x60 ? 0x27 : bytes[$0] }, as: UTF8.self)
    return Array(Language.folded(typed).utf8)
  }

  @inline(__always)
  private func append(
    _ entry: WordEntry, _ span: Range<Int32>, isCapitalized: Bool, to utterance: inout Utterance,
    _ breaks: inout BreakFinder
  ) {
    breaks.word(role: entry.role, entry.traits, in: &utterance)
    guard entry.expansion < 0 else {
      append(
        table.expansions[Int(entry.expansion)], entry, span, isCapitalized: isCapitalized, to: &utterance,
        breaks)
      return
    }
    let end = Int32(utterance.alternatives.count)
    utterance.words.append(
      Word(
        span: span, form: entry.form, alternatives: end..<end, correction: -1, isCapitalized: isCapitalized,
        isPossessor: entry.traits.contains(.isPossessor)))
  }

  private func append(
    _ expansion: Expansion, _ entry: WordEntry, _ span: Range<Int32>, isCapitalized: Bool,
    to utterance: inout Utterance, _ breaks: BreakFinder
  ) {
    var readings = expansion.words
    var correction: Int32 = -1
    if let corrected = expansion.corrected {
      if isCapitalized && !breaks.isAtSentenceStart(utterance) {
        readings = expansion.uncorrected
      } else {
        correction = Int32(utterance.corrections.count)
        let place = Int(span.lowerBound)..<Int(span.upperBound)
        utterance.corrections.append(
          Correction(typed: expansion.typed, corrected: corrected, span: place))
      }
    }
    let isPossessor = readings.count == 1 && entry.traits.contains(.isPossessor)
    for forms in readings {
      let from = Int32(utterance.alternatives.count)
      if forms.count > 1 { utterance.alternatives += forms.dropFirst() }
      utterance.words.append(
        Word(
          span: span, form: forms[0], alternatives: from..<Int32(utterance.alternatives.count),
          correction: correction, isCapitalized: isCapitalized, isPossessor: isPossessor))
    }
  }

  // MARK: - New words

  /// Works out what a folded word stands for, once.
  private mutating func learn(_ bytes: [UInt8]) -> WordEntry {
    let typed = String(decoding: bytes, as: UTF8.self)
    let corrected = speller?.correction(of: typed, by: stemmer)
    let isListed = corrected != nil || vocabulary.mayList(typed)
    var entry = WordEntry(
      form: vocabulary.form(of: typed, by: stemmer),
      role: isListed ? vocabulary.lexicon.clauseRole(of: corrected ?? typed) : .none,
      traits: traits(of: bytes, isAbbreviation: isListed && vocabulary.lexicon.abbreviations.contains(typed)))
    guard isListed, corrected != nil || vocabulary.lexicon.variants[typed] != nil else {
      return table.insert(bytes, entry, nil)
    }
    let plain = readings(vocabulary.lexicon.readings(of: typed))
    let words = corrected.map { readings(vocabulary.lexicon.readings(of: $0)) } ?? plain
    entry.form = words[0][0]
    let isSimple = words.count == 1 && words[0].count == 1 && corrected == nil
    return table.insert(
      bytes, entry,
      isSimple ? nil : Expansion(typed: typed, words: words, corrected: corrected, uncorrected: plain))
  }

  private func traits(of bytes: [UInt8], isAbbreviation: Bool) -> WordEntry.Traits {
    var traits: WordEntry.Traits = []
    if bytes.count == 1 { traits.insert(.isSingleLetter) }
    if (bytes.last ?? 0) &- 0x30 < 10 { traits.insert(.endsInDigit) }
    if isAbbreviation { traits.insert(.isAbbreviation) }
    if bytes.count > 2, bytes.suffix(2).elementsEqual("'s".utf8) { traits.insert(.isPossessor) }
    return traits
  }

  /// The forms of each word of an expansion with several readings, without doubles.
  private func readings(_ expansions: [[String]]) -> [[WordForm]] {
    (expansions.first ?? []).indices.map { position in
      expansions.map { vocabulary.form(of: $0[position], by: stemmer) }
        .reduce(into: []) { forms, form in if !forms.contains(form) { forms.append(form) } }
    }
  }
}

@inline(__always)
private func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

extension Lexicon {
  func clauseRole(of word: String) -> ClauseRole {
    if clauseStarts.contains(word) { return .clauseStart }
    if joiners.contains(word) { return .joiner }
    guard let first = readings(of: word).first?.first else { return .none }
    return subjects.contains(first) ? .subject : .none
  }
}
