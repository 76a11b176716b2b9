package import Archive
public import CPrefetch

/// Where the elements of a list lie, known well enough to ask for their memory before it is read.
///
/// A wait for what lies far away costs as much as a hundred instructions; waits that were asked for together overlap. To ask is
/// always safe: nothing is read, and an address that has become another’s is asked for in vain.
public struct ElementAddresses<Element>: Sendable {
  @usableFromInline let first: UInt

  public init(of elements: [Element]) {
    first = unsafe elements.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }
  }

  package init(of table: PlainTable<Element>) where Element: BitwiseCopyable & Sendable {
    first = unsafe table.span.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }
  }

  /// Asks for the memory of an element, and does not wait for it.
  @safe @inlinable @inline(__always)
  public func prefetch(_ index: Int) {
    let address = first &+ UInt(bitPattern: index &* MemoryLayout<Element>.stride)
    unsafe trellis_prefetch(UnsafeRawPointer(bitPattern: address))
  }
}
