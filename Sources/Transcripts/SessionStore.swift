package import Diagnostics
package import Dialogue
package import Rules

/// The person’s own sessions on disk: one transcript each, in a private folder.
package struct SessionStore: Sendable {
  /// `$XDG_DATA_HOME/trellis/sessions`.
  package let folder: String

  package init(folder: String) {
    self.folder = folder
  }

  /// The store of this user; nil where there is neither `XDG_DATA_HOME` nor `HOME`.
  package static var ofUser: SessionStore? {
    if let data = FileChanges.environment("XDG_DATA_HOME"), data.hasPrefix("/") {
      return SessionStore(folder: data + "/trellis/sessions")
    }
    guard let home = FileChanges.environment("HOME"), home.hasPrefix("/") else { return nil }
    return SessionStore(folder: home + "/.local/share/trellis/sessions")
  }

  /// A session in the list.
  package struct Session: Sendable {
    package var id: String
    package var path: String
  }

  /// Every session, the newest last.
  package func sessions() -> [Session] {
    let paths = (try? FileSystem.files(below: folder, endings: [".transcript"], depth: 1)) ?? []
    return paths.map { path in
      let name = path.split(separator: "/").last.map(String.init) ?? path
      return Session(id: String(name.dropLast(".transcript".count)), path: path)
    }
  }

  /// The sessions whose id begins with a prefix.
  package func sessions(beginningWith prefix: String) -> [Session] {
    sessions().filter { $0.id.hasPrefix(prefix) }
  }

  /// The path of a new session that begins now.
  package func newPath(at instant: Instant, random: UInt64) -> String {
    let letters = Array("23456789abcdefghjkmnpqrstuvwxyz")
    var rest = random
    let suffix = String(
      (0..<4).map { _ -> Character in
        let letter = letters[Int(rest % UInt64(letters.count))]
        rest /= UInt64(letters.count)
        return letter
      })
    return "\(folder)/\(instant.compact)-\(suffix).transcript"
  }

  /// Reads a saved session.
  package func read(_ session: Session) throws(FileSystem.Failure) -> (
    transcript: Transcript, diagnostics: [Diagnostic]
  ) {
    guard let bytes = try FileSystem.read(session.path, limit: 1 << 28) else {
      throw FileSystem.Failure(code: 27)
    }
    return TranscriptParser.parse(SourceFile(path: session.path, bytes: bytes))
  }
}

/// Writes one session as it goes: nothing before the first turn, each turn flushed before its reply is shown.
package struct SessionRecorder {
  /// Whether what is said now is kept.
  package enum State: Hashable, Sendable {
    case saving
    /// `--private`, or `/private` on the way.
    case off
    /// The last turn could not be written.
    case failing(String)
  }

  private let store: SessionStore?
  private var pack: PackHeader
  private var packHash: String?
  private let random: UInt64
  private var file: SessionFile?
  /// What goes before the next turn, the first of a session that was taken up again: the mark, and the welcome.
  private var opening: String?
  private var lastSize: Int?
  /// The opening of the last turn, where it had one.
  private var lastOpening: String?
  /// The mark of rules that were exchanged behind the last turn.
  private var exchange: String?
  package private(set) var state: State
  package private(set) var path: String?

  /// - Parameters:
  ///   - store: Where sessions live; nil saves nothing.
  ///   - pack: The pack that talks.
  ///   - packHash: The hash of its content.
  ///   - random: Names the file.
  ///   - isPrivate: Whether nothing is written at all.
  package init(
    store: SessionStore?, pack: PackHeader, packHash: String? = nil, random: UInt64, isPrivate: Bool
  ) {
    self.store = store
    self.pack = pack
    self.packHash = packHash
    self.random = random
    state = isPrivate ? .off : store == nil ? .failing("no folder for sessions: HOME is not set") : .saving
  }

  /// Goes on with a saved session, whose file is locked from now on.
  package mutating func goOn(with session: SessionStore.Session, transcript: Transcript) throws(FileSystem
    .Failure)
  {
    guard state == .saving else { return }
    let file = try SessionFile.reopen(session.path)
    self.file = file
    path = session.path
    let bytes = try FileSystem.read(session.path, limit: 1 << 28) ?? []
    opening = "# \(Transcript.continuationMark)\n"
    if transcript.torn != nil || bytes.last != 0x0A { try file.append("\n# torn\n\n") }
  }

  /// Keeps the welcome that was said; it is written with the first turn, so that an unanswered one leaves no trace.
  package mutating func keep(welcome turn: Turn, at instant: Instant) {
    guard !turn.isWithheld else { return }
    opening? += TranscriptWriter.entry(for: turn, at: instant)
  }

  /// Saves a turn; where that fails the state says so and the conversation goes on.
  package mutating func record(_ turn: Turn, before: Conversation, at instant: Instant) {
    guard state != .off, let store else { return }
    do throws(FileSystem.Failure) {
      if file == nil {
        try FileChanges.makeFolder(store.folder)
        let path = store.newPath(at: instant, random: random)
        let created = try SessionFile.create(path)
        try created.append(TranscriptWriter.header(for: before, pack: pack, hash: packHash, start: instant))
        file = created
        self.path = path
      }
      lastSize = try path.map { path throws(FileSystem.Failure) in try FileSystem.size(of: path) }
      try file?.append((opening ?? "") + TranscriptWriter.entry(for: turn, at: instant))
      lastOpening = opening
      opening = nil
      exchange = nil
      state = .saving
    } catch {
      state = .failing("\(error)")
    }
  }

  /// Notes that other rules talk from here on: in a comment, or in the header of a file that is still to come.
  package mutating func exchange(pack: PackHeader, hash: String) {
    self.pack = pack
    packHash = hash
    guard state != .off, let file else { return }
    let mark = RulesExchange.mark(pack: pack, hash: hash)
    do throws(FileSystem.Failure) {
      try file.append(mark)
      exchange = (exchange ?? "") + mark
    } catch {
      state = .failing("\(error)")
    }
  }

  /// Closes the file for good: nothing is written from here on.
  package mutating func goPrivate() {
    file = nil
    state = .off
  }

  /// Deletes what was saved, as far as asked.
  package mutating func forget(_ extent: SessionEffect.Extent) throws(FileSystem.Failure) {
    switch extent {
    case .last:
      if let lastSize {
        try file?.truncate(to: lastSize)
        opening = lastOpening
        lastOpening = nil
        if let exchange { try file?.append(exchange) }
      }
      lastSize = nil
    case .session: try forgetSession()
    case .all:
      try forgetSession()
      for session in store?.sessions() ?? [] { try FileChanges.delete(session.path) }
    }
  }

  private mutating func forgetSession() throws(FileSystem.Failure) {
    guard let path else { return }
    file = nil
    try FileChanges.delete(path)
    self.path = nil
    lastSize = nil
    lastOpening = nil
  }
}
