/// Cuts a stream of bytes into lines, without prompt, echo or any repair.
///
/// A line is what stands before a line feed, or before the end if anything does. It may hold NUL, a carriage
/// return at its end, and bytes that are not UTF-8. Memory is bounded by the longest line allowed.
package struct PlainLineReader {
  /// The most bytes that a line may have: 1 MiB.
  package static let longestLine = 1 << 20

  private let descriptor: Int32
  private let longest: Int
  private var buffer: [UInt8] = []
  private var unread = 0

  /// - Parameters:
  ///   - descriptor: Where to read from; standard input unless told otherwise.
  ///   - longest: The most bytes that a line may have.
  package init(descriptor: Int32 = 0, longest: Int = longestLine) {
    self.descriptor = descriptor
    self.longest = longest
  }

  /// The next line, or why there is none.
  ///
  /// A line that is too long is read to its end and dropped; the next call goes on behind it.
  package mutating func next() -> LineEvent { next(afterWaiting: { 0 }) }

  /// As `next()`, with something to wait for before each read; it returns a signal, or 0.
  ///
  /// After a signal the half line is dropped.
  mutating func next(afterWaiting wait: () -> Int32) -> LineEvent {
    var line: [UInt8] = []
    var isTooLong = false
    while true {
      let rest = buffer[unread...]
      let end = rest.firstIndex(of: 0x0A)
      let piece = rest[..<(end ?? rest.endIndex)]
      isTooLong = isTooLong || line.count + piece.count > longest
      if !isTooLong { line.append(contentsOf: piece) }
      unread = end.map { $0 + 1 } ?? rest.endIndex
      if end != nil { return isTooLong ? .tooLong : .line(line) }
      if let event = refill(afterWaiting: wait) {
        guard event == .endOfInput, isTooLong || !line.isEmpty else { return event }
        return isTooLong ? .tooLong : .line(line)
      }
    }
  }

  /// Reads a block into the empty buffer; an event if there is none.
  private mutating func refill(afterWaiting wait: () -> Int32) -> LineEvent? {
    unread = 0
    buffer.removeAll(keepingCapacity: true)
    let signal = wait()
    if signal != 0 { return LineEvent(signal: signal) }
    let error = readBytes(from: descriptor, into: &buffer, limit: 65_536)
    if error != 0 { return .failed(errno: error) }
    return buffer.isEmpty ? .endOfInput : nil
  }
}
