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
    var utterances = [Utterance()]
    analyze([text], into: &utterances)
    return utterances[0]
  }

  /// Fills an utterance for each text anew, keeping its storage.
  ///
  /// - Precondition: There are as many utterances as texts, or more.
  /// - Complexity: O(*n*) in bytes; nothing is allocated once the words are known and the storage is large enough.
  package func analyze(_ texts: [String], into utterances: inout [Utterance]) {
    for (index, text) in texts.enumerated() { utterances[index].begin(text) }
    tokenizer.fill(&utterances, texts.count)
  }
}
