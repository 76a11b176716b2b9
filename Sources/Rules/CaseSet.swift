package import Archive

/// A set of the cases of an enumeration, in one word.
package struct CaseSet<Case: CaseIterable & Hashable & Sendable>: Hashable, Sendable {
  /// Bit *n* stands for the *n*th of all cases.
  let bits: UInt64

  init(bits: UInt64) { self.bits = bits }

  package init(_ cases: some Sequence<Case>) {
    var bits: UInt64 = 0
    for (number, known) in Case.allCases.enumerated() where cases.contains(known) {
      bits |= 1 << UInt64(number)
    }
    self.bits = bits
  }

  package static var all: CaseSet { CaseSet(bits: 1 << UInt64(Case.allCases.count) - 1) }

  package func isSuperset(of other: CaseSet) -> Bool { bits & other.bits == other.bits }

  package func contains(_ wanted: Case) -> Bool {
    var bit: UInt64 = 1
    for known in Case.allCases {
      if known == wanted { return bits & bit != 0 }
      bit <<= 1
    }
    return false
  }
}

extension CaseSet: Sequence {
  /// In the order of the enumeration.
  package func makeIterator() -> some IteratorProtocol<Case> {
    Case.allCases.enumerated().lazy.filter { bits & 1 << UInt64($0.offset) != 0 }.map(\.element).makeIterator()
  }
}

extension CaseSet: ExpressibleByArrayLiteral {
  package init(arrayLiteral cases: Case...) { self.init(cases) }
}

extension CaseSet: Archivable {
  package static var blank: CaseSet { CaseSet(bits: 0) }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    var number = Int(bits)
    try archive.code(&number)
    self = CaseSet(bits: UInt64(truncatingIfNeeded: number))
  }
}
