import Diagnostics
import Dialogue
import Rules
import TestSupport
import Testing
import Transcripts

struct SessionRecorderTests {
  private let folder = TemporaryFolder()
  private let engine: DialogueEngine

  init() throws {
    engine = DialogueEngine(try CoachBook.rules())
  }

  private var store: SessionStore { SessionStore(folder: folder.path("data/trellis/sessions")) }
  private let noon = Instant(seconds: 1_767_268_800)

  private func recorder(isPrivate: Bool = false, random: UInt64 = 1) -> SessionRecorder {
    SessionRecorder(store: store, pack: engine.book.pack, random: random, isPrivate: isPrivate)
  }

  /// Says each line and records it; the conversation after them.
  @discardableResult
  private func say(
    _ lines: [String], to recorder: inout SessionRecorder, from start: Conversation = Conversation(seed: 5)
  )
    -> Conversation
  {
    var conversation = start
    for line in lines {
      let turn = engine.turn(on: line, in: conversation, at: noon)
      recorder.record(turn, before: conversation, at: noon)
      conversation = turn.conversation
    }
    return conversation
  }

  private func text(_ recorder: SessionRecorder) throws -> String {
    let bytes = try FileSystem.read(recorder.path ?? "", limit: 1 << 20) ?? []
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func savesEachTurnInAPrivateFile() throws {
    var recorder = recorder()
    say(["hello"], to: &recorder)
    #expect(recorder.state == .saving)
    let path = try #require(recorder.path)
    #expect(path.hasPrefix(store.folder + "/20260101-120000-"))
    #expect(folder.mode(of: path) == 0o600)
    for made in ["data", "data/trellis", "data/trellis/sessions"] {
      #expect(folder.mode(of: folder.path(made)) == 0o700, "\(made)")
    }
    let expected = """
      trellis-transcript: 1
      pack: small 1.0.0
      seed: 5
      start: 2026-01-01T12:00:00Z
      recorded: yes

      > hello
      = chat.hello
      < Hello.
      @ 2026-01-01T12:00:00Z


      """
    #expect(try text(recorder) == expected)
  }

  @Test func writesNothingBeforeTheFirstTurnAndNothingInPrivate() throws {
    _ = recorder()
    var hidden = recorder(isPrivate: true)
    say(["hello"], to: &hidden)
    #expect(hidden.state == .off)
    #expect(hidden.path == nil)
    #expect(try FileSystem.names(in: folder.path) == [])
  }

  @Test func closesTheFileForGood() throws {
    var recorder = recorder()
    say(["hello"], to: &recorder)
    let before = try text(recorder)
    recorder.goPrivate()
    say(["i can't say no"], to: &recorder)
    #expect(recorder.state == .off)
    #expect(try text(recorder) == before)
    #expect(store.sessions().count == 1)
  }

  /// The session of one line, taken up again a day later, and the welcome kept.
  private func resumed() throws -> (recorder: SessionRecorder, conversation: Conversation) {
    var first = recorder()
    say(["/step small-no"], to: &first)
    first.goPrivate()
    let session = store.sessions()[0]
    let (transcript, _) = try store.read(session)
    var second = recorder()
    try second.goOn(with: session, transcript: transcript)
    let tomorrow = noon.advanced(by: 86_400)
    let turn = engine.welcome(to: Conversation(resuming: transcript, by: engine.book), at: tomorrow)
    #expect(!turn.reply.isEmpty)
    second.keep(welcome: turn, at: tomorrow)
    return (second, turn.conversation)
  }

  @Test func writesAWelcomeWithTheFirstTurnBelowIt() throws {
    var (recorder, conversation) = try resumed()
    let before = try text(recorder)
    #expect(!before.contains("continued"))
    say(["no"], to: &recorder, from: conversation)
    let added = """
      # continued
      % asked small-no
      < DAY one small no?
      @ 2026-01-02T12:00:00Z

      > no
      = none
      < NOT TRIED. What got in the way?
      @ 2026-01-01T12:00:00Z


      """
    #expect(try text(recorder) == before + added)
    let (transcript, diagnostics) = try store.read(store.sessions()[0])
    #expect(diagnostics.isEmpty)
    #expect(transcript.entries.map(\.isWelcome) == [false, true, false])
    #expect(transcript.entries.map(\.beginsContinuation) == [false, true, false])
    #expect(Replay(transcript, with: engine).run().differences.isEmpty)
    // What is forgotten takes the mark with it, and the next turn brings it again.
    try recorder.forget(.last)
    #expect(try text(recorder) == before)
    say(["no"], to: &recorder, from: conversation)
    #expect(try text(recorder) == before + added)
  }

  @Test func leavesNoTraceOfAWelcomeThatNobodyAnswered() throws {
    var (recorder, _) = try resumed()
    let before = try text(recorder)
    recorder.goPrivate()
    #expect(try FileSystem.read(store.sessions()[0].path, limit: 1 << 20) == Array(before.utf8))
  }

  @Test func notesWhereOtherRulesTookOver() throws {
    var recorder = recorder()
    var next = engine.book.pack
    next.version = "1.0.1"
    // Before the first turn there is no file, and then its header has the new rules.
    recorder.exchange(pack: next, hash: "0a")
    let before = say(["hello"], to: &recorder)
    next.version = "1.0.2"
    recorder.exchange(pack: next, hash: "0b")
    say(["i feel guilty"], to: &recorder, from: before)
    recorder.exchange(pack: next, hash: "0c")
    try recorder.forget(.last)
    let (transcript, diagnostics) = try store.read(store.sessions()[0])
    #expect(diagnostics.isEmpty)
    #expect(transcript.header.packVersion == "1.0.1")
    #expect(transcript.entries.map(\.text) == ["hello"])
    #expect(transcript.rulesExchanges.map(\.packVersion) == ["1.0.2", "1.0.2"])
    #expect(transcript.rulesExchanges.map(\.hash) == ["0b", "0c"])
    let result = Replay(transcript, with: engine).run()
    #expect(result.differences.isEmpty)
    #expect(result.notes.count == 2)
  }

  @Test func notesNoExchangeInPrivate() throws {
    var recorder = recorder()
    say(["hello"], to: &recorder)
    let before = try text(recorder)
    recorder.goPrivate()
    recorder.exchange(pack: engine.book.pack, hash: "0a")
    #expect(try text(recorder) == before)
  }

  @Test func replaysWhatItSaved() throws {
    var recorder = recorder()
    say(["hello", "i can't say no to my mum", "kill myself", "no", "/why", "yes"], to: &recorder)
    let (transcript, diagnostics) = try store.read(store.sessions()[0])
    #expect(diagnostics.isEmpty)
    let result = Replay(transcript, with: engine).run()
    #expect(result.differences.isEmpty)
    #expect(result.withheld == 2)
  }

  @Test func keepsATornTailAndGoesOnBehindIt() throws {
    var first: SessionRecorder? = recorder()
    if var recorder = first {
      say(["hello", "i can't say no"], to: &recorder)
      first = nil
    }
    let session = store.sessions()[0]
    // As a killed process leaves it: the last turn cut off in the middle of a line.
    let whole = try #require(try FileSystem.read(session.path, limit: 1 << 20))
    let torn = Array(whole.dropLast(40))
    folder.write("data/trellis/sessions/\(session.id).transcript", torn)
    let (transcript, diagnostics) = try store.read(session)
    #expect(diagnostics.isEmpty)
    #expect(transcript.torn?.text == "i can't say no")
    var second = recorder()
    try second.goOn(with: session, transcript: transcript)
    say(["i feel guilty"], to: &second, from: Conversation(resuming: transcript, by: engine.book))
    let text = try text(second)
    #expect(
      text.hasPrefix(String(decoding: torn, as: UTF8.self) + "\n# torn\n\n# continued\n> i feel guilty\n"))
    let again = try store.read(session)
    #expect(again.diagnostics.isEmpty)
    #expect(again.transcript.entries.last?.text == "i feel guilty")
    #expect(Replay(again.transcript, with: engine).run().differences.isEmpty)
  }

