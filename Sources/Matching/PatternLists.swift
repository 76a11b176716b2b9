internal import Archive
internal import Rules

/// The patterns of a book by number, list by list: those of one owner follow each other.
///
/// The lists are shared with the book, so that a start reads none of them.
struct PatternLists: Sendable {
  struct List: Sendable {
    let owner: PatternOwner
    let rules: ArchivedList<RulePattern>
    /// The number of its first pattern.
    let first: Int
  }

  private var lists: [List] = []
  /// Pattern → its list.
  private var listNumbers: [Int32] = []

  var count: Int { listNumbers.count }

  mutating func append(_ rules: ArchivedList<RulePattern>, of owner: PatternOwner) {
    listNumbers += repeatElement(Int32(lists.count), count: rules.count)
    lists.append(List(owner: owner, rules: rules, first: count - rules.count))
  }

  /// Whose a pattern is.
  func owner(of pattern: Int) -> PatternOwner { lists[Int(listNumbers[pattern])].owner }

  /// The same number for all patterns of an owner.
  func ownerNumber(of pattern: Int) -> Int32 { listNumbers[pattern] }

  /// The pattern as its author wrote it.
  func rule(of pattern: Int) -> RulePattern {
    let list = lists[Int(listNumbers[pattern])]
    return list.rules[pattern - list.first]
  }

  /// All patterns in the order of their numbers.
  var rules: some Sequence<RulePattern> { lists.lazy.flatMap(\.rules.wrappedValue) }
}
