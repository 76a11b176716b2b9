internal import Language

/// A word as patterns speak of it, as one number: a lemma or a very surface.
struct WordCode: Hashable, Comparable, Sendable {
  /// Lemmas are even, surfaces odd.
  var number: Int32

  @inline(__always)
  static func lemma(_ symbol: SymbolID) -> WordCode { WordCode(number: symbol << 1) }

  @inline(__always)
  static func surface(_ symbol: SymbolID) -> WordCode { WordCode(number: symbol << 1 | 1) }

  /// The hash of a pair of words is the sum of these two products of its halves.
  @inline(__always)
  var hashAsFirst: UInt64 { UInt64(UInt32(bitPattern: number)) &* 0x9E37_79B9_7F4A_7C15 }

  @inline(__always)
  var hashAsSecond: UInt64 { UInt64(UInt32(bitPattern: number)) &* 0xC2B2_AE3D_27D4_EB4F }

  static func < (a: WordCode, b: WordCode) -> Bool { a.number < b.number }
}

extension Element {
  /// The words that it takes; none for a concept.
  var words: [WordCode] {
    switch self {
    case .lemmas(let symbols): symbols.map(WordCode.lemma)
    case .surfaces(let symbols): symbols.map(WordCode.surface)
    case .concept: []
    }
  }
}
