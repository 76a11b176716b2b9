/// Lines that were read together.
package struct LineBlock: Sendable {
  /// What was read, line feeds included.
  package var bytes: [UInt8]
  /// Where each line stands in `bytes`, without its line feed; nil for one that was too long and dropped.
  package var lines: [Range<Int>?]

  package init(bytes: [UInt8], lines: [Range<Int>?]) {
    self.bytes = bytes
    self.lines = lines
  }
}

/// Cuts a stream of bytes into blocks of whole lines, for input of many lines.
///
/// A line is what stands before a line feed, or before the end if anything does. Nothing is repaired. Memory is
/// bounded by the longest line allowed.
package struct LineBlockReader {
  package enum Event: Sendable {
    case block(LineBlock)
    case endOfInput
    case failed(errno: Int32)
  }

  /// How much is read at once, in bytes.
  private static let portion = 65_536

  private let descriptor: Int32
  private let longest: Int
  private var bytes: [UInt8] = []
  private var portion: [UInt8] = []
  /// Where the next line begins, and from where no line feed was looked for yet.
  private var unread = 0
  private var unscanned = 0
  private var isDropping = false
  private var isAtEnd = false

  /// - Parameters:
  ///   - descriptor: Where to read from; standard input unless told otherwise.
  ///   - longest: The most bytes that a line may have.
  package init(descriptor: Int32 = 0, longest: Int = PlainLineReader.longestLine) {
    self.descriptor = descriptor
    self.longest = longest
  }

  /// Whether the next block would have to be waited for.
  package var wouldWait: Bool {
    !isAtEnd && lineFeed(in: bytes, from: unscanned) == nil && !hasInput(descriptor)
  }

  /// The next lines: those that are there already, at least one, at most `count`.
  package mutating func next(atMost count: Int) -> Event {
    while true {
      let lines = cut(atMost: count)
      if !lines.isEmpty { return .block(block(of: lines)) }
      if isAtEnd { return .endOfInput }
      let error = refill()
      if error != 0 { return .failed(errno: error) }
    }
  }

  /// Where the next whole lines stand in `bytes`.
  private mutating func cut(atMost count: Int) -> [Range<Int>?] {
    var lines: [Range<Int>?] = []
    while lines.count < count, let end = lineFeed(in: bytes, from: unscanned) {
      lines.append(line(upTo: end))
      unread = end + 1
      unscanned = unread
    }
    guard lines.isEmpty else { return lines }
    unscanned = bytes.count
    if unscanned - unread > longest { drop() }
    if isAtEnd, isDropping || unread < bytes.count {
      lines.append(line(upTo: bytes.count))
      unread = bytes.count
    }
    return lines
  }

  private mutating func line(upTo end: Int) -> Range<Int>? {
    defer { isDropping = false }
    return isDropping || end - unread > longest ? nil : unread..<end
  }

  /// Gives up a line that is too long, as far as it was read.
  private mutating func drop() {
    isDropping = true
    unread = bytes.count
  }

  /// A block of its own for lines in `bytes`, which the reader can do without from then on.
  private func block(of lines: [Range<Int>?]) -> LineBlock {
    guard let start = lines.lazy.compactMap(\.self).first?.lowerBound else {
      return LineBlock(bytes: [], lines: lines)
    }
    return LineBlock(
      bytes: Array(bytes[start..<unread]),
      lines: lines.map { $0.map { ($0.lowerBound - start)..<($0.upperBound - start) } })
  }

  private mutating func refill() -> Int32 {
    bytes.removeSubrange(..<unread)
    unscanned -= unread
    unread = 0
    let error = readBytes(from: descriptor, into: &portion, limit: Self.portion)
    bytes += portion
    isAtEnd = portion.isEmpty
    return error
  }
}
