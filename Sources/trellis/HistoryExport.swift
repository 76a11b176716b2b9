internal import ArgumentParser
internal import BundledRules
internal import Diagnostics
internal import Dialogue
internal import Matching
internal import Rules
internal import Terminal
internal import Transcripts

extension HistoryCommand {
  /// A session as a regression test, with what is private replaced.
  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Make a transcript for a repository out of a session.",
      discussion: """
        Names, places, numbers and addresses are replaced, the same by the same. What is replaced is shown, and on a terminal \
        you are asked before anything is written. Turns in which danger came up are left out.
        """)

    @OptionGroup var pack: PackOptions
    @Argument(help: "The id, or the beginning of it.") var id: String
    @Flag(help: "Replace what is private and write what the coach answers today.") var asTest = false
    @Flag(help: "Keep intents and steps only, not the words of replies.") var semantic = false
    @Flag(help: "Write without asking.") var yes = false
    @Option(help: "Replace this word too; may be given again.") var replace: [String] = []
    @Option(help: "Leave this word as it is; may be given again.") var keep: [String] = []
    @Option(name: .shortAndLong, help: "Write to this new file, not to standard output.") var output: String?

    func validate() throws {
      if !asTest { throw ValidationError("say --as-test: a session as it is comes from history show") }
    }

    func run() throws {
      if let output, (try? FileSystem.kind(of: output)) != nil {
        printError("trellis: \(output) is there already; name a new file")
        throw ExitStatus.usage
      }
      let rules = try pack.load()
      let session = try HistoryCommand.session(id)
      let transcript = try Self.read(session)
      if let id = transcript.header.packID, id != rules.matcher.book.pack.id {
        printError("trellis: this session was held with the pack ‘\(id)’; name its folder with --rules")
        throw ExitStatus.usage
      }
      let words = PrivacyWords(files: BundledRules.files, lexicon: rules.matcher.book.lexicon)
      var draft = Draft(
        transcript: transcript, rules: rules, words: words, extent: semantic ? .semantic : .complete)
      draft.replaced.formUnion(replace)
      draft.kept.formUnion(keep)
      guard let export = try decided(&draft) else { return }
      try Self.refuseRed(export, by: rules)
      try write(export.text)
    }

    private static func read(_ session: SessionStore.Session) throws -> Transcript {
      do {
        let (transcript, diagnostics) = try HistoryCommand.store().read(session)
        guard diagnostics.containErrors else { return transcript }
        printError(DiagnosticPrinter(files: []).text(for: diagnostics))
        throw ExitStatus.data
      } catch let failure as FileSystem.Failure {
        printError("trellis: \(session.path): \(failure)")
        throw ExitStatus.inputOutput
      }
    }

    /// The export that the person said yes to; nil where they said no.
    private func decided(_ draft: inout Draft) throws -> TestExport? {
      while true {
        let (export, pseudonyms) = draft.made()
        printError(ExportReport(export: export, pseudonyms: pseudonyms).text)
        guard export.turnCount > 0 else {
          printError("trellis: nothing is left to write")
          throw ExitStatus.usage
        }
        if yes { return export }
        guard StandardStream.error.isTerminal, let answer = ask() else {
          printError("trellis: nothing is written; --yes writes without asking")
          throw ExitStatus.usage
        }
        switch answer {
        case .write: return export
        case .leave:
          printError("Nothing is written.")
          return nil
        case .replace(let word): draft.change(replacing: word)
        case .keep(let word): draft.change(keeping: word)
        }
      }
    }

    private enum Answer {
      case write, leave
      case replace(String)
      case keep(String)
    }

    /// Asks at the terminal until the answer is one; nil where nobody sits there.
    private func ask() -> Answer? {
      guard StandardStream.inputIsTerminal else { return nil }
      var reader = PlainLineReader()
      while true {
        try? StandardStream.error.write("Write it? y, n, +word replaces one more, -word leaves one: ")
        guard case .line(let bytes) = reader.next() else { return .leave }
        let text = String(decoding: bytes, as: UTF8.self)
        let word = String(text.dropFirst().filter { !$0.isWhitespace })
        switch text.first {
        case "y", "Y": return .write
        case "n", "N": return .leave
        case "+" where !word.isEmpty: return .replace(word)
        case "-" where !word.isEmpty: return .keep(word)
        default: continue
        }
      }
    }

    /// Our own promise: what is written replays as it stands.
    private static func refuseRed(_ export: TestExport, by rules: DialogueEngine.Rules) throws {
      let file = SourceFile(path: "export.transcript", text: export.text)
      let (transcript, diagnostics) = TranscriptParser.parse(file)
      let result = Replay(transcript, with: DialogueEngine(rules)).run()
      guard diagnostics.containErrors || !result.differences.isEmpty else { return }
      printError(
        "trellis: this would not replay, so it is not written (\(result.differences.count) differences)")
      throw ExitStatus.findings
    }

    private func write(_ text: String) throws {
      do {
        guard let output else { return try StandardStream.output.write(verbatim: Array(text.utf8).span) }
        let file = try SessionFile.create(output)
        try file.append(text)
        printError("written to \(output)")
      } catch let failure as FileSystem.Failure {
        printError("trellis: \(output ?? ""): \(failure)")
        throw ExitStatus.inputOutput
      } catch {
        throw ExitStatus.inputOutput
      }
    }
  }

  /// An export that may still change.
  private struct Draft {
    let transcript: Transcript
    let rules: DialogueEngine.Rules
    let words: PrivacyWords
    let extent: TestExport.Extent
    var replaced: Set<String> = []
    var kept: Set<String> = []

    mutating func change(replacing word: String) {
      kept.remove(word)
      replaced.insert(word)
    }

    mutating func change(keeping word: String) {
      replaced.remove(word)
      kept.insert(word)
    }

    func made() -> (TestExport, Pseudonyms) {
      let texts = [transcript.header.person].compactMap(\.self) + transcript.entries.map(\.text)
      let pseudonyms = Pseudonyms(of: texts, by: words, replacing: replaced, keeping: kept)
      let export = TestExport(
        of: transcript, by: DialogueEngine(rules), extent, replacing: pseudonyms.applied)
      return (export, pseudonyms)
    }
  }
}

