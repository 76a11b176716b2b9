internal import Archive
internal import ArgumentParser
internal import BundledRules
internal import Diagnostics
internal import Dialogue
internal import Matching
internal import Rules

/// Which rules a command uses.
struct PackOptions: ParsableArguments {
  @Option(name: .customLong("rules"), help: "A pack to use in place of the bundled one; twice merges two.")
  var paths: [String] = []

  /// The rules, compiled; or complaints on standard error and the exit code.
  func load() throws -> DialogueEngine.Rules {
    let cache = try RuleCache(paths: paths, scope: Self.everything)
    return try cache.value(
      from: { file throws(Archive.Damage) in try DialogueEngine.Rules(archivedIn: file) },
      orElse: {
        let bundled = try Self.bundled()
        let book = paths.isEmpty ? bundled : try Self.book(at: paths)
        return DialogueEngine.Rules(book: book, bundled: bundled)
      }, bytes: \.archived)
  }

  /// What of a pack a conversation needs.
  static let everything = "everything"

  /// The patterns of the pack alone, compiled.
  func loadPatterns() throws -> Matcher {
    let cache = try RuleCache(paths: paths, scope: "patterns")
    return try cache.value(
      from: { file throws(Archive.Damage) in
        let (book, tables): (RuleBook, MatcherTables) = try Archive.values(in: file)
        return Matcher(book, scope: .patternsOnly, tables: tables)
      },
      orElse: {
        Matcher(paths.isEmpty ? try Self.bundled() : try Self.book(at: paths), scope: .patternsOnly)
      },
      bytes: { Archive.bytes(of: $0.book, $0.tables) })
  }

  /// The pack in the binary.
  static func bundled() throws -> RuleBook {
    let files = PackFiles(files: BundledRules.files)
    let (book, diagnostics) = RuleBookReader.read(files)
    guard let book else {
      printError(
        DiagnosticPrinter(files: files.files).text(for: diagnostics.filter { $0.severity == .error }))
      throw ExitStatus.data
    }
    return book
  }

  /// The pack at some paths.
  static func book(at paths: [String]) throws -> RuleBook {
    try refuseMissing(paths)
    return try book(of: PackFiles(reading: paths))
  }

  /// The pack of some files.
  static func book(of files: PackFiles) throws -> RuleBook {
    let (book, diagnostics) = RuleBookReader.read(files, base: { $0 == "en" ? try? bundled() : nil })
    guard let book else {
      printError(
        DiagnosticPrinter(files: files.files).text(for: diagnostics.filter { $0.severity == .error }))
      throw ExitStatus.data
    }
    return book
  }

  /// Refuses paths that do not exist.
  static func refuseMissing(_ paths: [String]) throws {
    for path in paths {
      do throws(FileSystem.Failure) {
        _ = try FileSystem.kind(of: path)
      } catch {
        printError("trellis: \(path): \(error)")
        throw error.isMissing ? ExitStatus.usage : ExitStatus.inputOutput
      }
    }
  }
}
