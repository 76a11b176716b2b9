internal import ArgumentParser
internal import BundledRules
internal import Diagnostics
internal import Rules

/// The pack of `--against`: a folder, a file, or the pack in use as a revision or a content hash has it.
enum OldPack {
  /// The older book, by a path or else a revision of the pack in use; complaints go to standard error.
  ///
  /// `paths` are those of the pack in use, none for the bundled one.
  static func book(_ name: String, insteadOf paths: [String], bundled: RuleBook) throws -> RuleBook {
    if (try? FileSystem.kind(of: name)) != nil { return try PackOptions.book(at: [name]) }
    let path = try path(of: paths)
    guard let repository = GitRepository(around: ".") else {
      printError(
        "trellis: there is no ‘\(name)’, and this is no git repository in which it could be a revision")
      throw ExitStatus.usage
    }
    guard let commit = repository.commit(name) ?? repository.commit(withPack: path, of: name) else {
      printError(
        "trellis: ‘\(name)’ is neither a path nor a revision, nor the content hash of \(path) in one")
      throw ExitStatus.usage
    }
    return try book(of: path, at: commit, in: repository, bundled: bundled)
  }

  /// A pack as a commit has it.
  static func book(
    of path: String, at commit: String, in repository: GitRepository, bundled: RuleBook
  ) throws -> RuleBook {
    guard let files = repository.pack(path, at: commit) else {
      printError("trellis: \(repository.describe(commit).summary): there is no pack at \(path)")
      throw ExitStatus.usage
    }
    let (book, diagnostics) = RuleBookReader.read(files, base: { $0 == "en" ? bundled : nil })
    guard let book else {
      printError(
        DiagnosticPrinter(files: files.files).text(for: diagnostics.filter { $0.severity == .error }))
      printError("trellis: so says the pack at \(repository.describe(commit).summary)")
      throw ExitStatus.data
    }
    return book
  }

  /// Where the pack in use lies: the one path given, else where the bundled one comes from.
  static func path(of paths: [String]) throws -> String {
    guard paths.count <= 1 else {
      printError("trellis: a revision is of one pack; --rules was given \(paths.count) times")
      throw ExitStatus.usage
    }
    if let path = paths.first { return path.hasSuffix("/") ? String(path.dropLast()) : path }
    let first = BundledRules.files.first?.path ?? ""
    return first.split(separator: "/").prefix(2).joined(separator: "/")
  }
}
