/// Turns lines of text into utterances, with the words of one pack.
///
/// It remembers each distinct word, so an instance belongs to one task; the result never depends on what it
/// remembers.
package final class Analyzer {
  private let vocabulary: Vocabulary
  private let stemmer: Stemmer
  private let speller: Speller?
  private var table = WordTable()
  private var word: [UInt8] = []

  /// An analyzer; it takes misspelt words for the words of the pack unless told otherwise.
  package init(vocabulary: Vocabulary, correctsSpelling: Bool = true) {
    self.vocabulary = vocabulary
    stemmer = Stemmer(language: vocabulary.lexicon.language)
    speller = correctsSpelling ? Speller(vocabulary: vocabulary) : nil
  }

  /// The utterance of a line; any text has one.
  package func utterance(_ text: String) -> Utterance {
    var utterance = Utterance()
    analyze(text, into: &utterance)
    return utterance
  }

  /// Fills `utterance` anew, keeping its storage.
  ///
  /// - Complexity: O(*n*) in bytes.
  package func analyze(_ text: String, into utterance: inout Utterance) {
    utterance.removeAll()
    utterance.text = text
    var breaks = BreakFinder(lexicon: vocabulary.lexicon)
    var text = text
    text.makeContiguousUTF8()
    scan(text.utf8.span, into: &utterance, &breaks)
    breaks.finish(&utterance)
  }

  /// One pass over the bytes: words go to the utterance, all between them to the break finder.
  private func scan(_ bytes: Span<UInt8>, into utterance: inout Utterance, _ breaks: inout BreakFinder) {
    var position = 0
    var scalar = 0
    while position < bytes.count {
      let byte = bytes[position]
      if isASCIIWordByte(byte) || byte >= 0x80 {
        let end = scanWord(bytes, from: position, scalar: &scalar, into: &utterance, &breaks)
        if end > position {
          position = end
          continue
        }
      }
      let (mark, length) = decode(bytes, at: position)
      let next = position + length
      breaks.separator(
        mark, isFollowedByWord: startsWord(bytes, at: next),
        isFollowedByDigit: next < bytes.count && bytes[next] &- 0x30 < 10)
      position += length
      scalar += 1
    }
  }

  /// Reads the word at `start`, if one begins there, and returns where it ends.
  private func scanWord(
    _ bytes: Span<UInt8>, from start: Int, scalar: inout Int, into utterance: inout Utterance,
    _ breaks: inout BreakFinder
  ) -> Int {
    word.removeAll(keepingCapacity: true)
    var position = start
    var scalars = 0
    var isPlain = true
    while position < bytes.count {
      let byte = bytes[position]
      if isASCIIWordByte(byte) {
        word.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
        position += 1
      } else if byte == 0x27 || byte == 0x60 {
        guard position > start, startsWord(bytes, at: position + 1) else { break }
        word.append(0x27)
        position += 1
      } else if byte >= 0x80 {
        let (mark, length) = decode(bytes, at: position)
        if isApostrophe(mark) {
          guard position > start, startsWord(bytes, at: position + length) else { break }
          word.append(0x27)
        } else {
          guard isWordScalar(mark), position > start || !isJoiner(mark) else { break }
          isPlain = false
          for i in position..<(position + length) { word.append(bytes[i]) }
        }
        position += length
      } else {
        break
      }
      scalars += 1
    }
    guard position > start else { return start }
    if !isPlain { word = Array(folded(String(decoding: word, as: UTF8.self)).utf8) }
    let first = bytes[start]
    let isCapitalized = first &- 0x41 < 26 && position > start + 1
    let span = Int32(scalar)..<Int32(scalar + scalars)
    append(span, isCapitalized: isCapitalized, to: &utterance, &breaks)
    scalar += scalars
    return position
  }

  private func append(
    _ span: Range<Int32>, isCapitalized: Bool, to utterance: inout Utterance, _ breaks: inout BreakFinder
  ) {
    var hash: UInt32 = 0x811C_9DC5
    for byte in word { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    hash ^= hash >> 15
    var index = table.find(word.span, hash: hash) ?? -1
    if index < 0 { index = table.insert(word.span, hash: hash, entry(for: word)) }
    let entry = table.entries[index]
    breaks.word(
      role: entry.role, isSingleLetter: word.count == 1, endsInDigit: (word.last ?? 0) &- 0x30 < 10,
      isAbbreviation: { [word, vocabulary] in
        vocabulary.lexicon.abbreviations.contains(String(decoding: word, as: UTF8.self))
      }, in: &utterance)
    var readings = entry.words
    var correction: Int32 = -1
    if let corrected = entry.corrected {
      if isCapitalized && !breaks.isAtSentenceStart(utterance) {
        readings = entry.uncorrected
      } else {
        correction = Int32(utterance.corrections.count)
        utterance.corrections.append(
          Correction(
            typed: String(decoding: word, as: UTF8.self), corrected: corrected,
            span: Int(span.lowerBound)..<Int(span.upperBound)))
      }
    }
    let isPossessor = readings.count == 1 && word.count > 2 && word.suffix(2).elementsEqual("'s".utf8)
    for forms in readings {
      let from = Int32(utterance.alternatives.count)
      if forms.count > 1 { utterance.alternatives += forms.dropFirst() }
      utterance.words.append(
        Word(
          span: span, form: forms[0], alternatives: from..<Int32(utterance.alternatives.count),
          correction: correction, isCapitalized: isCapitalized, isPossessor: isPossessor))
    }
  }

  /// What a word stands for, worked out once.
  private func entry(for bytes: [UInt8]) -> WordEntry {
    let typed = String(decoding: bytes, as: UTF8.self)
    let role = vocabulary.lexicon.clauseRole(of: typed)
    let plain = readings(of: typed)
    guard let corrected = speller?.correction(of: typed, by: stemmer) else {
      return WordEntry(words: plain, corrected: nil, uncorrected: plain, role: role)
    }
    return WordEntry(
      words: readings(of: corrected), corrected: corrected, uncorrected: plain,
      role: vocabulary.lexicon.clauseRole(of: corrected))
  }

  /// The forms of each word of the expansion, without doubles.
  private func readings(of typed: String) -> [[WordForm]] {
    let expansions = vocabulary.lexicon.readings(of: typed)
    return (expansions.first ?? [typed]).indices.map { position in
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

private func isASCIIWordByte(_ byte: UInt8) -> Bool {
  (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
}

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
