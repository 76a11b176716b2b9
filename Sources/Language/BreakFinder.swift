/// Finds where sentences and clauses end, from the marks between words.
///
/// A sentence ends at `. ! ?` and at a blank line. A clause ends there and at `…`, `;`, `:`, dashes, brackets,
/// emoji and single line ends; before a word that begins clauses (*because*); before *and* with a new
/// subject behind it; and at a comma when a new subject or such a word follows, or when the clause before it
/// began with such a word.
struct BreakFinder {
  private enum Strength: Comparable { case none, comma, clause, sentence }

  private var pending = Strength.none
  private var hasQuestionMark = false
  /// Marks since the last word.
  private var quotationMarks = 0
  private var quotationStart: Int?
  private var lineEnds = 0
  private var stops = 0
  private var lastWasSingleLetter = false
  private var lastIsAbbreviation = false
  /// Whether the last word is a letter of an abbreviation such as `e.g`.
  private var lastIsDotted = false
  private var lastEndsInDigit = false
  private var separators = 0
  private var sentenceStart = 0
  private var clauseStart = 0
  private var clauseBeganWithClauseWord = false
  /// Where a joiner stands that becomes a clause start if a subject follows it.
  private var joiner: Int?
  /// Whether neither the last word nor a mark behind it says anything of the next word.
  private var isUndisturbed = false

  /// Takes note of spaces: by far the most frequent of all marks.
  mutating func spaces(_ count: Int) { separators += count }

  /// Takes note of a scalar that belongs to no word.
  mutating func separator(_ mark: Unicode.Scalar, isFollowedByWord: Bool, isFollowedByDigit: Bool) {
    separators += 1
    isUndisturbed = false
    if mark == "?" || mark == "\u{FF1F}" { hasQuestionMark = true }
    switch mark {
    case ".": stop(isFollowedByWord: isFollowedByWord, isFollowedByDigit: isFollowedByDigit)
    case "!", "?", "\u{0964}", "\u{0965}", "\u{FF1F}", "\u{FF01}", "\u{3002}": pending = .sentence
    case "\n":
      lineEnds += 1
      pending = max(pending, lineEnds > 1 ? .sentence : .clause)
    case ",", "\u{060C}", "\u{FF0C}": pending = max(pending, .comma)
    case "\"", "\u{201C}", "\u{201D}", "\u{00AB}", "\u{00BB}":
      quotationMarks += 1
      pending = max(pending, .comma)
    case ";", ":", "\u{2026}", "\u{2013}", "\u{2014}", "(", ")", "[", "]": pending = max(pending, .clause)
    case "-" where separators > 1 && !isFollowedByWord: pending = max(pending, .clause)
    default: if mark.value > 0x7F, mark.properties.isEmojiPresentation { pending = max(pending, .clause) }
    }
  }

  /// A full stop: the end of a sentence, unless it stands in a number, an abbreviation or an ellipsis.
  private mutating func stop(isFollowedByWord: Bool, isFollowedByDigit: Bool) {
    stops += 1
    if stops > 1 {
      pending = .clause
    } else if lastIsAbbreviation || lastIsDotted || (lastWasSingleLetter && isFollowedByWord)
      || (lastEndsInDigit && isFollowedByDigit)
    {
      pending = max(pending, .none)
    } else {
      pending = .sentence
    }
  }

  /// Takes note of a word about to be appended to `utterance`, and closes what ends before it.
  @inline(__always)
  mutating func word(role: ClauseRole, _ traits: WordEntry.Traits, in utterance: inout Utterance) {
    let isPlain = role == .none && traits.isSubset(of: .isPossessor)
    if isPlain, isUndisturbed, utterance.words.count &- sentenceStart < Self.longSentence {
      separators = 0
    } else {
      breakBefore(role, traits, in: &utterance)
      isUndisturbed = isPlain
    }
  }

  private mutating func breakBefore(
    _ role: ClauseRole, _ traits: WordEntry.Traits, in utterance: inout Utterance
  ) {
    let isSingleLetter = traits.contains(.isSingleLetter)
    let index = utterance.words.count
    if quotationMarks > 0 { noteQuotation(before: index, &utterance) }
    if pending == .sentence || isTooLong(at: index, role) {
      closeSentence(at: index, &utterance)
    } else if pending == .clause || role == .clauseStart
      || (pending == .comma && (role != .none || clauseBeganWithClauseWord))
    {
      closeClause(at: index, &utterance)
    } else if let joiner, role == .subject {
      closeClause(at: joiner, &utterance)
    }
    if index == clauseStart { clauseBeganWithClauseWord = role == .clauseStart }
    joiner = role == .joiner ? index : nil
    lastIsDotted = isSingleLetter && lastWasSingleLetter && stops == 1 && separators == 1
    lastEndsInDigit = traits.contains(.endsInDigit)
    pending = .none
    lineEnds = 0
    stops = 0
    separators = 0
    lastWasSingleLetter = isSingleLetter
    lastIsAbbreviation = traits.contains(.isAbbreviation)
  }

  /// Whether a sentence has gone on for so long that it ends at the next clause, or right here.
  ///
  /// Nobody means 120 words at once, and the matcher keeps the places of a sentence in 128 bits.
  private func isTooLong(at index: Int, _ role: ClauseRole) -> Bool {
    let length = index - sentenceStart
    return length >= Self.longestSentence
      || (length >= Self.longSentence && (pending > .none || role == .clauseStart))
  }

  private static let longSentence = 80
  private static let longestSentence = 120

  /// Whether the next word would be a sentence’s first.
  func isAtSentenceStart(_ utterance: Utterance) -> Bool { utterance.words.count == sentenceStart }

  /// Closes the last sentence.
  mutating func finish(_ utterance: inout Utterance) {
    noteQuotation(before: utterance.words.count, &utterance)
    closeSentence(at: utterance.words.count, &utterance)
  }

  /// Opens or closes a quotation for each mark since the last word.
  private mutating func noteQuotation(before index: Int, _ utterance: inout Utterance) {
    guard quotationMarks > 0 else { return }
    for _ in 0..<min(quotationMarks, 2) {
      if let start = quotationStart {
        if index - start > 1 { utterance.quotations.append(start..<index) }
        quotationStart = nil
      } else {
        quotationStart = index
      }
    }
    quotationMarks = 0
  }

  private mutating func closeClause(at index: Int, _ utterance: inout Utterance) {
    guard index > clauseStart else { return }
    utterance.clauses.append(clauseStart..<index)
    clauseStart = index
    clauseBeganWithClauseWord = false
  }

  private mutating func closeSentence(at index: Int, _ utterance: inout Utterance) {
    closeClause(at: index, &utterance)
    guard index > sentenceStart else { return }
    utterance.sentences.append(sentenceStart..<index)
    utterance.questions.append(hasQuestionMark)
    hasQuestionMark = false
    sentenceStart = index
  }
}