  @Test func goesOnWithAWholeFileWithoutATrace() throws {
    var first: SessionRecorder? = recorder()
    var conversation = Conversation(seed: 5)
    if var recorder = first {
      conversation = say(["hello"], to: &recorder)
      first = nil
    }
    let session = store.sessions()[0]
    var second = recorder()
    try second.goOn(with: session, transcript: try store.read(session).transcript)
    say(["i feel guilty"], to: &second, from: conversation)
    #expect(try !text(second).contains("# torn"))
    #expect(try store.read(session).transcript.entries.count == 2)
  }

  @Test func refusesASecondProcess() throws {
    var first = recorder()
    say(["hello"], to: &first)
    let session = store.sessions()[0]
    let transcript = try store.read(session).transcript
    var second = recorder()
    #expect(throws: FileSystem.Failure.self) { try second.goOn(with: session, transcript: transcript) }
    #expect(try text(first).contains("> hello"))
  }

  @Test func saysThatItDoesNotSaveAndGoesOn() {
    folder.write("data", "a file where a folder should be")
    var recorder = recorder()
    let conversation = say(["hello", "i can't say no"], to: &recorder)
    #expect(conversation.turnCount == 2)
    guard case .failing(let reason) = recorder.state else {
      Issue.record("\(recorder.state)")
      return
    }
    #expect(reason == "Not a directory")
  }

