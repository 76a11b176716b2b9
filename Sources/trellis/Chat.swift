internal import ArgumentParser
internal import Authoring
internal import Diagnostics
internal import Dialogue
internal import Rules
internal import Terminal
internal import Transcripts

/// One conversation at a terminal or over a pipe: reads lines, saves turns, then prints replies.
@MainActor
struct Chat {
  private var engine: DialogueEngine
  private var source: RulesSource?
  private let watch: FileWatch?
  private let reader: LineReader
  private let style = Style(for: .output)
  private var conversation: Conversation
  /// The conversation before the last turn, for `/forget last`.
  private var beforeLast: Conversation?
  private var recorder: SessionRecorder
  private var isContinued = false
  private var exchanges = 0
  private var warnedOfSaving = false

  /// What a chat begins with.
  struct Start {
    var seed: UInt64?
    var region: String?
    var isPrivate = false
    var continues = false
    /// Where its rules can be read again, nil for those in the binary.
    var source: RulesSource?
    /// Whether they are read again by themselves when a file of them changes.
    var watches = false
  }

  init(engine: DialogueEngine, _ start: Start) throws {
    self.engine = engine
    source = start.source
    watch = start.watches ? start.source.flatMap { FileWatch(paths: $0.paths) } : nil
    reader = LineReader(commands: Command.forms.map { "/" + $0.name })
    let store = SessionStore.ofUser
    conversation = Conversation(seed: start.seed ?? UInt64.random(in: 1...999_999), region: start.region)
    recorder = SessionRecorder(
      store: store, pack: engine.book.pack, packHash: engine.book.contentHash,
      random: UInt64.random(in: 0...UInt64.max), isPrivate: start.isPrivate)
    if start.continues { try resume(from: store, region: start.region) }
  }

  /// Takes up the last saved session.
  private mutating func resume(from store: SessionStore?, region: String?) throws {
    guard let session = store?.sessions().last else {
      printError("trellis: there is no saved session to go on with; a new one begins")
      return
    }
    do throws(FileSystem.Failure) {
      guard let (transcript, diagnostics) = try store?.read(session) else { return }
      if diagnostics.containErrors { printError(DiagnosticPrinter(files: []).text(for: diagnostics)) }
      conversation = Conversation(resuming: transcript, by: engine.book)
      if let region { conversation.region = region }
      if let torn = transcript.torn {
        printError(
          "trellis: the last turn of \(session.id) was cut off (line \(torn.line)); it is kept and left out")
      }
      try recorder.goOn(with: session, transcript: transcript)
      isContinued = true
    } catch {
      let isBusy = error.description.contains("unavailable")
      printError("trellis: \(session.path): \(isBusy ? "another trellis is using this session" : "\(error)")")
      throw ExitStatus.inputOutput
    }
  }

  mutating func run() throws {
    if reader.isInteractive {
      try greet()
      let isWelcomed = isContinued ? try welcomeBack() : false
      try show(
        isWelcomed
          ? "/help lists commands, Ctrl-D leaves."
          : "What is going on between you and someone? /help lists commands, Ctrl-D leaves.")
    }
    while true {
      switch nextLine() {
      case .line(let bytes):
        let line = String(decoding: bytes, as: UTF8.self)
        reader.remember(line)
        if watch != nil { takeChangedRules() }
        if try !respond(to: line) { return try leave() }
      case .tooLong: try show("That is more than I can read at once (1 MiB). Please send it in parts.")
      case .interrupted: if reader.isInteractive { try show("(Ctrl-D or /quit leaves.)") }
      case .endOfInput: return try leave()
      case .terminated(let signal): LineReader.die(of: signal)
      case .failed: throw ExitStatus.inputOutput
      }
    }
  }

  /// The next line; rules that change while it is typed are taken at once.
  private mutating func nextLine() -> LineEvent {
    reader.readLine(prompt: prompt, waker: watch?.descriptor) {
      watch?.settle()
      takeChangedRules()
    }
  }

  private var prompt: TerminalText {
    switch recorder.state {
    case .saving: "you> "
    case .off: "you (private)> "
    case .failing: "you (not saved)> "
    }
  }

  /// What it is, what it is not, where it saves, how to stop that.
  private func greet() throws {
    let saving =
      switch recorder.state {
      case .off: "This conversation is private: nothing is written."
      case .saving:
        "Saved as you go, on this machine only: \(SessionStore.ofUser?.folder ?? ""). /private stops that."
      case .failing(let reason): "Not saved: \(reason)."
      }
    try show("A program, not a person; self-help, not therapy. In danger, call your emergency number.")
    try show(saving)
  }

