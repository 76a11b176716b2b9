/// Splits text into words, looks each up in its memory, and finds out about those that are new.
struct Tokenizer {
  private let vocabulary: Vocabulary
  private let stemmer: Stemmer
  private var speller: Speller?
  private var table = WordTable()
  private var tokens: [Token] = []
  /// Keeps the reads of a batch from being optimized away.
  private var touched: UInt64 = 0
  private static let batch = 64

  init(vocabulary: Vocabulary, correctsSpelling: Bool) {
    self.vocabulary = vocabulary
    stemmer = Stemmer(language: vocabulary.lexicon.language)
    speller = correctsSpelling ? Speller(vocabulary: vocabulary) : nil
  }

  /// Fills an utterance from bytes.
  ///
  /// Words are split off in batches and looked for together, so that the waits for memory overlap.
  mutating func scan(_ bytes: Span<UInt8>, into utterance: inout Utterance) {
    var breaks = BreakFinder()
    var position = 0
    var scalar: Int32 = 0
    while position < bytes.count {
      tokens.removeAll(keepingCapacity: true)
      while position < bytes.count, tokens.count < Self.batch {
        position = split(bytes, from: position, &scalar)
      }
      for index in tokens.indices { touched ^= table.touch(tokens[index].key) }
      for index in tokens.indices { take(tokens[index], bytes, into: &utterance, &breaks) }
    }
    breaks.finish(&utterance)
  }

  // MARK: - Splitting

  /// A word or a mark of the text; small, for each is written down and read again.
  private struct Token {
    enum Kind: UInt8 {
      /// Of plain letters, up to 16: its key tells all.
      case plainWord
      case unusualWord
      case mark
    }

    var key = WordKey(low: 0, high: 0)
    /// In bytes.
    var start: Int32
    var end: Int32
    /// In scalars.
    var span: Range<Int32>
    /// How many spaces stand before it.
    var spaces: Int32
    var kind = Kind.plainWord

    var bytes: Range<Int> { Int(start)..<Int(end) }
  }

  /// Reads one word or mark, with the spaces before it, and returns where it ends.
  @inline(__always)
  private mutating func split(_ bytes: Span<UInt8>, from start: Int, _ scalar: inout Int32) -> Int {
    var position = start
    while position < bytes.count, bytes[position] == 0x20 { position &+= 1 }
    let spaces = Int32(truncatingIfNeeded: position &- start)
    scalar &+= spaces
    guard position < bytes.count else { return position }
    let place = Int32(truncatingIfNeeded: position)
    var token = Token(start: place, end: place, span: scalar..<scalar, spaces: spaces)
    splitPlainWord(bytes, &token)
    if token.end == place, bytes[position] >= 0x80 { splitUnusualWord(bytes, &token) }
    if token.end == place { splitMark(bytes, &token) }
    scalar = token.span.upperBound
    tokens.append(token)
    return Int(token.end)
  }

  /// Reads a word of plain letters, or nothing; hands on what only begins as one.
  @inline(__always)
  private func splitPlainWord(_ bytes: Span<UInt8>, _ token: inout Token) {
    let start = Int(token.start)
    let low = bytes.eight(from: start)
    guard isASCIIWordByte(UInt8(truncatingIfNeeded: low)) else { return }
    var letters = PlainLetters(low, next: start &+ 8 < bytes.count ? bytes[start &+ 8] : 0)
    var key = WordKey(low: letters.folded, high: 0)
    var length = letters.count
    if length == 8 {
      letters = PlainLetters(bytes.eight(from: start &+ 8), next: 0)
      key.high = letters.folded
      length &+= letters.count
    }
    let end = start &+ length
    if end < bytes.count, mayContinueWord(bytes[end], behind: length) {
      splitUnusualWord(bytes, &token)
    } else {
      token.key = key
      token.end = Int32(truncatingIfNeeded: end)
      let first = token.span.lowerBound
      token.span = first..<(first &+ Int32(truncatingIfNeeded: length))
    }
  }

  /// Finds the end of a long word, or of one with letters beyond ASCII or typographic apostrophes.
  private func splitUnusualWord(_ bytes: Span<UInt8>, _ token: inout Token) {
    let start = Int(token.start)
    var position = start
    var scalars: Int32 = 0
    while position < bytes.count {
      let (scalar, length) = decode(bytes, at: position)
      let isFirst = position == start
      if isApostrophe(scalar) {
        guard !isFirst, startsWord(bytes, at: position + length) else { break }
      } else {
        guard isWordScalar(scalar), !isFirst || !isJoiner(scalar) else { break }
      }
      position += length
      scalars += 1
    }
    token.kind = .unusualWord
    token.end = Int32(truncatingIfNeeded: position)
    token.span = token.span.lowerBound..<(token.span.lowerBound + scalars)
  }

  private func splitMark(_ bytes: Span<UInt8>, _ token: inout Token) {
    let (_, length) = decode(bytes, at: Int(token.start))
    token.kind = .mark
    token.end = token.start + Int32(length)
    token.span = token.span.lowerBound..<(token.span.lowerBound + 1)
  }

  // MARK: - Looking up

  @inline(__always)
  private mutating func take(
    _ token: Token, _ bytes: Span<UInt8>, into utterance: inout Utterance, _ breaks: inout BreakFinder
  ) {
    breaks.spaces(Int(token.spaces))
    let entry: WordEntry
    switch token.kind {
    case .mark: return take(mark: token.bytes, bytes, &breaks)
    case .plainWord: entry = table.find(token.key) ?? learn(token.bytes.map { lower(bytes[$0]) })
    case .unusualWord:
      let word = folded(bytes, token.bytes)
      entry = (WordKey(word).map { table.find($0) } ?? table.find(word)) ?? learn(word)
    }
    let first = bytes[Int(token.start)]
    let isCapitalized = first &- 0x41 < 26 && token.end > token.start + 1
    append(entry, token.span, isCapitalized: isCapitalized, to: &utterance, &breaks)
  }

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

/// Whether a word begins with the byte at `position`; bytes above ASCII are taken to.
private func startsWord(_ bytes: Span<UInt8>, at position: Int) -> Bool {
  guard position < bytes.count else { return false }
  if isASCIIWordByte(bytes[position]) { return true }
  guard bytes[position] >= 0x80 else { return false }
  let scalar = decode(bytes, at: position).0
  return isWordScalar(scalar) && !isJoiner(scalar)
}

/// Whether a word of plain letters, of which so many were read, may go on with a byte that the quick way does not know.
@inline(__always)
private func mayContinueWord(_ byte: UInt8, behind length: Int) -> Bool {
  byte >= 0x80 || byte == 0x60 || byte == 0x27 || (length == WordKey.longest && isASCIIWordByte(byte))
}

@inline(__always)
private func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

/// Zero-width joiners belong to words but begin none.
private func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value == 0x200C || scalar.value == 0x200D
}

/// The scalar at a position of valid UTF-8, and its length in bytes.
private func decode(_ bytes: Span<UInt8>, at position: Int) -> (Unicode.Scalar, Int) {
  let first = bytes[position]
  if first < 0x80 { return (Unicode.Scalar(first), 1) }
  let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
  var value = UInt32(first) & (0xFF >> UInt32(length + 1))
  for i in 1..<length { value = value << 6 | UInt32(bytes[position + i] & 0x3F) }
  return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
}

extension Lexicon {
  func clauseRole(of word: String) -> ClauseRole {
    if clauseStarts.contains(word) { return .clauseStart }
    if joiners.contains(word) { return .joiner }
    guard let first = readings(of: word).first?.first else { return .none }
    return subjects.contains(first) ? .subject : .none
  }
}
