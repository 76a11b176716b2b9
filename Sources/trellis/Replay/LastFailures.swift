internal import Diagnostics
internal import FoundationEssentials
internal import Transcripts

/// The transcripts that failed last time, by their whole paths, one a line in the cache folder: no text of anyone.
struct LastFailures {
  private static let name = "/trellis/replay-failed"

  /// `$XDG_CACHE_HOME/trellis/replay-failed`; nil where there is neither that nor `HOME`.
  private static var path: String? {
    if let cache = FileChanges.environment("XDG_CACHE_HOME"), cache.hasPrefix("/") { return cache + name }
    guard let home = FileChanges.environment("HOME"), home.hasPrefix("/") else { return nil }
    return home + "/.cache" + name
  }

  private static let folder = FileManager.default.currentDirectoryPath

  /// Whether failures can be remembered at all.
  static var isAvailable: Bool { path != nil }

  /// What was remembered, as whole paths.
  static func read() -> Set<String> {
    guard let path, let bytes = (try? FileSystem.read(path, limit: 1 << 24)) ?? nil else { return [] }
    return Set(SourceFile(path: path, bytes: bytes).lines.filter { !$0.isEmpty }.map(String.init))
  }

  /// Remembers which of the transcripts that were played failed; what is known of others stays.
  ///
  /// Where nothing can be written the run is no worse for it.
  static func remember(failed: Set<String>, among played: [String]) {
    guard let path, let slash = path.lastIndex(of: "/") else { return }
    let before = read()
    var all = before.subtracting(played.map(whole))
    all.formUnion(failed.map(whole))
    guard all != before else { return }
    try? FileChanges.makeFolder(String(path[..<slash]))
    try? FileChanges.replace(path, with: all.sorted().map { $0 + "\n" }.joined())
  }

  /// A path from the root, with `.` and doubled slashes taken out.
  static func whole(_ path: String) -> String {
    let full = path.hasPrefix("/") ? path : folder + "/" + path
    return "/" + full.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }
}
