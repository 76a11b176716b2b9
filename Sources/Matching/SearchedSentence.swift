/// Words that are searched together: a sentence, or as much of one as the bits of a search hold.
struct SearchedSentence: Sendable {
  /// The index of its utterance.
  var utterance: Int
  /// Its number in there.
  var sentence: Int
  var words: Range<Int>
}