  /// Picks up what was left, where somebody was away for hours or more; whether anything was said.
  private mutating func welcomeBack() throws -> Bool {
    let now = Instant.now
    let turn = engine.welcome(to: conversation, at: now)
    guard !turn.reply.isEmpty else { return false }
    conversation = turn.conversation
    recorder.keep(welcome: turn, at: now)
    try show(turn.reply.text, isReply: true)
    return true
  }

  /// One turn; false to leave.
  private mutating func respond(to line: String) throws -> Bool {
    let now = Instant.now
    let turn = engine.turn(on: line, in: conversation, at: now)
    if line.allSatisfy(\.isWhitespace) && reader.isInteractive { return true }
    take(turn, at: now)
    exchanges += 1
    switch turn.effect {
    case .none: break
    case .leave: return false
    case .goPrivate: recorder.goPrivate()
    case .forget(let extent): forget(extent)
    case .reload: return try reload()
    }
    try reportSaving()
    try show(turn.reply.text, isReply: true)
    if !reader.isInteractive { try show("") }
    return true
  }

  /// Goes on from a turn and saves it.
  private mutating func take(_ turn: Turn, at instant: Instant) {
    if turn.effect == .forget(.last) {
      // It is about the turn before it, and none itself.
      conversation = beforeLast?.forgetting(conversation) ?? conversation
      beforeLast = nil
      return
    }
    // A mistyped command is no part of the conversation.
    if !turn.isMistypedCommand {
      recorder.record(turn, before: conversation, at: instant)
      beforeLast = conversation
    }
    conversation = turn.conversation
  }

  // MARK: - Rules

  /// Answers `/reload`; the chat goes on whatever came of it.
  private mutating func reload() throws -> Bool {
    try show(exchangedRules() ?? say(.reloadUnchanged), isReply: true)
    if !reader.isInteractive { try show("") }
    return true
  }

  /// Takes rules that were written while somebody talks; says nothing where they say the same.
  private mutating func takeChangedRules() {
    guard source?.isStale ?? false, let text = exchangedRules() else { return }
    let wrapped = TerminalText(text).wrapped(to: StandardStream.error.proseWidth)
    try? StandardStream.error.writeLine(wrapped)
  }

  /// Reads the rules again, puts them in place as a whole, and words what came of it; nil where they say the same.
  private mutating func exchangedRules() -> String? {
    guard let reading = source?.read(after: engine.book) else { return say(.reloadBuiltIn) }
    switch reading {
    case .unchanged: return nil
    case .broken(let complaints):
      printError(complaints)
      return say(.reloadBroken)
    case .changed(let rules, let changes):
      let old = engine.book
      engine = DialogueEngine(rules)
      conversation = conversation.moved(from: old, to: engine.book)
      beforeLast = beforeLast?.moved(from: old, to: engine.book)
      recorder.exchange(pack: engine.book.pack, hash: engine.book.contentHash)
      return say(.reloaded, changes: changes.summary)
    }
  }

  private mutating func say(_ situation: ReplySituation, changes: String? = nil) -> String {
    engine.words(for: situation, changes: changes, in: &conversation)
  }

  private mutating func forget(_ extent: SessionEffect.Extent) {
    do throws(FileSystem.Failure) {
      try recorder.forget(extent)
      reader.forget()
    } catch {
      printError("trellis: could not delete: \(error)")
    }
  }

  private mutating func reportSaving() throws {
    guard case .failing(let reason) = recorder.state else {
      warnedOfSaving = false
      return
    }
    if !warnedOfSaving { printError("trellis: not saved: \(reason)") }
    warnedOfSaving = true
  }

  private mutating func leave() throws {
    guard reader.isInteractive else { return }
    if let path = recorder.path, recorder.state == .saving {
      try show("This conversation is in \(path) (trellis history). Take care.")
    } else {
      try show("Take care.")
    }
  }

  private func show(_ text: String, isReply: Bool = false) throws {
    do {
      let wrapped = TerminalText(text).wrapped(to: StandardStream.output.proseWidth)
      try StandardStream.output.writeLine(
        isReply && reader.isInteractive ? "\n" + style(wrapped, .green) + "\n" : wrapped)
    } catch {
      throw ExitStatus.inputOutput
    }
  }
}
