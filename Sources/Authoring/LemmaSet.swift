/// A set of lemma numbers, as bits.
struct LemmaSet {
  private var bits: [UInt64] = []

  init(_ lemmas: some Sequence<Int>) {
    for lemma in lemmas {
      while bits.count <= lemma >> 6 { bits.append(0) }
      bits[lemma >> 6] |= 1 << UInt64(lemma & 63)
    }
  }

  func intersects(_ other: LemmaSet) -> Bool {
    for index in 0..<min(bits.count, other.bits.count) where bits[index] & other.bits[index] != 0 {
      return true
    }
    return false
  }

  var elements: [Int] {
    bits.indices.flatMap { index in
      (0..<64).filter { bits[index] & 1 << UInt64($0) != 0 }.map { index << 6 | $0 }
    }
  }
}

/// Finds patterns by the rarest set of words of which they need one.
struct CutIndex {
  /// Lemma → patterns whose rarest cut holds it.
  private var patterns: [Int: [Int]] = [:]
  private let count: Int

  init(_ patterns: [OverlapPattern]) {
    count = patterns.count
    var frequency: [Int: Int] = [:]
    let elements = patterns.map { $0.cuts.map(\.elements) }
    for lemma in elements.joined().joined() { frequency[lemma, default: 0] += 1 }
    for (number, cuts) in elements.enumerated() {
      let rarest = cuts.min { a, b in
        a.reduce(0) { $0 + frequency[$1, default: 0] } < b.reduce(0) { $0 + frequency[$1, default: 0] }
      }
      for lemma in rarest ?? [] { self.patterns[lemma, default: []].append(number) }
    }
  }

  /// The patterns whose rarest cut meets a set, in order.
  func patterns(meeting lemmas: LemmaSet) -> [Int] {
    var isFound = [Bool](repeating: false, count: count)
    for lemma in lemmas.elements { for number in patterns[lemma] ?? [] { isFound[number] = true } }
    return isFound.indices.filter { isFound[$0] }
  }
}
