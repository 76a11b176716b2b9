internal import ArgumentParser
internal import Authoring
internal import Diagnostics
internal import Rules
internal import Terminal
internal import Transcripts

/// Writes a new intent, or adds what a missed turn teaches to one that is there.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Write the skeleton of an intent, or add a missed turn to an intent.",
    discussion: """
      Without --rules it prints. With --rules it writes into that pack: a new intent into a file of its own, a \
      pattern and examples for an intent of the pack into the file where it stands, touching nothing else there.
      """)

  @Argument(help: "The id, such as jealousy.his-friends.") var id: String
  @Option(help: "The folder of the pack to write into.") var rules: String?
  @Option(help: ArgumentHelp("The turn that was missed: its file and line.", valueName: "file:line"))
  var fromTranscript: String?
  @Flag(help: "Say what would be written, and write nothing.") var dryRun = false

  func validate() throws {
    let isName = id.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "." || $0 == "_"
    }
    guard isName, !id.isEmpty else {
      throw ValidationError("an id has letters, digits, ‘-’ and ‘.’, as in boundaries.say-no")
    }
  }

  func run() throws {
    let book = try rules.map { try PackOptions.book(at: [$0]) } ?? PackOptions.bundled()
    let proposal = try fromTranscript.map { try self.proposal(from: $0, book) }
    if let proposal { try show(proposal) }
    guard let rules else { return try printLine(skeleton(proposal)) }
    guard try FileSystem.isFolder(rules) else {
      printError("trellis: \(rules) is a file; --rules takes the folder of the pack")
      throw ExitStatus.usage
    }
    let folder = rules.hasSuffix("/") ? String(rules.dropLast()) : rules
    if let intent = book.intents.first(where: { $0.id.text == id }) {
      guard let proposal else {
        printError(
          "trellis: ‘\(id)’ stands at \(intent.place.pathAndLine); choose another id, or --from-transcript")
        throw ExitStatus.usage
      }
      guard PackFiles(reading: [rules]).files.contains(where: { $0.path == intent.place.path }) else {
        printError(
          "trellis: ‘\(id)’ stands in the pack that this one extends\n  hint: copy its id with ‘change: add’ into \(folder), then add to it"
        )
        throw ExitStatus.usage
      }
      return try add(proposal, to: intent)
    }
    let path = "\(folder)/\(id).yaml"
    if dryRun { return try printLine("would write \(path):\n\n\(skeleton(proposal))") }
    try Templates.create(path, holding: skeleton(proposal))
    try refuse(path, unlessItReads: rules, restoring: nil)
    try printLine("wrote \(path)")
  }

  // MARK: - What is proposed

  /// The proposal for the turn at `FILE:LINE`.
  private func proposal(from place: String, _ book: RuleBook) throws -> PatternProposal {
    guard let colon = place.lastIndex(of: ":"), let line = Int(place[place.index(after: colon)...]), line > 0
    else {
      printError("trellis: ‘\(place)’ names no line; write FILE:LINE")
      throw ExitStatus.usage
    }
    let path = String(place[..<colon])
    try PackOptions.refuseMissing([path])
    let text = try Self.turn(in: path, at: line)
    guard let proposal = PatternProposal(for: text, of: ID(id), in: book) else {
      printError("trellis: \(place): too few telling words for a pattern; write one by hand\n    \(text)")
      throw ExitStatus.findings
    }
    return proposal
  }

  /// What was said in the turn that a line belongs to.
  private static func turn(in path: String, at line: Int) throws -> String {
    do throws(FileSystem.Failure) {
      let file = SourceFile(path: path, bytes: try FileSystem.read(path, limit: 1 << 28) ?? [])
      let (transcript, complaints) = TranscriptParser.parse(file)
      if complaints.containErrors {
        printError(DiagnosticPrinter(files: [file]).text(for: complaints))
        throw FileSystem.Failure(code: 0)
      }
      if let entry = transcript.entries.first(where: { ($0.line..<$0.end).contains(line) }),
        !entry.text.isEmpty
      {
        return entry.text
      }
    } catch {
      guard error.code != 0 else { throw ExitStatus.data }
      printError("trellis: \(path): \(error)")
      throw ExitStatus.inputOutput
    }
    printError("trellis: \(path):\(line): no turn with a text stands there")
    throw ExitStatus.usage
  }

  private func show(_ proposal: PatternProposal) throws {
    try printLine("pattern:   \(proposal.pattern)\nexample:   \(proposal.example)")
    if let nearMiss = proposal.nearMiss { try printLine("near-miss: \(nearMiss)") }
    if !proposal.owners.isEmpty {
      let names = proposal.owners.map(\.text).joined(separator: ", ")
      try printLine("the sentence is claimed already by \(names)")
    }
    if proposal.taken.isEmpty {
      try printLine("it takes no other example of the pack\n")
    } else {
      try printLine(
        "it would also take \(proposal.taken.count) example\(proposal.taken.count == 1 ? "" : "s") of the pack:"
      )
      for taken in proposal.taken.prefix(10) {
        try printLine(
          "  \(taken.example.place.pathAndLine): \(taken.intent) (\(taken.example.group.rawValue)): \(taken.example.text)"
        )
      }
      if proposal.taken.count > 10 { try printLine("  and \(proposal.taken.count - 10) more") }
      try printLine("")
    }
  }

  private func skeleton(_ proposal: PatternProposal?) -> String {
    let last = id.split(separator: ".").last.map(String.init) ?? id
    let words = last.replacing("-", with: " ").replacing("_", with: " ")
    return Templates.text(
      "intent.yaml",
      filledWith: [
        ("id: ID", "id: \(id)"), ("TITLE", words.prefix(1).uppercased() + words.dropFirst()),
        ("PATTERN", proposal?.pattern ?? "here stands what people say"),
        ("EXAMPLE", proposal?.example ?? "here stands what people say"),
        ("NEARMISS", proposal?.nearMiss ?? "here stands what only looks like it"),
      ])
  }

  // MARK: - Adding to an intent

  private func add(_ proposal: PatternProposal, to intent: Intent) throws {
    let path = intent.place.path
    let before: SourceFile
    do throws(FileSystem.Failure) {
      before = SourceFile(path: path, bytes: try FileSystem.read(path, limit: PackFiles.largestFile) ?? [])
    } catch {
      printError("trellis: \(path): \(error)")
      throw ExitStatus.inputOutput
    }
    let text: String
    do throws(IntentEdit.Failure) {
      var edit = try IntentEdit(before, intent: intent.id)
      try edit.append(proposal.pattern, to: ["patterns"])
      try edit.append(proposal.example, to: ["examples", "match"])
      if let nearMiss = proposal.nearMiss { try edit.append(nearMiss, to: ["examples", "reject"]) }
      text = edit.text
    } catch {
      printError("trellis: \(path): \(error)")
      throw ExitStatus.data
    }
    if dryRun { return try printLine("would add them to \(intent.place.pathAndLine)") }
    try Templates.write(path, text)
    try refuse(path, unlessItReads: rules ?? path, restoring: before)
    try printLine("added to ‘\(intent.id)’ in \(path)")
  }

  /// Takes the change back where the pack cannot be read with it.
  private func refuse(_ path: String, unlessItReads pack: String, restoring before: SourceFile?) throws {
    let files = PackFiles(reading: [pack])
    let (book, complaints) = RuleBookReader.read(
      files, base: { $0 == "en" ? try? PackOptions.bundled() : nil })
    guard book == nil else { return }
    if let before, let text = before.text {
      try Templates.write(path, text)
    } else {
      try? FileChanges.delete(path)
    }
    printError(DiagnosticPrinter(files: files.files).text(for: complaints))
    printError("trellis: the pack could not be read so; \(path) is as it was")
    throw ExitStatus.data
  }
}

extension FileSystem {
  /// Whether a path is a folder; a missing one is told by the command that was given it.
  fileprivate static func isFolder(_ path: String) throws -> Bool { (try? kind(of: path)) == .folder }
}
