/// What two texts differ in, word by word.
package struct WordDifference: Hashable, Sendable {
  /// A run of words that both texts have, or one of them.
  package enum Run: Hashable, Sendable {
    case both(String)
    case removed(String)
    case added(String)
  }

  package let runs: [Run]

  /// Texts with more words than this are told apart as wholes.
  private static let mostWords = 2_000

  /// - Complexity: O(*n* · *d*) for *n* words, *d* of which differ (E. W. Myers, Algorithmica 1, 1986).
  package init(from old: String, to new: String) {
    let before = Self.words(old)
    let after = Self.words(new)
    guard before.count + after.count <= Self.mostWords else {
      runs = [.removed(old), .added(new)]
      return
    }
    let difference = after.difference(from: before)
    var removed = Set<Int>()
    var added = Set<Int>()
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    runs = Self.runs(before, after, removed, added)
  }

  private static func runs(
    _ before: [String], _ after: [String], _ removed: Set<Int>, _ added: Set<Int>
  ) -> [Run] {
    var runs: [Run] = []
    var (i, j) = (0, 0)
    while i < before.count || j < after.count {
      let out = (i..<before.count).prefix { removed.contains($0) }
      let new = (j..<after.count).prefix { added.contains($0) }
      if !out.isEmpty { runs.append(.removed(before[out].joined(separator: " "))) }
      if !new.isEmpty { runs.append(.added(after[new].joined(separator: " "))) }
      (i, j) = (out.endIndex, new.endIndex)
      var same: [String] = []
      while i < before.count, j < after.count, !removed.contains(i), !added.contains(j) {
        same.append(before[i])
        (i, j) = (i + 1, j + 1)
      }
      if !same.isEmpty { runs.append(.both(same.joined(separator: " "))) }
    }
    return runs
  }

  /// Words between white space; the end of a line is a word of its own.
  private static func words(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.split(separator: " ").map(String.init) }
      .joined(separator: ["/"])
      .map(\.self)
  }

  /// Marked as in `You end up [-agreeing-] {+nodding+}`.
  package var text: String {
    runs.map { run in
      switch run {
      case .both(let words): words
      case .removed(let words): "[-\(words)-]"
      case .added(let words): "{+\(words)+}"
      }
    }
    .joined(separator: " ")
  }
}
