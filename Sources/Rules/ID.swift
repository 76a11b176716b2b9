/// The name of something in a pack, such as `codependence.cannot-say-no`, marked with what it names.
package struct ID<Kind>: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let text: String

  package init(_ text: String) {
    self.text = text
  }

  package var description: String { text }

  package static func < (a: Self, b: Self) -> Bool { a.text < b.text }
}
