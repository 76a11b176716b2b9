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
    guard let listing = run(["ls-tree", "-r", "-l", "-z", commit, "--", path]) else { return nil }
    let blobs = listing.output.split(separator: 0)
      .compactMap { Blob(String(decoding: $0, as: UTF8.self)) }
      .filter { blob in [".yaml", ".yml", ".txt"].contains { blob.path.hasSuffix($0) } }
      .sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    guard !blobs.isEmpty, let contents = run(["show"] + blobs.map(\.object)) else { return nil }
    guard contents.output.count == blobs.reduce(0, { $0 + $1.size }) else { return nil }
    var start = 0
    let files = blobs.map { blob in
      defer { start += blob.size }
      return SourceFile(path: blob.path, bytes: Array(contents.output[start..<(start + blob.size)]))
    }
    return PackFiles(files: files)
  }

  /// The newest commit in which a pack has a content hash, as it stands in the headers of transcripts.
  func commit(withPack path: String, of contentHash: String) -> String? {
    let commits = run(["rev-list", "--all", "--", path])?.lines ?? []
    return commits.first { pack(path, at: $0)?.contentHash == contentHash }
  }

  /// A line of `git ls-tree -l`: `100644 blob OBJECT SIZE<tab>PATH`.
  private struct Blob {
    var object: String
    var size: Int
    var path: String

    init?(_ line: String) {
      let parts = line.split(separator: "\t", maxSplits: 1)
      let words = parts.first?.split(separator: " ") ?? []
      guard parts.count == 2, words.count == 4, words[1] == "blob", let size = Int(words[3]) else {
        return nil
      }
      object = String(words[2])
      self.size = size
      path = String(parts[1])
    }
  }
}
