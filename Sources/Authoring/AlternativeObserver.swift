internal import Rules

/// Finds out which alternatives of patterns are used by the sentences that hold the patterns.
///
/// An alternative is used where the pattern with it as the only one at its place is still found. Most are ruled out
/// before that, because none of the sentences holds their words.
struct AlternativeObserver: Sendable {
  /// A pattern with one alternative alone, and where to look for it.
  private struct Question {
    var pattern: Int
    var path: PatternPath
    var kept: Pattern
    var sentences: [Int]
  }

  private let observer: PatternObserver

  init(_ observer: PatternObserver) {
    self.observer = observer
  }

  /// For each pattern, given with the sentences that hold it, the paths of its used alternatives.
  func used(in patterns: [(pattern: Pattern, sentences: [Int])]) async -> [Set<PatternPath>] {
    var used = [Set<PatternPath>](repeating: [], count: patterns.count)
    var questions: [Question] = []
    let holding = await sentencesHoldingLeaves(of: patterns.map(\.pattern))
    for (number, (pattern, sentences)) in patterns.enumerated() {
      let there = Set(
        pattern.leaves.filter { leaf in
          sentences.contains { holding[leaf]?.contains($0) ?? false }
        })
      let whole = pattern.pruned(where: there.contains)
      for path in pattern.alternatives where pattern[path].pruned(where: there.contains) != nil {
        guard let kept = pattern.keeping(path).pruned(where: there.contains) else { continue }
        if kept == whole {
          used[number].insert(path)
        } else {
          questions.append(Question(pattern: number, path: path, kept: kept, sentences: sentences))
        }
      }
    }
    let answers = await observer.sentences(
      holding: questions.map(\.kept), among: questions.map(\.sentences))
    for (question, sentences) in zip(questions, answers) where !sentences.isEmpty {
      used[question.pattern].insert(question.path)
    }
    return used
  }

  private func sentencesHoldingLeaves(of patterns: [Pattern]) async -> [Pattern: Set<Int>] {
    var seen: Set<Pattern> = []
    let leaves = patterns.flatMap(\.leaves).filter { seen.insert($0).inserted }
    let holding = await observer.sentences(holding: leaves)
    return Dictionary(uniqueKeysWithValues: zip(leaves, holding.map(Set.init)))
  }
}