/// What a person should know before a session leaves their machine.
struct ExportReport {
  let export: TestExport
  let pseudonyms: Pseudonyms

  var text: String {
    ([summary] + replaced + doubtful + differences + [Self.honesty]).joined(separator: "\n")
  }

  private var summary: String {
    var parts = ["\(export.turnCount) \(export.turnCount == 1 ? "turn" : "turns") kept"]
    if export.safetyTurnCount > 0 { parts.append("\(export.safetyTurnCount) left out for safety") }
    if export.commandCount > 0 { parts.append("\(export.commandCount) left out as a mere command") }
    return parts.joined(separator: ", ")
  }

  private var replaced: [String] {
    let rows = pseudonyms.replacements.map { ($0.kind.title, $0.typed, $0.standIn, $0.count) }
    guard !rows.isEmpty else { return ["Nothing private was found."] }
    let width = rows.map(\.1.count).max() ?? 0
    return ["Replaced:"]
      + rows.map { kind, typed, standIn, count in
        let padding = String(repeating: " ", count: width - typed.count)
        return "  \(kind)  \(typed)\(padding) → \(standIn)" + (count > 1 ? "  (\(count) times)" : "")
      }
  }

  private var doubtful: [String] {
    var lines: [String] = []
    if !pseudonyms.doubtful.isEmpty {
      lines.append("Left as they are, though in no list: " + pseudonyms.doubtful.joined(separator: ", "))
    }
    if !pseudonyms.shortNumbers.isEmpty {
      lines.append("Short numbers left: " + pseudonyms.shortNumbers.joined(separator: ", "))
    }
    return lines
  }

  private var differences: [String] {
    guard !export.differences.isEmpty else { return [] }
    return ["Understood otherwise than when it was saved (by a replacement, new rules, or a turn left out):"]
      + export.differences.map {
        "  line \($0.line): \($0.saved.joined(separator: " ")) is now \($0.found.joined(separator: " "))"
      }
  }

  private static let honesty = """
    What a program cannot know: a name that is in no list and has no capital, a
    nickname, a place of work, and what tells who somebody is without a name: an
    illness, a date in words, a way of speaking. Read the file before you share it.
    """
}

extension Pseudonyms.Kind {
  /// As wide as the widest.
  fileprivate var title: String {
    switch self {
    case .name: "name   "
    case .place: "place  "
    case .number: "number "
    case .address: "address"
    }
  }
}
