internal import ArgumentParser
internal import Diagnostics
internal import Dialogue
internal import Rules
internal import Transcripts

/// Finds the commit of a rules repository that made a transcript differ.
///
/// The commits are chosen as `git bisect` does; their packs are read from git’s objects.
struct Bisection {
  private let range: (good: String, bad: String)
  private let packPath: String
  private let path: String
  private let repository: GitRepository
  private let bundled: RuleBook

  init(range text: String, pack: PackOptions, paths: [String]) throws {
    guard let dots = text.firstRange(of: ".."), let path = paths.first else {
      preconditionFailure("validated before")
    }
    let bad = String(text[dots.upperBound...])
    guard let repository = GitRepository(around: ".") else {
      printError("trellis: --bisect works inside a git repository")
      throw ExitStatus.usage
    }
    self.path = path
    packPath = try OldPack.path(of: pack.paths)
    self.repository = repository
    bundled = try PackOptions.bundled()
    range = (
      try Self.commit(String(text[..<dots.lowerBound]), repository),
      try Self.commit(bad.isEmpty ? "HEAD" : bad, repository)
    )
  }

  private static func commit(_ revision: String, _ repository: GitRepository) throws -> String {
    if let commit = repository.commit(revision) { return commit }
    printError("trellis: ‘\(revision)’ is no revision")
    throw ExitStatus.usage
  }

  /// What a commit makes of the transcript.
  private enum Verdict {
    case good, bad
    /// It has no pack that can be used.
    case unknown
  }

  func run() throws {
    let transcript = try transcript()
    try expect(.good, of: range.good, "good", transcript)
    try expect(.bad, of: range.bad, "bad", transcript)
    let (bad, left) = try narrowed(transcript)
    guard left.count == 1 else {
      printError("trellis: \(left.count) commits are left, and the packs between them cannot be used:")
      for commit in left { try printLine(repository.describe(commit).summary) }
      throw ExitStatus.data
    }
    try tell(bad, transcript)
  }

  private func transcript() throws -> Transcript {
    let source: SourceFile
    switch TranscriptPlayer.read(path) {
    case .success(let file): source = file
    case .failure(let diagnostic):
      printError(DiagnosticPrinter(files: []).text(for: [diagnostic]))
      throw ExitStatus.data
    }
    let (transcript, diagnostics) = TranscriptParser.parse(source)
    guard !diagnostics.containErrors else {
      printError(DiagnosticPrinter(files: [source]).text(for: diagnostics))
      throw ExitStatus.data
    }
    return transcript
  }

  private func expect(_ expected: Verdict, of commit: String, _ name: String, _ transcript: Transcript) throws
  {
    let verdict = verdict(on: commit, transcript)
    guard verdict != expected else { return }
    let summary = repository.describe(commit).summary
    switch verdict {
    case .good: printError("trellis: \(path) is as written at \(summary), which should be \(name)")
    case .bad: printError("trellis: \(path) differs at \(summary), which should be \(name)")
    case .unknown: printError("trellis: the pack \(packPath) of \(summary) is not there or has errors")
    }
    throw ExitStatus.usage
  }

  private func book(at commit: String) -> RuleBook? {
    repository.pack(packPath, at: commit).flatMap { files in
      RuleBookReader.read(files, base: { $0 == "en" ? bundled : nil }).book
    }
  }

  private func verdict(on commit: String, _ transcript: Transcript) -> Verdict {
    guard let book = book(at: commit) else { return .unknown }
    let result = Replay(transcript, with: DialogueEngine(rules(book))).run()
    return result.hasFailed ? .bad : .good
  }

  /// A pack of the program’s own id brings its safety screen with it.
  private func rules(_ book: RuleBook) -> DialogueEngine.Rules {
    DialogueEngine.Rules(book: book, bundled: book.pack.id == bundled.pack.id ? book : bundled)
  }

  /// Halves the commits until one is left; those whose packs cannot be used are passed over.
  private func narrowed(_ transcript: Transcript) throws -> (bad: String, left: [String]) {
    var bad = range.bad
    var good = [range.good]
    var unusable = Set<String>()
    while true {
      let left = repository.commits(in: bad, notIn: good, touching: packPath)
      let last = left.first ?? bad
      let open = left.filter { $0 != last && !unusable.contains($0) }
      guard !open.isEmpty else { return (last, left.count <= 1 ? [last] : left) }
      var middle = repository.middle(of: bad, notIn: good, touching: packPath) ?? open[open.count / 2]
      if middle == last || unusable.contains(middle) { middle = open[open.count / 2] }
      switch verdict(on: middle, transcript) {
      case .good: good.append(middle)
      case .bad: bad = middle
      case .unknown: unusable.insert(middle)
      }
      printError("\(left.count) commits left: \(repository.describe(middle).summary)")
    }
  }

  /// Says which commit it was, what it changed, and what differs since.
  private func tell(_ commit: String, _ transcript: Transcript) throws {
    try printLine("\(repository.describe(commit).summary)\nis the first commit with which \(path) differs\n")
    guard let new = book(at: commit), let parent = repository.parent(of: commit), let old = book(at: parent)
    else {
      return
    }
    let engine = DialogueEngine(rules(new))
    let names = PackNames(new)
    var result = Replay(transcript, with: engine, names: names).run()
    let bundled = new.pack.id == self.bundled.pack.id ? new : self.bundled
    CauseFinder(CauseFinder.Packs(old: old, new: new, bundled: bundled), engine: engine, names: names)
      .explain(&result, of: transcript)
    for outcome in result.failures {
      try printLine(OutcomeText(outcome).lines.joined(separator: "\n") + "\n")
    }
  }
}
