/// A range of small indices, as plain data.
struct Extent: BitwiseCopyable, Sendable {
  private var first: Int32
  private var end: Int32

  @inline(__always)
  init(_ range: Range<Int>) {
    first = Int32(truncatingIfNeeded: range.lowerBound)
    end = Int32(truncatingIfNeeded: range.upperBound)
  }

  static let empty = Extent(0..<0)

  @inline(__always)
  var range: Range<Int> { Int(first)..<Int(end) }
}
