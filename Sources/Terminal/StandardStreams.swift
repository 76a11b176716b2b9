import Glibc

/// Why a write did not reach its stream.
package enum WriteFailure: Error, Hashable {
  /// The reader is gone, and SIGPIPE was being ignored when the program was started.
  case closed
  /// Anything else, such as `ENOSPC`.
  case failed(errno: Int32)
}

/// Standard output or standard error, written to at once and in full.
///
/// SIGPIPE keeps its default action: a closed pipe ends the program with status 141.
package struct StandardStream: Hashable, Sendable {
  package static let output = StandardStream(descriptor: STDOUT_FILENO)
  package static let error = StandardStream(descriptor: STDERR_FILENO)

  let descriptor: Int32

  package var isTerminal: Bool { isatty(descriptor) == 1 }
  /// Whether somebody may answer a question.
  package static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }

  /// The columns that prose may fill, or nil for a pipe or file, where lines are never wrapped.
  package var proseWidth: Int? { isTerminal ? Paragraph.width(columns: terminalWidth()) : nil }

  /// Writes text for a person to read.
  package func write(_ text: TerminalText) throws(WriteFailure) {
    try write(verbatim: text.string.utf8.span)
  }

  /// Writes `text` and a line feed, in one piece.
  package func writeLine(_ text: TerminalText) throws(WriteFailure) {
    try write(text + "\n")
  }

  /// Writes bytes as they are: JSON, XML, files, which escape by their own rules.
  package func write(verbatim bytes: Span<UInt8>) throws(WriteFailure) {
    var start = 0
    while start < bytes.count {
      let count = writeOnce(bytes.extracting(start...))
      if count >= 0 {
        start += count
      } else {
        try recover(from: errno)
      }
    }
  }

  private func writeOnce(_ bytes: Span<UInt8>) -> Int {
    unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }

  /// Returns if writing may be tried again, after waiting where a descriptor does not block.
  private func recover(from error: Int32) throws(WriteFailure) {
    switch error {
    case EINTR: break
    case EAGAIN: waitFor(POLLOUT, on: descriptor)
    case EPIPE: throw .closed
    default: throw .failed(errno: error)
    }
  }
}

/// Gathers what is written and passes it on in blocks, for output of many lines.
///
/// Whatever is not flushed is lost: call `flush()` before the end, and at the end of each line where somebody
/// waits for it.
package struct BlockWriter: ~Copyable {
  private let stream: StandardStream
  private let capacity: Int
  private var bytes: [UInt8] = []

  /// - Parameters:
  ///   - stream: Where the blocks go.
  ///   - capacity: As soon as so many bytes are held back, they are passed on.
  package init(to stream: StandardStream, capacity: Int = 65_536) {
    self.stream = stream
    self.capacity = capacity
    bytes.reserveCapacity(capacity)
  }

  /// Writes text for a person to read.
  package mutating func write(_ text: TerminalText) throws(WriteFailure) {
    try write(verbatim: text.string.utf8)
  }

  /// Writes bytes as they are: JSON, XML, files, which escape by their own rules.
  package mutating func write(verbatim more: some Sequence<UInt8>) throws(WriteFailure) {
    bytes.append(contentsOf: more)
    if bytes.count >= capacity { try flush() }
  }

  /// Passes on all that was held back.
  ///
  /// After a failure the bytes are dropped.
  package mutating func flush() throws(WriteFailure) {
    defer { bytes.removeAll(keepingCapacity: true) }
    try stream.write(verbatim: bytes.span)
  }
}

/// The terminal's columns, or 80 where they are unknown or 0.
package func terminalWidth() -> Int {
  var size = winsize()
  for descriptor in [STDOUT_FILENO, STDERR_FILENO, STDIN_FILENO] {
    let result = unsafe withUnsafeMutablePointer(to: &size) { unsafe ioctl(descriptor, UInt(TIOCGWINSZ), $0) }
    if result == 0, size.ws_col > 0 { return Int(size.ws_col) }
  }
  return 80
}

/// The value of an environment variable, or nil.
///
/// Read before other threads start: readline changes the environment under `LC_ALL=C`.
func environmentValue(_ name: String) -> String? {
  guard let value = unsafe getenv(name) else { return nil }
  return unsafe String(cString: value)
}

/// Replaces what is in `buffer` by at most `limit` bytes of `descriptor`; none means the end of input.
///
/// - Returns: 0, or the `errno` of a failure.
func readBytes(from descriptor: Int32, into buffer: inout [UInt8], limit: Int) -> Int32 {
  while true {
    var count = 0
    unsafe buffer = [UInt8](unsafeUninitializedCapacity: limit) { free, used in
      count = unsafe read(descriptor, free.baseAddress, limit)
      used = max(count, 0)
    }
    if count >= 0 { return 0 }
    switch errno {
    case EINTR: continue
    case EAGAIN: waitFor(POLLIN, on: descriptor)
    case let error: return error
    }
  }
}

/// The index of the first line feed at or behind `start`.
func lineFeed(in bytes: [UInt8], from start: Int) -> Int? {
  unsafe bytes.withUnsafeBytes { all in
    guard start < all.count, let base = all.baseAddress else { return nil }
    guard let found = unsafe memchr(base + start, 0x0A, all.count - start) else { return nil }
    return unsafe UnsafeRawPointer(found) - base
  }
}

/// Whether there is something to read, the end included.
func hasInput(_ descriptor: Int32) -> Bool {
  var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
  return unsafe poll(&request, 1, 0) != 0
}

private func waitFor(_ events: Int32, on descriptor: Int32) {
  var request = pollfd(fd: descriptor, events: Int16(events), revents: 0)
  _ = unsafe poll(&request, 1, -1)
}
