import Glibc
import Testing

@testable import Terminal

struct PlainLineReaderTests {
  @Test(arguments: [
    ("", []),
    ("one\ntwo\n", ["one", "two"]),
    ("one\ntwo", ["one", "two"]),
    ("\n\n", ["", ""]),
    ("a\0b\r\n", ["a\0b\r"]),
  ])
  func cutsAtLineFeeds(input: String, lines: [String]) {
    #expect(events(of: Array(input.utf8)) == lines.map { .line(Array($0.utf8)) })
  }

  @Test func repairsNoBytes() {
    #expect(events(of: [0xFF, 0xC3, 0x0A]) == [.line([0xFF, 0xC3])])
  }

  @Test func dropsALineThatIsTooLongAndGoesOn() {
    let input = Array("1234567890\n12345678901\nnext\n123456789012345".utf8)
    let (first, third) = (Array("1234567890".utf8), Array("next".utf8))
    #expect(events(of: input, longest: 10) == [.line(first), .tooLong, .line(third), .tooLong])
  }

  @Test func reportsADescriptorThatCannotBeRead() {
    var reader = PlainLineReader(descriptor: -1)
    #expect(reader.next() == .failed(errno: EBADF))
  }

  @Test func stopsForASignal() {
    var reader = PlainLineReader(descriptor: -1)
    #expect(reader.next(afterWaiting: { SIGINT }) == .interrupted)
    #expect(reader.next(afterWaiting: { SIGTERM }) == .terminated(signal: SIGTERM))
  }

  /// All events before the end of a pipe that holds `bytes`, at most as many as a pipe can.
  private func events(of bytes: [UInt8], longest: Int = PlainLineReader.longestLine) -> [LineEvent] {
    var ends: [Int32] = [0, 0]
    unsafe pipe(&ends)
    defer { close(ends[0]) }
    _ = unsafe write(ends[1], bytes, bytes.count)
    close(ends[1])
    var reader = PlainLineReader(descriptor: ends[0], longest: longest)
    var events: [LineEvent] = []
    while true {
      let event = reader.next()
      if event == .endOfInput { return events }
      events.append(event)
    }
  }
}

struct StandardStreamTests {
  @Test func reportsAFullDisk() {
    let full = unsafe open("/dev/full", O_WRONLY)
    defer { close(full) }
    let stream = StandardStream(descriptor: full)
    #expect(throws: WriteFailure.failed(errno: ENOSPC)) { try stream.writeLine("text") }
    #expect(!stream.isTerminal && stream.proseWidth == nil && !Style(for: stream).isOn)
  }

  @Test func holdsBackUntilFlushed() throws {
    var ends: [Int32] = [0, 0]
    unsafe pipe(&ends)
    defer { close(ends[0]) }
    var writer = BlockWriter(to: StandardStream(descriptor: ends[1]), capacity: 8)
    try writer.write("four")
    #expect(bytesWaiting(in: ends[0]) == 0)
    try writer.write(verbatim: "five5".utf8)
    #expect(bytesWaiting(in: ends[0]) == 9)
    try writer.write("\n")
    try writer.flush()
    close(ends[1])
    var reader = PlainLineReader(descriptor: ends[0])
    #expect(reader.next() == .line(Array("fourfive5".utf8)))
  }

  private func bytesWaiting(in descriptor: Int32) -> Int32 {
    var count: Int32 = 0
    _ = unsafe ioctl(descriptor, UInt(FIONREAD), &count)
    return count
  }
}
