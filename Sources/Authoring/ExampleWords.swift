internal import Glibc
internal import Language
internal import Rules

/// How rare the words of a pack are, by its own examples: a rare word says more of what is meant.
struct ExampleWords {
  private var counts: [String: Int] = [:]
  private let sentences: Int

  init(book: RuleBook) {
    let examples = book.intents.flatMap(\.examples)
    sentences = examples.count
    for example in examples {
      let words = folded(example.text).split { !$0.isLetter && $0 != "'" }.map(String.init)
      for word in Set(words) { counts[word, default: 0] += 1 }
    }
  }

  /// What a word weighs: about 0 for one in every example, more the rarer it is.
  func weight(of word: String) -> Double { log(Double(sentences + 2) / Double((counts[word] ?? 0) + 1)) }

  /// What a word that nobody has said yet is taken to weigh.
  var usualWeight: Double { log(Double(sentences + 2)) / 2 }
}
