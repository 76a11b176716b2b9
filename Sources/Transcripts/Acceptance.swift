internal import Diagnostics
internal import Dialogue
internal import Matching
package import Rules

/// Rewrites a transcript to what a replay found: only the lines that differ; comments, order, spacing and line ends stay.
///
/// Lines with `=` (not `= !`), `+`, `!`, `%` and `<` are rewritten; `= !`, `~` and `# xfail` are for people. A complete
/// transcript gains the lines that it lacks.
package struct Acceptance {
  private let transcript: Transcript
  private let names: PackNames
  private var lines: FileLines

  package init(_ transcript: Transcript, names: PackNames) {
    self.transcript = transcript
    self.names = names
    lines = FileLines(transcript.source)
  }

  /// The new bytes of the file; nil where nothing changes.
  package var bytes: [UInt8]? { lines.isChanged ? lines.bytes : nil }

  /// Whether a difference is in a line that only a person can mend.
  package static func isForPeople(_ difference: Difference) -> Bool {
    switch difference.layer {
    case .looser, .expectedFailure: true
    case .intent, .orphan: difference.expected.hasPrefix("= !")
    case .step, .safety, .fact, .reply: false
    }
  }

  /// Writes today’s version and content of the pack into the header, as far as they stand there.
  package mutating func refreshHeader(for book: RuleBook) {
    guard let number = transcript.header.packLine, let id = transcript.header.packID else { return }
    var words = [id]
    if transcript.header.packVersion != nil { words.append(book.pack.version) }
    if transcript.header.packHash != nil { words.append(book.contentHash) }
    let line = "pack: " + words.joined(separator: " ")
    if lines.text(number) != line { lines.replace(number, with: [line]) }
  }

  /// Accepts what was found of a turn.
  package mutating func accept(_ played: Replay.Played) {
    let differing = played.differences.filter { !Self.isForPeople($0) }
    let layers = Set(differing.map { $0.layer == .orphan ? Marker.of(orphan: $0) : Marker.of($0.layer) })
    for marker in Marker.allCases where layers.contains(marker) {
      accept(marker, of: played, failing: Set(differing.map(\.line)))
    }
  }

  /// The kinds of lines that are rewritten, in the order in which a turn lists them.
  private enum Marker: Character, CaseIterable {
    case intent = "="
    case step = "+"
    case safety = "!"
    case fact = "%"
    case reply = "<"

    static func of(_ layer: Difference.Layer) -> Marker? {
      switch layer {
      case .intent: .intent
      case .step: .step
      case .safety: .safety
      case .fact: .fact
      case .reply: .reply
      case .looser, .expectedFailure, .orphan: nil
      }
    }

    static func of(orphan difference: Difference) -> Marker? {
      difference.expected.first.flatMap { Marker(rawValue: $0) }
    }
  }

  private mutating func accept(_ marker: Marker, of played: Replay.Played, failing: Set<Int>) {
    let entry = played.entry
    let own = (entry.line..<entry.end).filter { number in
      let text = lines.text(number)
      return text.first == marker.rawValue && !(marker == .intent && isFree(text))
    }
    if transcript.header.isRecorded || marker == .reply {
      align(own, with: whole(marker, of: played.turn), marker, in: entry)
    } else {
      substitute(own.filter(failing.contains), among: own, marker, played)
    }
  }

  /// Whether a line with `=` is no claim of its own: `= !id`, or one with axes.
  private func isFree(_ text: String) -> Bool {
    text.hasPrefix("= !") || text.dropFirst(2).contains("=") && transcript.header.isRecorded
  }

  /// All lines of a kind that a complete turn has.
  private func whole(_ marker: Marker, of turn: Turn) -> [String] {
    switch marker {
    case .intent: TranscriptWriter.intents(of: turn)
    case .step: TranscriptWriter.steps(of: turn)
    case .safety: TranscriptWriter.safety(of: turn)
    case .fact: TranscriptWriter.facts(of: turn)
    case .reply: TranscriptWriter.reply(of: turn)
    }
  }

  // MARK: - Complete turns

  /// Makes the lines of a kind what they should be: those that are right stay where they are.
  private mutating func align(
    _ own: [Int], with target: [String], _ marker: Marker, in entry: Transcript.Entry
  ) {
    let old = own.map { lines.text($0) }
    let difference = target.difference(from: old)
    var removed = Set<Int>()
    for case .remove(let offset, _, _) in difference.removals { removed.insert(offset) }
    let inserted = Set(
      difference.insertions.compactMap { change in
        if case .insert(let offset, _, _) = change { offset } else { nil }
      })
    var next = 0
    var anchor: Int?
    var pending: [Int] = []
    func settle(_ texts: [String], _ self: inout Self) {
      for (number, text) in zip(pending, texts) { self.lines.replace(number, with: [text]) }
      for number in pending.dropFirst(texts.count) { self.lines.replace(number, with: []) }
      let rest = Array(texts.dropFirst(pending.count))
      let last = pending.prefix(texts.count).last ?? anchor ?? self.place(for: marker, in: entry)
      if !rest.isEmpty { self.lines.insert(rest, behind: last) }
    }
    for (offset, number) in own.enumerated() {
      if removed.contains(offset) {
        pending.append(number)
        continue
      }
      let texts = (next..<target.count).prefix { inserted.contains($0) }
      settle(texts.map { target[$0] }, &self)
      next = texts.endIndex + 1
      anchor = number
      pending = []
    }
    settle((next..<target.count).map { target[$0] }, &self)
  }

  /// The line behind which the first line of a kind is put: the last of those that come before it.
  private func place(for marker: Marker, in entry: Transcript.Entry) -> Int {
    let earlier = Marker.allCases.prefix { $0 != marker }.map(\.rawValue) + [">"]
    let numbers = (entry.line..<entry.end).filter { number in
      lines.text(number).first.map(earlier.contains) ?? false
    }
    return numbers.last ?? entry.line
  }

  // MARK: - Turns that say only what matters

  /// Puts what was found in the place of each line that differs, and adds nothing.
  private mutating func substitute(
    _ failing: [Int], among own: [Int], _ marker: Marker, _ played: Replay.Played
  ) {
    var listed = Set(own.filter { !failing.contains($0) }.map { lines.text($0) })
    for number in failing {
      let expectation = played.entry.expectations.first { $0.line == number }
      let candidates = candidates(for: expectation?.kind, played.turn)
      let text = candidates.first { !listed.contains($0) }
      if let text { listed.insert(text) }
      lines.replace(number, with: text.map { [$0] } ?? [])
    }
  }

  /// What may stand in the place of a line, the likeliest first.
  private func candidates(for kind: Transcript.Expectation.Kind?, _ turn: Turn) -> [String] {
    switch kind {
    case .intent(let id, let axes):
      let match = turn.reading.matches.first { $0.intent == names.current(id) }
      if !axes.isEmpty, let match { return ["= \(id) \(axes.taken(from: match.assertion).text)"] }
      return TranscriptWriter.intents(of: turn)
    case .noIntent: return turn.accepted.filter { $0.kind != .chat }.map { "= \($0.intent)" }
    case .step: return TranscriptWriter.steps(of: turn) + ["+ none"]
    case .safety:
      let lines = TranscriptWriter.safety(of: turn)
      return lines.isEmpty ? ["! none"] : lines
    case .fact(let name, _): return TranscriptWriter.facts(of: turn).filter { $0.hasPrefix("% \(name) ") }
    case .notIntent, .looser, .reply, nil: return []
    }
  }
}
