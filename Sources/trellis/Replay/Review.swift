internal import ArgumentParser
internal import Authoring
internal import Diagnostics
internal import Dialogue
internal import Terminal
internal import Transcripts

/// Walks through the turns that differ and asks about each; what is accepted is written at once.
struct Review {
  private let files: [String]
  private let engine: DialogueEngine
  private let names: PackNames
  private let causes: CauseFinder?
  private let filters: [TranscriptFilter]
  private let style = Style(for: .output)
  private var reader = PlainLineReader()
  private var accepted = 0
  private var rejected = 0
  private var skipped = 0
  private var isOver = false

  init(files: [String], run: ReplayRun) throws {
    self.files = files
    engine = DialogueEngine(run.rules)
    names = PackNames(engine.book)
    causes = run.packs.map { [engine, names] in CauseFinder($0, engine: engine, names: names) }
    filters = run.filters
    guard StandardStream.output.isTerminal else {
      printError("trellis: --review asks at a terminal; --update accepts everything without asking")
      throw ExitStatus.usage
    }
  }

  /// What is done about a turn.
  private enum Answer: CaseIterable {
    case accept, reject, skip, explain, edit, quit

    var key: String { String(name.prefix(1)) }

    var name: String {
      switch self {
      case .accept: "accept"
      case .reject: "reject"
      case .skip: "skip"
      case .explain: "explain"
      case .edit: "open in $EDITOR"
      case .quit: "quit"
      }
    }
  }

  mutating func run() throws {
    for path in files where !isOver { try review(path) }
    let total = accepted + rejected + skipped
    try show(
      total == 0 && !isOver
        ? "Nothing differs." : "\(accepted) accepted, \(rejected) rejected, \(skipped) skipped")
    if rejected + skipped > 0 || isOver { throw ExitStatus.findings }
  }

  /// Goes through one transcript; it is played again after each change, for what was accepted may mend the rest.
  private mutating func review(_ path: String) throws {
    var decided = 0
    while !isOver {
      guard let transcript = try transcript(path) else { return }
      guard filters.allSatisfy({ $0.admits(transcript) }) else { return }
      let played = try play(transcript)
      // What follows from a turn that was left as it is would be gone with it: there is nothing to decide.
      let next = played.result.failures.first { $0.number > decided || $0.number == 0 && decided == 0 }
      guard let next else { return }
      decided = try decide(next, of: transcript, played.turns[next.number]) ? max(next.number, 1) : decided
    }
  }

  private func transcript(_ path: String) throws -> Transcript? {
    switch TranscriptPlayer.read(path) {
    case .failure(let diagnostic):
      printError(DiagnosticPrinter(files: []).text(for: [diagnostic]))
      return nil
    case .success(let source):
      let (transcript, diagnostics) = TranscriptParser.parse(source)
      guard diagnostics.containErrors else { return transcript }
      printError(DiagnosticPrinter(files: [source]).text(for: diagnostics))
      return nil
    }
  }

  private func play(_ transcript: Transcript) throws -> (result: ReplayResult, turns: [Int: Replay.Played]) {
    var turns: [Int: Replay.Played] = [:]
    var result = Replay(transcript, with: engine, names: names).run { played in
      if !played.differences.isEmpty { turns[played.index + 1] = played }
    }
    causes?.explain(&result, of: transcript)
    return (result, turns)
  }

  /// Asks until something is decided; false where the file was edited and is to be played again.
  private mutating func decide(
    _ outcome: TurnOutcome, of transcript: Transcript, _ played: Replay.Played?
  ) throws -> Bool {
    try show("")
    let turn = outcome.number == 0 ? "the file" : "turn \(outcome.number) of \(transcript.entries.count)"
    try show(style(TerminalText("\(transcript.path):\(outcome.line)"), .bold) + TerminalText("  \(turn)"))
    try show(TerminalText(OutcomeText(outcome).lines.joined(separator: "\n")))
    while true {
      switch try ask() {
      case .accept:
        guard let played, try write(played, of: transcript) else { continue }
        accepted += 1
        return true
      case .reject:
        rejected += 1
        return true
      case .skip:
        skipped += 1
        return true
      case .explain: try explain(played)
      case .edit:
        if try edit(transcript.path, line: outcome.differences.first?.line ?? outcome.line) { return false }
      case .quit:
        isOver = true
        return true
      }
    }
  }

  private mutating func ask() throws -> Answer {
    let choices = Answer.allCases.map { "[\($0.key)]\($0.name.dropFirst())" }.joined(separator: ", ")
    while true {
      try prompt("\(choices)? ")
      switch reader.next() {
      case .line(let bytes):
        let text = String(decoding: bytes, as: UTF8.self).lowercased().trimmingPrefix { $0.isWhitespace }
        guard let first = text.first else { continue }
        if let answer = Answer.allCases.first(where: { $0.key == String(first) }) { return answer }
        try show(
          "Accept writes what was found into the transcript; reject leaves it, for the rule is wrong; skip decides nothing."
        )
      case .tooLong: continue
      case .endOfInput, .interrupted, .terminated:
        try show("")
        return .quit
      case .failed: throw ExitStatus.inputOutput
      }
    }
  }

  // MARK: - What can be done

  /// Writes what was found of one turn; false where nothing of it may be rewritten.
  private func write(_ played: Replay.Played, of transcript: Transcript) throws -> Bool {
    var acceptance = Acceptance(transcript, names: names)
    acceptance.accept(played)
    guard let bytes = acceptance.bytes else {
      try show("Lines with = !, ~ and xfail are a person’s own words: open the file to change them.")
      return false
    }
    do throws(FileSystem.Failure) {
      try FileChanges.replace(transcript.path, with: String(decoding: bytes, as: UTF8.self))
    } catch {
      printError("trellis: \(transcript.path): \(error)")
      throw ExitStatus.inputOutput
    }
    let rest = played.differences.count(where: Acceptance.isForPeople)
    try show(
      rest == 0 ? "Written." : "Written; \(counted(rest, "line")) with = !, ~ or xfail are yours to change.")
    return true
  }

  private func explain(_ played: Replay.Played?) throws {
    guard let played else { return try show("There is nothing to explain: no turn was played.") }
    let page = ExplanationText(
      Explanation(of: played.turn, by: engine.book), columns: StandardStream.output.proseWidth ?? 80,
      width: { displayWidth($0) })
    try show(TerminalText(page.lines.joined(separator: "\n")))
  }

  /// Opens the editor at a line; false where there is none.
  private func edit(_ path: String, line: Int) throws -> Bool {
    let editor = FileChanges.environment("VISUAL") ?? FileChanges.environment("EDITOR")
    guard let editor else {
      try show("Neither VISUAL nor EDITOR is set; the line is \(path):\(line).")
      return false
    }
    let words = editor.split(separator: " ").map(String.init)
    guard let status = try? ChildProcess.run(words + ["+\(line)", path]) else {
      try show(TerminalText("‘\(editor)’ cannot be started; the line is \(path):\(line)."))
      return false
    }
    if status != 0 { try show("The editor ended with \(Int(status)).") }
    return true
  }

  // MARK: - Showing

  private func show(_ text: TerminalText) throws {
    do {
      try StandardStream.output.writeLine(text)
    } catch {
      throw ExitStatus.inputOutput
    }
  }

  private func prompt(_ text: TerminalText) throws {
    do {
      try StandardStream.output.write(style(text, .bold))
    } catch {
      throw ExitStatus.inputOutput
    }
  }
}
