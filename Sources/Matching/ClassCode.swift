internal import Language

/// What an element takes, as one number: a concept, a class of words, or a word alone.
///
/// Most elements take one word: whether a sentence has it stands in a few bits, without a class of its own.
struct ClassCode: Hashable, Comparable, Sendable {
  /// Concepts come first, then classes; words count down from below `none`.
  var number: Int32

  static let none = ClassCode(number: -1)

  @inline(__always)
  static func word(_ word: WordCode) -> ClassCode { ClassCode(number: -2 &- word.number) }

  /// Which word it is, by code, if it is one alone.
  @inline(__always)
  var word: Int? { number < -1 ? Int(-2 &- number) : nil }

  /// Which concept it is, of so many, if it is one.
  @inline(__always)
  func concept(of count: Int) -> Int? { number >= 0 && Int(number) < count ? Int(number) : nil }

  static func < (a: ClassCode, b: ClassCode) -> Bool { a.number < b.number }
}
