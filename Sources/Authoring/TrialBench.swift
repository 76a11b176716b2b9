internal import Language
internal import Matching
internal import Rules

/// One sentence, and what patterns take of it; each pattern is compiled once.
struct TrialBench {
  private let book: RuleBook
  private let sentence: String
  private var tried: Set<Pattern> = []
  private var found: [Pattern: Match] = [:]
  private(set) var utterance = Utterance()

  init(book: RuleBook, sentence: String) {
    self.book = book
    self.sentence = sentence
  }

  /// Tries the patterns that were not tried yet, all at once.
  mutating func add(_ patterns: some Sequence<Pattern>) {
    let new = patterns.filter { tried.insert($0).inserted }
    guard !new.isEmpty else { return }
    let trial = PatternTrial(new, with: book)
    utterance = trial.utterance(of: sentence)
    for (number, matches) in trial.matches(in: utterance) {
      found[new[number]] = matches.max { $0.score < $1.score }
    }
  }

  /// The match that counts most of a pattern that was added, if it takes anything.
  func match(of pattern: Pattern) -> Match? { found[pattern] }
}
