import Glibc
import Testing

@testable import Terminal

struct LineBlockReaderTests {
  @Test(
    arguments: [
      ("", []),
      ("one\ntwo\n", ["one", "two"]),
      ("one\ntwo", ["one", "two"]),
      ("\n\n", ["", ""]),
      ("a\0b\r\n", ["a\0b\r"]),
      ("1234567890\n12345678901\nnext\n123456789012345", ["1234567890", nil, "next", nil]),
    ] as [(String, [String?])])
  func cutsAtLineFeeds(input: String, lines: [String?]) {
    for count in 1...5 {
      #expect(self.lines(of: Array(input.utf8), atMost: count, longest: 10) == lines, "\(count) at a time")
    }
  }

  @Test func givesNoMoreThanAskedFor() {
    let pipe = Pipe(holding: Array("a\nb\nc\n".utf8))
    var reader = LineBlockReader(descriptor: pipe.end)
    guard case .block(let block) = reader.next(atMost: 2) else {
      Issue.record("no block")
      return
    }
    #expect(block.lines.count == 2)
    #expect(String(decoding: block.bytes, as: UTF8.self) == "a\nb\n")
  }

  @Test func knowsWhetherItWouldWait() {
    var ends: [Int32] = [0, 0]
    unsafe pipe(&ends)
    defer { close(ends[0]) }
    var reader = LineBlockReader(descriptor: ends[0])
    #expect(reader.wouldWait)
    _ = unsafe write(ends[1], Array("a\nb\n".utf8), 4)
    #expect(!reader.wouldWait)
    _ = reader.next(atMost: 1)
    #expect(!reader.wouldWait, "a line is left")
    _ = reader.next(atMost: 1)
    #expect(reader.wouldWait)
    close(ends[1])
    #expect(!reader.wouldWait, "the end needs no waiting")
  }

  @Test func reportsADescriptorThatCannotBeRead() {
    var reader = LineBlockReader(descriptor: -1)
    guard case .failed(EBADF) = reader.next(atMost: 1) else {
      Issue.record("no failure")
      return
    }
  }

  /// A pipe that holds some bytes and is closed for writing.
  private final class Pipe {
    let end: Int32

    init(holding bytes: [UInt8]) {
      var ends: [Int32] = [0, 0]
      unsafe pipe(&ends)
      _ = unsafe write(ends[1], bytes, bytes.count)
      close(ends[1])
      end = ends[0]
    }

    deinit { close(end) }
  }

  private func lines(of bytes: [UInt8], atMost count: Int, longest: Int) -> [String?] {
    let pipe = Pipe(holding: bytes)
    var reader = LineBlockReader(descriptor: pipe.end, longest: longest)
    var lines: [String?] = []
    while case .block(let block) = reader.next(atMost: count) {
      lines += block.lines.map { $0.map { String(decoding: block.bytes[$0], as: UTF8.self) } }
    }
    return lines
  }
}
