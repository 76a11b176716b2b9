package import Diagnostics
internal import Dialogue
package import Rules
package import Transcripts

/// A sentence that somebody wrote down for a pack: one of its examples, or a line of a transcript.
package struct WrittenSentence: Sendable {
  /// Where it comes from, by indexes in the book or in the list of transcripts.
  package enum Origin: Hashable, Sendable {
    case example(intent: Int, index: Int)
    case transcript(Int, entry: Int)
  }

  package var origin: Origin
  package var text: String
  package var place: SourcePlace

  /// The examples of a book in the order of its intents, then what was said in each transcript.
  ///
  /// Left out are the examples of intents that are switched off, and what was withheld.
  package static func all(in book: RuleBook, _ transcripts: [Transcript]) -> [WrittenSentence] {
    var sentences: [WrittenSentence] = []
    for (number, intent) in book.intents.enumerated() where intent.isEnabled {
      for (index, example) in intent.examples.enumerated() {
        sentences.append(
          WrittenSentence(
            origin: .example(intent: number, index: index), text: example.text, place: example.place))
      }
    }
    for (number, transcript) in transcripts.enumerated() {
      for (index, entry) in transcript.entries.enumerated() where !entry.isWithheld && !entry.isWelcome {
        sentences.append(
          WrittenSentence(
            origin: .transcript(number, entry: index), text: repaired(entry.text),
            place: SourcePlace(path: transcript.path, line: entry.line, column: 1)))
      }
    }
    return sentences
  }
}
