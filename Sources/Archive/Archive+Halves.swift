internal import Dispatch
internal import Synchronization

extension Archive {
  /// The bytes of two values that know nothing of each other.
  package static func bytes(of first: some Archivable & Sendable, _ second: some Archivable & Sendable)
    -> [UInt8]
  {
    let halves = sideBySide(2) { $0 == 0 ? bytes(of: first) : bytes(of: second) }
    let gap = -halves[0].count & (ArchiveFile.plainAlignment - 1)
    var whole = bytes(ofHeader: halves[0].count)
    // At once: each sum of two of them would be a copy of many megabytes.
    whole.reserveCapacity(whole.count + halves[0].count + gap + halves[1].count)
    whole += halves[0]
    whole += repeatElement(0, count: gap)
    whole += halves[1]
    return whole
  }

  /// Two values of one archive, read side by side: a start waits for the longer one alone.
  ///
  /// - Throws: `Damage` also where bytes are left over.
  package static func values<First: Archivable & Sendable, Second: Archivable & Sendable>(
    in file: ArchiveFile
  ) throws(Damage) -> (First, Second) {
    guard file.count >= headerSize, file.isWhole(0) else { throw Damage() }
    let length = file.table(1, at: 0)[0] as Int
    guard length >= 0, length <= file.count - headerSize else { throw Damage() }
    let middle = headerSize + length
    let next = middle + (-length & (ArchiveFile.plainAlignment - 1))
    guard next <= file.count else { throw Damage() }
    let parts = (headerSize..<middle, next..<file.count)
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
    do throws(Damage) {
      var archive = try Archive(reading: contents, of: file)
      return .success(try archive.wholeValue())
    } catch {
      return .failure(error)
    }
  }
}
