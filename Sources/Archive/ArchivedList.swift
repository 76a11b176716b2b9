/// A list whose elements are read from the archive each time they are asked for, so that a start reads none of them.
///
/// As the wrapper of a property it looks like an array; `$property` is the list itself, which reads one element at a time.
@propertyWrapper
public struct ArchivedList<Element: Archivable & Sendable>: Sendable {
  /// The elements of a list that is in no archive.
  @usableFromInline var given: [Element]
  @usableFromInline let source: ArchiveSource?
  /// Where the elements lie, behind the starts of all.
  @usableFromInline let contents: Range<Int>
  /// How many elements there are.
  public let count: Int

  @inlinable
  public init(wrappedValue: [Element] = []) {
    given = wrappedValue
    source = nil
    contents = 0..<0
    count = wrappedValue.count
  }

  /// A list in a part of a file that was checked.
  @usableFromInline
  init(count: Int, in part: Range<Int>, of source: ArchiveSource) throws(Archive.Damage) {
    guard count <= part.count / ArchivedListStart.size else { throw Archive.Damage() }
    given = []
    self.source = source
    contents = (part.lowerBound + count * ArchivedListStart.size)..<part.upperBound
    self.count = count
  }

  /// All elements; from an archive they are read anew each time.
  @inlinable
  public var wrappedValue: [Element] {
    get { source == nil ? given : (0..<count).map { self[$0] } }
    set { self = ArchivedList(wrappedValue: newValue) }
  }

  @inlinable
  public var projectedValue: ArchivedList {
    get { self }
    set { self = newValue }
  }

  @inlinable public var isEmpty: Bool { count == 0 }

  /// One element.
  ///
  /// - Complexity: O(1) in the length of the list.
  @inlinable
  public subscript(index: Int) -> Element {
    guard let source else { return given[index] }
    precondition(index >= 0 && index < count)
    let end = index + 1 < count ? start(of: index + 1, in: source) : contents.upperBound
    let start = start(of: index, in: source)
    precondition(start <= end, "a list that was checked is as it was written")
    var archive = Archive(checked: start..<end, of: source)
    do throws(Archive.Damage) {
      return try archive.wholeValue()
    } catch {
      preconditionFailure("a list that was checked is as it was written")
    }
  }

  @usableFromInline
  func start(of index: Int, in source: ArchiveSource) -> Int {
    let place = contents.lowerBound - (count - index) * ArchivedListStart.size
    let start = (0..<ArchivedListStart.size).reduce(0) {
      $0 | Int(source.file.byte(at: place + $1)) << (8 * $1)
    }
    return contents.lowerBound + start
  }
}

extension ArchivedList: ExpressibleByArrayLiteral {
  @inlinable public init(arrayLiteral elements: Element...) { self.init(wrappedValue: elements) }
}

/// Where an element begins, counted from the first: a little-endian `UInt32`.
enum ArchivedListStart {
  static let size = MemoryLayout<UInt32>.size
}
