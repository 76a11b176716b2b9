package import Diagnostics
internal import Dialogue

/// Reads the text of a transcript.
///
/// Nothing is skipped: a line that means nothing is a complaint with its place and a hint. One pass over the bytes.
package struct TranscriptParser {
  /// The largest file that is read: longer than any conversation, far from what would exhaust memory.
  package static let largestFile = 64 << 20

  private let bytes: [UInt8]
  private var transcript: Transcript
  private var diagnostics: [Diagnostic] = []
  private var headerReader = HeaderReader()
  private var isInHeader = true
  private var hasFirstLine = false
  /// Whether a blank line parts what follows from the header.
  private var isPastBlank = false
  /// The line of a `# continued` whose first turn is still to come.
  private var continuationLine: Int?
  private var pendingFailure: (reason: String, line: Int)?
  private var lastMarker: UInt8?
  /// The turn that is being read; it joins the transcript when the next one begins.
  private var entry: Transcript.Entry?
  private var reply: (line: Int, text: String)?

  private static let linefeed = UInt8(ascii: "\n")
  private static let withheldMark = UInt8(ascii: "-")

  /// The transcript of a file, and all that is wrong in it.
  package static func parse(_ file: SourceFile) -> (transcript: Transcript, diagnostics: [Diagnostic]) {
    var parser = TranscriptParser(file)
    if file.text == nil {
      let line = file.bytes.prefix(file.firstInvalidByte ?? 0).count { $0 == linefeed } + 1
      parser.complain(
        TranscriptComplaint("the file is not UTF-8", hint: "save it as UTF-8", code: .transcriptEncoding),
        line)
    } else {
      parser.read()
    }
    return (parser.transcript, parser.diagnostics)
  }

  private init(_ file: SourceFile) {
    bytes = file.bytes
    transcript = Transcript(source: file)
  }

  private mutating func complain(_ complaint: TranscriptComplaint, _ number: Int, line: String = "") {
    diagnostics.append(complaint.diagnostic(path: transcript.path, number: number, line: line))
  }

  // MARK: - Lines

  private mutating func read() {
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var number = 0
    while start < bytes.count {
      number += 1
      let end = bytes[start...].firstIndex(of: Self.linefeed) ?? bytes.count
      let hasReturn = end > start && bytes[end - 1] == UInt8(ascii: "\r")
      read(start..<(hasReturn ? end - 1 : end), number)
      start = end + 1
    }
    endTurn()
    transcript.header = headerReader.header
    finish(lines: number)
  }

  private mutating func finish(lines: Int) {
    if !hasFirstLine { complainOfMissingHeader(1) }
    if let pendingFailure {
      complain(
        TranscriptComplaint(
          "‘# xfail’ stands above no turn", hint: "write it directly above a turn, or inside one"),
        pendingFailure.line)
    }
    if transcript.header.isRecorded, let last = transcript.entries.last, last.instant == nil {
      tear(last, before: lines + 1)
      transcript.torn = last
    }
  }

  private mutating func complainOfMissingHeader(_ number: Int) {
    complain(
      TranscriptComplaint(
        "the header is missing", hint: "begin with ‘trellis-transcript: 1’", code: .transcriptHeader), number)
  }

  /// Leaves out a turn that was cut off; what its last line means is nobody’s mistake.
  private mutating func tear(_ entry: Transcript.Entry, before end: Int) {
    transcript.entries.removeLast()
    diagnostics.removeAll { (entry.line..<end).contains($0.place.start.line) }
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private mutating func read(_ range: Range<Int>, _ number: Int) {
    guard !isBlank(range) else {
      lastMarker = nil
      if hasFirstLine { isPastBlank = true }
      return
    }
    let marker = bytes[range.lowerBound]
    if marker == UInt8(ascii: "#") { return readComment(text(range), number) }
    switch marker {
    case UInt8(ascii: "t") where text(range).hasPrefix("trellis-transcript:"):
      readVersion(text(range), number)
    case _ where !hasFirstLine:
      hasFirstLine = true
      complainOfMissingHeader(number)
    case UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "!"), UInt8(ascii: "%"),
      UInt8(ascii: "~"), UInt8(ascii: "<"), UInt8(ascii: "@"):
      readMarked(marker, range, number)
    default: readUnmarked(text(range), number)
    }
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    bytes[range].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  private mutating func readVersion(_ line: String, _ number: Int) {
    guard !hasFirstLine else {
      return complain(
        TranscriptComplaint(
          "a second header", hint: "one file holds one conversation", code: .transcriptHeader),
        number, line: line)
    }
    hasFirstLine = true
    let version = String(line.dropFirst("trellis-transcript:".count)).trimmingSpaces
    guard let format = Int(version), (1...Transcript.format).contains(format) else {
      return complain(
        TranscriptComplaint(
          "format \(version) is not known", at: version,
          hint: "this program reads format \(Transcript.format); a newer one wrote this file",
          code: .transcriptVersion), number, line: line)
    }
  }

  private mutating func readUnmarked(_ line: String, _ number: Int) {
    do throws(TranscriptComplaint) {
      guard isInHeader else {
        throw TranscriptComplaint(
          "this line means nothing", hint: "a line begins with > = + ! % ~ < @ or #")
      }
      try headerReader.read(line, number: number)
    } catch {
      complain(error, number, line: line)
    }
  }

  // MARK: - Comments

  private mutating func readComment(_ line: String, _ number: Int) {
    let comment = String(line.dropFirst()).trimmingSpaces
    if comment == "torn", headerReader.header.isRecorded, let last = entry, last.instant == nil {
      endTurn()
      return tear(last, before: number)
    }
    if comment == Transcript.continuationMark { continuationLine = number }
    guard comment.hasPrefix("xfail") else { return }
    let reason = String(comment.dropFirst("xfail:".count)).trimmingSpaces
    guard comment.hasPrefix("xfail:"), !reason.isEmpty else {
      return complain(
        TranscriptComplaint("an xfail says why", at: "xfail", hint: "write # xfail: why"), number, line: line)
    }
    expectFailure(reason, number)
  }

  /// Directly behind the header it is the file’s; inside a turn or directly above one it is that turn’s.
  private mutating func expectFailure(_ reason: String, _ number: Int) {
    if isInHeader && !isPastBlank {
      headerReader.expectFailure(reason)
    } else if lastMarker != nil, entry != nil {
      entry?.expectedToFail = reason
    } else {
      pendingFailure = (reason, number)
    }
  }

  // MARK: - Turns

  private mutating func readMarked(_ marker: UInt8, _ range: Range<Int>, _ number: Int) {
    isInHeader = false
    let behind = range.lowerBound + 1
    let isSpaced = behind == range.upperBound || bytes[behind] == 0x20
    let rest = text(min(behind + 1, range.upperBound)..<range.upperBound)
    do throws(TranscriptComplaint) {
      if marker == UInt8(ascii: ">") {
        if !isSpaced, bytes[behind] == Self.withheldMark, isBlank((behind + 1)..<range.upperBound) {
          return beginTurn(number, text: "", isWithheld: true)
        }
        try checkSpace(isSpaced, marker)
        return say(rest, number)
      }
      if let line = continuationLine { beginWelcome(line) }
      guard entry != nil else {
        throw TranscriptComplaint(
          "an expectation stands before the first turn", hint: "a turn begins with ‘> ’")
      }
      lastMarker = marker
      try checkSpace(isSpaced, marker)
      try readExpectation(marker, rest, number)
    } catch {
      complain(error, number, line: text(range))
    }
  }

  private func checkSpace(_ isSpaced: Bool, _ marker: UInt8) throws(TranscriptComplaint) {
    guard !isSpaced else { return }
    let sign = String(Unicode.Scalar(marker))
    throw TranscriptComplaint("no space behind ‘\(sign)’", at: sign, hint: "write ‘\(sign) ’, then the text")
  }

  private mutating func say(_ text: String, _ number: Int) {
    if lastMarker == UInt8(ascii: ">"), let before = entry?.text {
      entry?.text = before + "\n" + text
      entry?.end = number + 1
    } else {
      beginTurn(number, text: text, isWithheld: false)
    }
  }

  private mutating func beginTurn(_ number: Int, text: String, isWithheld: Bool) {
    endTurn()
    var entry = Transcript.Entry(line: number, text: text, end: number + 1)
    entry.isWithheld = isWithheld
    entry.expectedToFail = pendingFailure?.reason
    entry.beginsContinuation = continuationLine != nil
    continuationLine = nil
    pendingFailure = nil
    self.entry = entry
    lastMarker = isWithheld ? Self.withheldMark : UInt8(ascii: ">")
  }

  /// What stands below `# continued` and above what is said next is the coach’s word to somebody who came back.
  private mutating func beginWelcome(_ line: Int) {
    beginTurn(line, text: "", isWithheld: false)
    entry?.isWelcome = true
  }

  private mutating func endTurn() {
    flushReply()
    if let entry { transcript.entries.append(entry) }
    entry = nil
  }

  private mutating func flushReply() {
    guard let (line, text) = reply else { return }
    entry?.expectations.append(Transcript.Expectation(line: line, kind: .reply(text)))
    reply = nil
  }

  private mutating func readExpectation(
    _ marker: UInt8, _ text: String, _ number: Int
  ) throws(TranscriptComplaint) {
    entry?.end = number + 1
    if marker == UInt8(ascii: "<") {
      reply = reply.map { ($0.line, $0.text + "\n" + text) } ?? (number, text)
      return
    }
    flushReply()
    if marker == UInt8(ascii: "@") { return try readInstant(text) }
    let kind = try kind(marker, text)
    guard entry?.isWithheld == false || kind == .safety(.withheld) else {
      throw TranscriptComplaint(
        "a withheld turn has no text, so this is never checked",
        hint: "below >- stand ! withheld and @ alone")
    }
    entry?.expectations.append(Transcript.Expectation(line: number, kind: kind))
  }

  private func kind(_ marker: UInt8, _ text: String) throws(TranscriptComplaint)
    -> Transcript.Expectation.Kind
  {
    switch marker {
    case UInt8(ascii: "="): try ExpectationReader.intent(text)
    case UInt8(ascii: "+"): try ExpectationReader.step(text)
    case UInt8(ascii: "!"): try ExpectationReader.safety(text)
    case UInt8(ascii: "%"): try ExpectationReader.fact(text)
    default: try ExpectationReader.looser(text)
    }
  }

  private mutating func readInstant(_ text: String) throws(TranscriptComplaint) {
    guard entry?.instant == nil else {
      throw TranscriptComplaint("a second ‘@’ in one turn", hint: "a turn begins with ‘> ’")
    }
    entry?.instant = try ExpectationReader.instant(text)
  }
}
