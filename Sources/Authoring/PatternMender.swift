internal import Language
internal import Matching
internal import Rules

/// Proposes edits of one pattern that may make it take one sentence; whether they do is for the matcher to say.
struct PatternMender {
  let row: PatternRow
  /// The slots that nothing in the sentence fills.
  let missing: [Int]
  let book: RuleBook

  /// Edits that go as far as they can: whole elements out, gaps at their widest.
  var firstEdits: [EditedPattern] {
    let runs = row.runs(of: missing)
    let loosened = missing.count == 1 ? missing.compactMap(row.loosening) : []
    if !runs.isEmpty { return loosened + dropping(runs) }
    return row.slots.flatMap { slot in
      [
        row.widening(behind: slot, to: Pattern.widestGap), row.reordering(from: slot), row.loosening(slot),
      ].compactMap(\.self) + dropping([slot...slot])
    } + row.withoutAnchors
  }

  /// The row without some of its slots.
  private func dropping(_ runs: [ClosedRange<Int>]) -> [EditedPattern] {
    [row.dropping(runs)].compactMap(\.self)
  }

  /// Smaller edits in place of one that fits: the narrowest gap, an alternative for what was dropped.
  func finerEdits(than fitting: EditedPattern, on bench: TrialBench) -> [EditedPattern] {
    guard fitting.edits.count == 1, let edit = fitting.edits.first else { return [] }
    switch edit {
    case .widen(let from, let to, let element):
      guard let slot = row.slots.first(where: { row.items[$0].text == element }) else { return [] }
      return ((from ?? 0) + 1..<to).compactMap { row.widening(behind: slot, to: $0) }
    case .drop(let text):
      let runs = row.runs(of: missing) + row.slots.map { $0...$0 }
      guard let run = runs.first(where: { row.text(of: $0) == text }),
        let match = bench.match(of: fitting.pattern)
      else { return [] }
      return words(beside: match, in: bench.utterance).compactMap {
        row.addingAlternative($0, at: run)
      }
    case .addAlternative, .loosen, .anyOrder, .dropAnchor: return []
    }
  }

  /// Words in a match and right beside it that it does not count, without those that match only themselves: an
  /// alternative such as *the* or *he* would say nothing.
  private func words(beside match: Match, in utterance: Utterance) -> [String] {
    let sentence = utterance.sentence(of: match.words.lowerBound)
    let first = max(sentence.lowerBound, match.words.lowerBound - 3)
    let end = min(sentence.upperBound, match.words.upperBound + 3)
    return (first..<end).filter { !match.matched.contains($0) }
      .map { folded(utterance.typed(at: utterance.span(of: $0..<($0 + 1)))) }
      .filter { !book.lexicon.readings(of: $0).joined().allSatisfy(book.lexicon.exact.contains) }
      .filter { !book.lexicon.fillers.contains([$0]) }
  }
}
