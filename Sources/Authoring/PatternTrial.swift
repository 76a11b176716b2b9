internal import Diagnostics
package import Language
package import Matching
package import Rules

/// Patterns tried out beside the rules of a pack, by the matcher that chats.
///
/// Each pattern is made an intent of its own behind the pack’s intents, so that words, spelling and concepts are
/// those of the pack. It belongs to one task.
package final class PatternTrial {
  private let reader: Reader
  private let firstIntent: Int

  package init(_ patterns: [Pattern], with book: RuleBook) {
    var trial = book
    firstIntent = book.intents.count
    for (number, pattern) in patterns.enumerated() {
      // A pattern on trial has no file.
      let place = SourcePlace(path: "", line: number + 1, column: 1)
      var intent = Intent(id: ID("trial-\(number)"), kind: .chat, place: place, title: "")
      intent.patterns = [RulePattern(pattern: pattern, text: pattern.text, place: place)]
      trial.intents.append(intent)
    }
    reader = Reader(Matcher(trial))
  }

  package func utterance(of sentence: String) -> Utterance { reader.utterance(of: sentence) }

  /// The matches of each pattern that takes some of the words, by its number.
  package func matches(in utterance: Utterance) -> [Int: [Match]] {
    let own = reader.bareMatches(in: utterance).filter { $0.intentIndex >= firstIntent }
    return Dictionary(grouping: own) { $0.intentIndex - firstIntent }
  }

  /// The matches of each pattern in a sentence.
  package func matches(in sentence: String) -> [Int: [Match]] { matches(in: utterance(of: sentence)) }
}
