internal import ArgumentParser
internal import Diagnostics
internal import Dialogue
internal import Terminal
internal import Transcripts

/// The person’s saved sessions.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "List, show, export or delete your saved sessions.",
    subcommands: [List.self, Show.self, Export.self, Path.self, Delete.self], defaultSubcommand: List.self)

  static func store() throws -> SessionStore {
    if let store = SessionStore.ofUser { return store }
    printError("trellis: neither XDG_DATA_HOME nor HOME is set, so there are no sessions")
    throw ExitStatus.usage
  }

  /// The one session that a prefix of its id names.
  static func session(_ prefix: String) throws -> SessionStore.Session {
    let found = try store().sessions(beginningWith: prefix)
    if found.count == 1 { return found[0] }
    printError(
      found.isEmpty
        ? "trellis: no session begins with ‘\(prefix)’; trellis history lists them"
        : "trellis: ‘\(prefix)’ begins \(found.count) sessions: \(found.map(\.id).joined(separator: ", "))")
    throw ExitStatus.usage
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "One line a session: its id, when it began, how many turns.")

    func run() throws {
      let store = try HistoryCommand.store()
      for session in store.sessions() {
        do throws(FileSystem.Failure) {
          let (transcript, _) = try store.read(session)
          let withheld = transcript.entries.count(where: \.isWithheld)
          try? printLine(
            "\(session.id)  \(transcript.header.start.map(\.description) ?? "")  \(transcript.entries.count { !$0.isWelcome }) turns"
              + (withheld > 0 ? ", \(withheld) withheld" : "")
              + (transcript.torn == nil ? "" : ", the last one cut off"))
        } catch {
          printError("trellis: \(session.path): \(error)")
        }
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Print a session.")
    @Argument(help: "The id, or the beginning of it.") var id: String

    func run() throws {
      let session = try HistoryCommand.session(id)
      do throws(FileSystem.Failure) {
        let bytes = try FileSystem.read(session.path, limit: 1 << 28) ?? []
        try? StandardStream.output.write(TerminalText(String(decoding: bytes, as: UTF8.self)))
      } catch {
        printError("trellis: \(session.path): \(error)")
        throw ExitStatus.inputOutput
      }
    }
  }

  struct Path: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "path", abstract: "Print where sessions are, or one of them.")
    @Argument(help: "The id, or the beginning of it.") var id: String?

    func run() throws {
      try printLine(try id.map { try HistoryCommand.session($0).path } ?? HistoryCommand.store().folder)
    }
  }

  struct Delete: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "delete", abstract: "Delete a session, or all of them.")
    @Argument(help: "The id, or the beginning of it.") var id: String?
    @Flag(help: "Delete every session.") var all = false

    func validate() throws {
      guard (id == nil) == all else { throw ValidationError("name one session, or --all") }
    }

    func run() throws {
      let sessions = all ? try HistoryCommand.store().sessions() : [try HistoryCommand.session(id ?? "")]
      for session in sessions {
        do throws(FileSystem.Failure) {
          try FileChanges.delete(session.path)
          try? printLine("deleted \(session.id)")
        } catch {
          printError("trellis: \(session.path): \(error)")
          throw ExitStatus.inputOutput
        }
      }
    }
  }
}
