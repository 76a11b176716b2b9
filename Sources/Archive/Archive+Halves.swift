internal import Dispatch
internal import Synchronization

extension Archive {
  /// The bytes of two values that know nothing of each other.
  package static func bytes(of first: some Archivable, _ second: some Archivable) -> [UInt8] {
    var table = PlainTable(bytes(of: first)[...])
    var archive = Archive()
    do throws(Damage) {
      try archive.code(plain: &table)
      try archive.align()
    } catch {
      preconditionFailure("writing to an archive cannot fail")
    }
    return archive.bytes + bytes(of: second)
  }

  /// Two values of one archive, read side by side: a start waits for the longer one alone.
  ///
  /// - Throws: `Damage` also where bytes are left over.
  package static func values<First: Archivable & Sendable, Second: Archivable & Sendable>(
    in file: ArchiveFile
  ) throws(Damage) -> (First, Second) {
    var start = Archive(reading: file)
    var length = 0
    try start.code(&length)
    try start.align()
    let middle = start.position.addingReportingOverflow(length)
    let gap = -middle.partialValue & (ArchiveFile.plainAlignment - 1)
    guard length >= 0, !middle.overflow, middle.partialValue <= file.count - gap else { throw Damage() }
    let parts = (start.position..<middle.partialValue, (middle.partialValue + gap)..<file.count)
    let first = Mutex(Result<First, Damage>.failure(Damage()))
    let second = Mutex(Result<Second, Damage>.failure(Damage()))
    DispatchQueue.concurrentPerform(iterations: 2) { half in
      if half == 0 {
        let value: Result<First, Damage> = value(in: parts.0, of: file)
        first.withLock { $0 = value }
      } else {
        let value: Result<Second, Damage> = value(in: parts.1, of: file)
        second.withLock { $0 = value }
      }
    }
    return (try first.withLock { $0 }.get(), try second.withLock { $0 }.get())
  }

  private static func value<Value: Archivable>(in contents: Range<Int>, of file: ArchiveFile)
    -> Result<Value, Damage>
  {
    var archive = Archive(reading: contents, of: file)
    do throws(Damage) { return .success(try archive.wholeValue()) } catch { return .failure(error) }
  }
}
