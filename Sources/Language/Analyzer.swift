/// Turns lines of text into utterances, with the words of one pack.
///
/// It remembers each distinct word, so an instance belongs to one task; the result never depends on what it
/// remembers.
package final class Analyzer {
  private var tokenizer: Tokenizer

  /// An analyzer; it takes misspelt words for the words of the pack unless told otherwise.
  package init(vocabulary: Vocabulary, correctsSpelling: Bool = true) {
    tokenizer = Tokenizer(vocabulary: vocabulary, correctsSpelling: correctsSpelling)
  }

  /// The utterance of a line; any text has one.
  package func utterance(_ text: String) -> Utterance {
    var utterance = Utterance()
    analyze(text, into: &utterance)
    return utterance
  }

  /// Fills `utterance` anew, keeping its storage.
  ///
  /// - Complexity: O(*n*) in bytes; nothing is allocated once its words are known and its storage is large enough.
  package func analyze(_ text: String, into utterance: inout Utterance) {
    utterance.removeAll()
    utterance.text = text
    utterance.text.makeContiguousUTF8()
    let contiguous = utterance.text
    tokenizer.scan(contiguous.utf8.span, into: &utterance)
  }
}
