package import Rules

extension Match {
  /// A match that somebody else vouches for, such as a transcript: affirmed, of oneself, now, at one word of a message.
  ///
  /// - Parameters:
  ///   - intent: The intent that is claimed.
  ///   - index: Its index in the book.
  ///   - rule: A pattern of it, for showing.
  ///   - word: The word of the utterance that it counts.
  ///   - span: That word in scalars of the text.
  package init(claiming intent: Intent, index: Int, rule: RulePattern, word: Int, span: Range<Int>) {
    self.init(
      intentIndex: index, intent: intent.id, kind: intent.kind, priority: intent.priority, rule: rule,
      words: word..<(word + 1), matched: [word], span: span, score: 1, assertion: Assertion(), evidence: [],
      captures: [], corrections: [], status: .accepted)
  }
}