  @Test func savesAgainOnceItCan() throws {
    folder.write("data", "a file where a folder should be")
    var recorder = recorder()
    say(["hello"], to: &recorder)
    try FileChanges.delete(folder.path("data"))
    say(["i can't say no"], to: &recorder)
    #expect(recorder.state == .saving)
    #expect(try text(recorder).contains("> i can't say no\n"))
  }

  @Test func hasNoStoreWithoutAHome() {
    let recorder = SessionRecorder(store: nil, pack: engine.book.pack, random: 1, isPrivate: false)
    #expect(recorder.state == .failing("no folder for sessions: HOME is not set"))
  }

  @Test func forgetsWhatItIsAskedToForget() throws {
    var recorder = recorder()
    let conversation = say(["hello", "my secret is guilty"], to: &recorder)
    try recorder.forget(.last)
    #expect(try !text(recorder).contains("secret"))
    say(["i feel guilty"], to: &recorder, from: conversation)
    #expect(try store.read(store.sessions()[0]).transcript.entries.map(\.text) == ["hello", "i feel guilty"])

    var other = self.recorder(random: 2)
    say(["hello"], to: &other)
    #expect(store.sessions().count == 2)
    try other.forget(.session)
    #expect(store.sessions().map(\.path) == [recorder.path])
    try recorder.forget(.all)
    #expect(store.sessions().isEmpty)
  }

  @Test func findsSessionsByAPrefixOldestFirst() {
    for (id, random) in [("20260102-000000-aaaa", 1), ("20260101-000000-bbbb", 2), ("note", 3)]
      as [(String, UInt64)]
    {
      folder.write("data/trellis/sessions/\(id).\(random == 3 ? "txt" : "transcript")", "")
    }
    #expect(store.sessions().map(\.id) == ["20260101-000000-bbbb", "20260102-000000-aaaa"])
    #expect(store.sessions(beginningWith: "20260102").map(\.id) == ["20260102-000000-aaaa"])
    #expect(store.sessions(beginningWith: "2026").count == 2)
    #expect(store.sessions(beginningWith: "x").isEmpty)
  }

  @Test func replacesAFileAndKeepsItsMode() throws {
    folder.write("a.transcript", "old")
    try FileChanges.replace(folder.path("a.transcript"), with: "new")
    #expect(try FileSystem.read(folder.path("a.transcript"), limit: 100) == Array("new".utf8))
    #expect(folder.mode(of: folder.path("a.transcript")) == 0o600)
    #expect(try FileSystem.names(in: folder.path) == ["a.transcript"])
  }
}
