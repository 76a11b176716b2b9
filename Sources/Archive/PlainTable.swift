/// A table of plain records that is read where it lies: in the mapped file of an archive, or in memory of its own.
///
/// It cannot be changed. Indices are checked, as those of an array are. It is public for its readers’ sake: a read is inlined into
/// other targets only then, and matching reads millions of times a second.
@safe
public struct PlainTable<Record: BitwiseCopyable & Sendable>: @unchecked Sendable {
  @usableFromInline let records: UnsafeBufferPointer<Record>
  /// Keeps the records where they are.
  @usableFromInline let owner: any AnyObject & Sendable

  /// A copy of some records, in memory of its own.
  package init(_ list: some Collection<Record>) {
    let memory = PlainTableMemory<Record>(copying: list)
    unsafe records = UnsafeBufferPointer(memory.records)
    owner = memory
  }

  /// Records that lie in the memory of an owner.
  init(_ records: UnsafeBufferPointer<Record>, of owner: any AnyObject & Sendable) {
    unsafe self.records = unsafe records
    self.owner = owner
  }

  /// The records, for a loop that reads many.
  @inlinable
  public var span: Span<Record> {
    @_lifetime(borrow self) get {
      unsafe _overrideLifetime(Span(_unsafeElements: records), borrowing: self)
    }
  }

  /// The bytes of the records.
  var bytes: [UInt8] { unsafe Array(UnsafeRawBufferPointer(records)) }
}

extension PlainTable: RandomAccessCollection {
  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { unsafe records.count }
  @inlinable public var count: Int { unsafe records.count }

  @inlinable
  public subscript(index: Int) -> Record {
    precondition(index >= 0 && index < count)
    return unsafe records[index]
  }
}

extension PlainTable: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: Record...) { self.init(elements) }
}

/// The memory of a table that lies in no file.
@safe
private final class PlainTableMemory<Record: BitwiseCopyable & Sendable>: @unchecked Sendable {
  let records: UnsafeMutableBufferPointer<Record>

  init(copying list: some Collection<Record>) {
    unsafe records = .allocate(capacity: list.count)
    _ = unsafe records.initialize(fromContentsOf: list)
  }

  deinit { unsafe records.deallocate() }
}
