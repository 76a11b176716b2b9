/// How many mutants were noticed.
package struct MutationScore: Hashable, Sendable {
  package let killed: Int
  package let survived: Int
  /// Survivors that no example and no transcript touches.
  package let untouched: Int

  package init(_ verdicts: [MutationRun.Verdict]) {
    killed = verdicts.count(where: \.isKilled)
    survived = verdicts.count - killed
    untouched = verdicts.count { $0.outcome == .untouched }
  }

  /// Of all, in per cent, rounded down; 100 where there is none.
  package var percent: Int { killed + survived == 0 ? 100 : killed * 100 / (killed + survived) }
}
