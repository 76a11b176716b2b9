internal import Rules

/// Chooses among the variants of a list: in an order drawn from the seed, none again before all were used.
enum Variants {
  /// The variant due now, and its use noted.
  ///
  /// The order depends on the seed and the list’s own name alone, so an edit elsewhere moves nothing. Variants
  /// that do not fit, because a slot stays empty, are passed over; preferred ones come before their turn.
  static func next(
    _ list: [ReplyText], named name: String, in conversation: inout Conversation,
    fitting fits: (ReplyText) -> Bool, preferring isPreferred: (ReplyText) -> Bool = { _ in false }
  ) -> ReplyText? {
    let order = order(of: list.count, seed: conversation.seed, name: name).filter { fits(list[$0]) }
    guard !order.isEmpty else { return nil }
    var used = conversation.uses[name, default: []]
    if order.allSatisfy(used.contains) { used = [] }
    let left = order.filter { !used.contains($0) }
    guard let index = left.first(where: { isPreferred(list[$0]) }) ?? left.first else { return nil }
    conversation.uses[name] = used + [index]
    return list[index]
  }

  /// A permutation of `0..<count` (Fisher–Yates).
  static func order(of count: Int, seed: UInt64, name: String) -> [Int] {
    var hash = seed &* 0x9E37_79B9_7F4A_7C15 ^ 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    var random = SplitMix64(state: hash)
    var order = Array(0..<count)
    for index in order.indices.dropFirst() {
      order.swapAt(index, Int(random.next() % UInt64(index + 1)))
    }
    return order
  }
}

/// A small generator of numbers from a seed.
///
/// Source: G. L. Steele, D. Lea, C. H. Flood, “Fast Splittable Pseudorandom Number Generators”, OOPSLA 2014.
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(state: UInt64) {
    self.state = state
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
