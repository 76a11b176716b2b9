package import Dialogue

extension SplitMix64 {
  package mutating func number(in range: Range<Int>) -> Int { Int.random(in: range, using: &self) }

  /// One of a few things; the list must not be empty.
  package mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(in: 0..<elements.count)]
  }

  /// True about once in `count` times.
  package mutating func isOnce(in count: Int) -> Bool { number(in: 0..<count) == 0 }
}
