package import Diagnostics
internal import Dialogue
internal import Rules

/// Reads the text of a transcript.
///
/// Nothing is skipped: a line that means nothing is a complaint with its place and a hint.
package struct TranscriptParser {
  private var transcript: Transcript
  private var diagnostics: [Diagnostic] = []
  private var isInHeader = true
  private var isContinuationPending = false
  private var hasFirstLine = false
  private var pendingFailure: (reason: String, line: Int)?
  private var lastMarker: Character?
  private var reply: (line: Int, paragraphs: [String])?

  /// The transcript of a file, and all that is wrong in it.
  package static func parse(_ file: SourceFile) -> (transcript: Transcript, diagnostics: [Diagnostic]) {
    var parser = TranscriptParser(path: file.path)
    guard file.text != nil else {
      parser.complain(
        .transcriptEncoding, "the file is not UTF-8", line: file.lineOfInvalidByte, hint: "save it as UTF-8")
      return (parser.transcript, parser.diagnostics)
    }
    parser.read(file.lines.map(String.init))
    return (parser.transcript, parser.diagnostics)
  }

  private init(path: String) {
    transcript = Transcript(path: path)
  }

  private mutating func complain(
    _ code: DiagnosticCode, _ message: String, line: Int, column: Int = 1, hint: String? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        code, message, at: SourcePlace(path: transcript.path, line: max(1, line), column: column), hint: hint)
    )
  }

  private mutating func read(_ lines: [String]) {
    var lines = lines
    if lines.first?.unicodeScalars.first == "\u{FEFF}" { lines[0].unicodeScalars.removeFirst() }
    if lines.last == "" { lines.removeLast() }
    transcript.lines = lines
    for (index, line) in lines.enumerated() { read(line, number: index + 1) }
    endTurn(before: lines.count + 1)
    if !hasFirstLine {
      complain(
        .transcriptHeader, "the header is missing", line: 1, hint: "begin with ‘trellis-transcript: 1’")
    }
    if let pendingFailure {
      complain(
        .transcriptSyntax, "‘# xfail’ stands above no turn", line: pendingFailure.line,
        hint: "write it directly above a turn, or inside one")
    }
    if transcript.header.isRecorded, let last = transcript.entries.last, last.instant == nil {
      tear(last, before: lines.count + 1)
      transcript.torn = last
    }
  }

  /// Leaves out a turn that was cut off; what its last line means is nobody’s mistake.
  private mutating func tear(_ entry: Transcript.Entry, before end: Int) {
    transcript.entries.removeLast()
    diagnostics.removeAll { (entry.line..<end).contains($0.place.start.line) }
  }

  private mutating func read(_ line: String, number: Int) {
    if line.hasPrefix("trellis-transcript:") { return readVersion(line, number: number) }
    guard hasFirstLine else {
      if line.isEmpty || line.hasPrefix("#") { return }
      hasFirstLine = true
      return complain(
        .transcriptHeader, "the header is missing", line: number, hint: "begin with ‘trellis-transcript: 1’")
    }
    if line.allSatisfy({ $0 == " " || $0 == "\t" }) {
      lastMarker = nil
      return
    }
    guard let marker = line.first else { return }
    if marker == "#" { return readComment(line, number: number) }
    guard "=+!%~<>@".contains(marker) else {
      if isInHeader { return readHeader(line, number: number) }
      return complain(
        .transcriptSyntax, "this line means nothing", line: number,
        hint: "a line begins with > = + ! % ~ < @ or #")
    }
    isInHeader = false
    if marker == ">" { return readSaid(line, number: number) }
    lastMarker = marker
    guard !transcript.entries.isEmpty else {
      return complain(
        .transcriptSyntax, "an expectation stands before the first turn", line: number,
        hint: "a turn begins with ‘> ’")
    }
    read(marker, line, number: number)
  }

  // MARK: - Header

  private mutating func readVersion(_ line: String, number: Int) {
    guard !hasFirstLine else {
      return complain(
        .transcriptHeader, "a second header", line: number, hint: "one file holds one conversation")
    }
    hasFirstLine = true
    let version = value(of: line)
    guard let number = Int(version), number <= Transcript.format, number >= 1 else {
      return complain(
        .transcriptVersion, "format \(version) is not known", line: number,
        hint: "this program reads format \(Transcript.format); a newer one wrote this file")
    }
  }

  private func value(of line: String) -> String {
    guard let colon = line.firstIndex(of: ":") else { return "" }
    return line[line.index(after: colon)...].trimmingSpaces
  }

  private mutating func readHeader(_ line: String, number: Int) {
    guard let colon = line.firstIndex(of: ":") else {
      return complain(
        .transcriptHeader, "this is no ‘key: value’", line: number, hint: "a turn begins with ‘> ’")
    }
    let key = String(line[..<colon])
    let value = value(of: line)
    switch key {
    case "pack":
      let words = value.split(separator: " ").map(String.init)
      transcript.header.packID = words.first
      transcript.header.packVersion = words.dropFirst().first
    case "seed":
      guard let seed = UInt64(value) else {
        return complain(.transcriptHeader, "‘seed’ is a whole number", line: number, hint: "write seed: 7")
      }
      transcript.header.seed = seed
    case "region": transcript.header.region = value.uppercased()
    case "start":
      guard let instant = Instant(value) else {
        return complain(
          .transcriptHeader, "‘start’ is an instant", line: number, hint: "write 2026-01-01T09:00:00Z")
      }
      transcript.header.start = instant
    case "recorded": transcript.header.isRecorded = value == "yes"
    case "rules": transcript.header.rules = value
    case "open-step": transcript.header.openStep = value
    case "plan": transcript.header.plan = value
    case "person": transcript.header.person = value
    case "safety": transcript.header.safety = value
    default:
      let known = [
        "pack", "seed", "region", "start", "recorded", "rules", "open-step", "plan", "person", "safety",
      ]
      complain(.transcriptHeader, "unknown key ‘\(key)’", line: number, hint: didYouMean(key, among: known))
    }
  }

  private mutating func readComment(_ line: String, number: Int) {
    let text = line.dropFirst().trimmingSpaces
    if text == "torn", transcript.header.isRecorded, let last = transcript.entries.last, last.instant == nil {
      endTurn(before: number)
      return tear(transcript.entries.last ?? last, before: number)
    }
    if text == Transcript.continuationMark { isContinuationPending = true }
    guard text.hasPrefix("xfail:") else { return }
    let reason = text.dropFirst("xfail:".count).trimmingSpaces
    if isInHeader && transcript.entries.isEmpty {
      // A blank line parts the header from the first turn: an xfail behind it is the turn’s.
      if lastMarker == nil && transcript.lines.prefix(number - 1).contains("") {
        pendingFailure = (reason, number)
      } else {
        transcript.header.expectedToFail = reason
      }
    } else if lastMarker != nil, let last = transcript.entries.indices.last {
      transcript.entries[last].expectedToFail = reason
    } else {
      pendingFailure = (reason, number)
    }
  }

  // MARK: - Turns

  private mutating func readSaid(_ line: String, number: Int) {
    if line == ">-" || line.hasPrefix(">- ") && line.count == 3 {
      beginTurn(number)
      transcript.entries[transcript.entries.count - 1].isWithheld = true
      lastMarker = "-"
      return
    }
    let text = self.text(of: line)
    if lastMarker == ">", let last = transcript.entries.indices.last {
      transcript.entries[last].text += "\n" + text
      return
    }
    beginTurn(number)
    transcript.entries[transcript.entries.count - 1].text = text
    lastMarker = ">"
  }

  private mutating func beginTurn(_ number: Int) {
    endTurn(before: number)
    var entry = Transcript.Entry(line: number, text: "", end: number + 1)
    entry.expectedToFail = pendingFailure?.reason
    entry.beginsContinuation = isContinuationPending
    isContinuationPending = false
    pendingFailure = nil
    transcript.entries.append(entry)
  }

  private mutating func endTurn(before number: Int) {
    guard let last = transcript.entries.indices.last else { return }
    flushReply()
    var end = number
    while end > 1, transcript.lines.indices.contains(end - 2),
      transcript.lines[end - 2].isEmpty || transcript.lines[end - 2].hasPrefix("#")
    {
      end -= 1
    }
    transcript.entries[last].end = max(end, transcript.entries[last].line + 1)
  }

  private mutating func flushReply() {
    guard let (line, paragraphs) = reply, let last = transcript.entries.indices.last else { return }
    transcript.entries[last].expectations.append(
      Transcript.Expectation(line: line, kind: .reply(paragraphs.joined(separator: "\n"))))
    reply = nil
  }

  /// What stands behind the marker and one space.
  private func text(of line: String) -> String {
    let rest = line.dropFirst()
    return String(rest.first == " " ? rest.dropFirst() : rest)
  }

  private mutating func expect(_ kind: Transcript.Expectation.Kind, _ number: Int) {
    transcript.entries[transcript.entries.count - 1].expectations.append(
      Transcript.Expectation(line: number, kind: kind))
  }

  private mutating func read(_ marker: Character, _ line: String, number: Int) {
    let text = text(of: line)
    if marker == "<" {
      if reply == nil { reply = (number, []) }
      reply?.paragraphs.append(text)
      return
    }
    flushReply()
    switch marker {
    case "=": readIntent(text, number)
    case "+": expect(.step(text == "none" ? nil : text), number)
    case "!": readSafety(text, number)
    case "%": readFact(text, number)
    case "~": readLooser(text, number)
    case "@":
      guard let instant = Instant(text) else {
        return complain(
          .transcriptSyntax, "this is no instant", line: number, hint: "write @ 2026-01-01T09:00:00Z")
      }
      transcript.entries[transcript.entries.count - 1].instant = instant
    default: break
    }
  }

  private mutating func readIntent(_ text: String, _ number: Int) {
    let words = text.split(separator: " ").map(String.init)
    guard let name = words.first else {
      return complain(
        .transcriptSyntax, "an intent is missing", line: number, hint: "write = ID, = !ID or = none")
    }
    if name == "none" { return expect(.noIntent, number) }
    if name.hasPrefix("!") { return expect(.notIntent(ID(String(name.dropFirst()))), number) }
    var axes = Transcript.Axes()
    for word in words.dropFirst() {
      let pair = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.count == 2, set(pair[0], pair[1], &axes) else {
        return complain(
          .transcriptSyntax, "‘\(word)’ is no axis", line: number,
          hint: "write polarity=negated, who=partner, time=past or mood=howto")
      }
    }
    expect(.intent(ID(name), axes), number)
  }

  private func set(_ axis: String, _ value: String, _ axes: inout Transcript.Axes) -> Bool {
    switch axis {
    case "polarity":
      axes.polarity = Assertion.Polarity(rawValue: value)
      return axes.polarity != nil
    case "who":
      axes.who = Assertion.Who(rawValue: value)
      return axes.who != nil
    case "time":
      axes.time = Assertion.Time(rawValue: value)
      return axes.time != nil
    case "mood":
      axes.mood = Assertion.Mood(rawValue: value)
      return axes.mood != nil
    default: return false
    }
  }

  private mutating func readSafety(_ text: String, _ number: Int) {
    let words = text.split(separator: " ").map(String.init)
    if words == ["none"] { return expect(.safety(.none), number) }
    if words == ["withheld"] { return expect(.safety(.withheld), number) }
    guard words.count == 2, let category = SafetyCategory(rawValue: words[0]) else {
      let names = SafetyCategory.allCases.map(\.rawValue)
      return complain(
        .transcriptSyntax, "this is no safety result", line: number,
        hint: words.first.flatMap { didYouMean($0, among: names) }
          ?? "write ! violence red, ! suicide asked or ! none")
    }
    switch words[1] {
    case "red": expect(.safety(.hit(category, .red)), number)
    case "amber": expect(.safety(.hit(category, .amber)), number)
    case "asked": expect(.safety(.asked(category)), number)
    case "locked": expect(.safety(.locked(category)), number)
    default:
      complain(
        .transcriptSyntax, "‘\(words[1])’ is no level", line: number, hint: "red, amber, asked or locked")
    }
  }

  private mutating func readFact(_ text: String, _ number: Int) {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    let names = [
      "asked", "offered", "chosen", "done", "plan", "withdrawn", "person", "region", "agenda", "flag",
    ]
    guard let name = words.first, names.contains(name) else {
      return complain(
        .transcriptSyntax, "this is no fact", line: number,
        hint: words.first.flatMap { didYouMean($0, among: names) }
          ?? "one of \(names.joined(separator: ", "))")
    }
    expect(.fact(name, words.count > 1 ? words[1] : ""), number)
  }

  private mutating func readLooser(_ text: String, _ number: Int) {
    var scanner = LooserScanner(text)
    guard let expectation = scanner.read() else {
      return complain(
        .transcriptSyntax, "this expectation means nothing", line: number,
        hint:
          "write ~ reply contains \"…\", lacks, one-of; ~ act reflect; ~ acts reflect ask; ~ words <= 70; ~ asked ID"
      )
    }
    expect(.looser(expectation), number)
  }
}

