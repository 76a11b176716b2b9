internal import Diagnostics
internal import Rules

/// What `replay` asks of git: revisions, and packs as they were.
///
/// Only objects are read; the checkout, the index and the references are never touched.
struct GitRepository: Sendable {
  /// The folder that git runs in.
  private let folder: String

  /// A commit, as a person names and knows it.
  struct Commit: Hashable, Sendable {
    var hash: String
    var summary: String
  }

  /// The repository that a folder lies in, nil where it lies in none or there is no git.
  init?(around folder: String) {
    self.folder = folder
    guard lines("rev-parse", "--is-inside-work-tree")?.first == "true" else { return nil }
  }

  private func run(_ arguments: [String]) -> ChildProcess.Outcome? {
    let whole = ["git", "-C", folder, "-c", "core.quotePath=false"] + arguments
    guard let outcome = try? ChildProcess.capture(whole), outcome.status == 0 else { return nil }
    return outcome
  }

  private func lines(_ arguments: String...) -> [String]? { run(arguments)?.lines }

  /// The commit that a revision names.
  func commit(_ revision: String) -> String? {
    lines("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")?.first
  }

  /// The hash and the first line of a commit.
  func describe(_ commit: String) -> Commit {
    let text = lines("log", "-1", "--format=%h %as %s", commit)?.first ?? commit
    return Commit(hash: commit, summary: text)
  }

  /// The commits that `bad` has and none of `good` has and that touched a path, the newest first.
  func commits(in bad: String, notIn good: [String], touching path: String) -> [String] {
    run(["rev-list", "--topo-order", bad] + good.map { "^" + $0 } + ["--", path])?.lines ?? []
  }

  /// The one of these commits that parts them best, as `git bisect` would choose it.
  func middle(of bad: String, notIn good: [String], touching path: String) -> String? {
    run(["rev-list", "--bisect", bad] + good.map { "^" + $0 } + ["--", path])?.lines.first
  }

  func parent(of commit: String) -> String? { self.commit(commit + "^") }

  /// The files of a pack as a commit has them, by the paths that they have on disk; nil where it has none.
  func pack(_ path: String, at commit: String) -> PackFiles? {
    guard let names = run(["ls-tree", "-r", "-z", "--name-only", commit, "--", path]) else { return nil }
    let paths = names.output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    let own = paths.filter { path in
      [".yaml", ".yml", ".txt"].contains { path.hasSuffix($0) }
    }
    var files: [SourceFile] = []
    for path in own.sorted(by: { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }) {
      guard let blob = run(["cat-file", "blob", "\(commit):./\(path)"]) else { return nil }
      files.append(SourceFile(path: path, bytes: blob.output))
    }
    return files.isEmpty ? nil : PackFiles(files: files)
  }
}