/// Reads what stands behind `~`.
private struct LooserScanner {
  private let words: [String]
  private let quotations: [String]

  init(_ text: String) {
    var words: [String] = []
    var quotations: [String] = []
    var current = ""
    var quotation: String?
    var isEscaped = false
    for character in text {
      if var open = quotation {
        if isEscaped {
          open.append(character)
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else if character == "\"" {
          quotations.append(open)
          quotation = nil
          continue
        } else {
          open.append(character)
        }
        quotation = open
      } else if character == "\"" {
        quotation = ""
      } else if character == " " {
        if !current.isEmpty { words.append(current) }
        current = ""
      } else {
        current.append(character)
      }
    }
    if !current.isEmpty { words.append(current) }
    self.words = quotation == nil ? words : []
    self.quotations = quotations
  }

  mutating func read() -> Transcript.LooserExpectation? {
    switch words.first {
    case "reply" where words.count == 2:
      switch words[1] {
      case "contains" where quotations.count == 1: return .contains(quotations[0])
      case "lacks" where quotations.count == 1: return .lacks(quotations[0])
      case "one-of" where !quotations.isEmpty: return .oneOf(quotations)
      default: return nil
      }
    case "act" where words.count == 2 && Act(rawValue: words[1]) != nil: return .act(words[1])
    case "acts" where words.count > 1 && words.dropFirst().allSatisfy({ Act(rawValue: $0) != nil }):
      return .acts(Array(words.dropFirst()))
    case "words" where words.count == 3:
      guard let comparison = Transcript.LooserExpectation.Comparison(rawValue: words[1]),
        let count = Int(words[2])
      else { return nil }
      return .words(comparison, count)
    case "asked" where words.count == 2: return .asked(words[1])
    default: return nil
    }
  }
}

extension StringProtocol {
  fileprivate var trimmingSpaces: String {
    var text = Substring(self)
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }
}

extension SourceFile {
  fileprivate var lineOfInvalidByte: Int { bytes.prefix(firstInvalidByte ?? 0).count { $0 == 0x0A } + 1 }
}
