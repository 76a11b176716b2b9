internal import Archive
internal import BundledRules
internal import Diagnostics
internal import Rules
internal import Transcripts

/// Compiled rules on disk, so that no start but the first reads YAML.
///
/// They lie beside the program, for the bundled pack, and in the user’s cache, for every pack. A file is used only if its key
/// fits: a hash of all rule files with their paths, of this program, and of what of the rules is wanted. What is missing,
/// foreign or damaged is passed over and made anew; a cache that cannot be written is no fault.
struct RuleCache {
  /// What of a pack was compiled: a part of the key.
  private static let suffix = ".compiled"
  private static let mostFiles = 16

  private let key: ArchiveFile.Key
  private let isBundled: Bool

  /// A cache for the packs at some paths, the bundled one without any, and for what of them is wanted.
  init(paths: [String], scope: String) throws {
    try PackOptions.refuseMissing(paths)
    let program = FileSystem.executablePath.flatMap { FileSystem.Stamp(of: $0) }
    let identity = "\(scope) \(ruleArchiveVersion) \(Version.text) \(program?.ofCopies ?? "")"
    // The program that is known by its stamp holds the bundled files.
    let bundled = program == nil ? BundledRules.files : []
    let files = bundled + PackFiles(reading: paths).files
    key = ArchiveFile.Key(
      hashing: [Array(identity.utf8)] + paths.map { Array($0.utf8) }
        + files.flatMap { [Array($0.path.utf8), $0.bytes] })
    isBundled = paths.isEmpty
  }

  /// The value of the archive, or one made anew and archived.
  func value<Value>(
    from archive: (ArchiveFile) throws(Archive.Damage) -> Value, orElse compile: () throws -> Value,
    bytes: (Value) -> [UInt8]
  ) throws -> Value {
    if let value = archived(from: archive) { return value }
    let value = try compile()
    if let path = userPath { keep(bytes(value), at: path) }
    return value
  }

  /// The value of the archive, nil where there is none.
  func archived<Value>(from archive: (ArchiveFile) throws(Archive.Damage) -> Value) -> Value? {
    for path in [isBundled ? Self.besideProgram : nil, userPath].compactMap(\.self) {
      if let file = ArchiveFile(path: path, key: key), let value = try? archive(file) { return value }
    }
    return nil
  }

  /// Writes an archive beside the program, for whoever starts it.
  func writeBesideProgram(_ bytes: [UInt8]) throws(FileSystem.Failure) -> String {
    guard let path = Self.besideProgram else { throw FileSystem.Failure.missing }
    try FileSystem.replace(path, with: ArchiveFile.bytes(of: bytes, key: key), mode: 0o644)
    return path
  }

  private static var besideProgram: String? { FileSystem.executablePath.map { $0 + suffix } }

  /// The folder of the user’s caches; nil where the environment names none.
  private static var folder: String? {
    if let cache = FileChanges.environment("XDG_CACHE_HOME"), cache.hasPrefix("/") {
      return cache + "/trellis"
    }
    guard let home = FileChanges.environment("HOME"), home.hasPrefix("/") else { return nil }
    return home + "/.cache/trellis"
  }

  private var userPath: String? { Self.folder.map { "\($0)/\(key.name)\(Self.suffix)" } }

  private func keep(_ bytes: [UInt8], at path: String) {
    guard let folder = Self.folder else { return }
    do throws(FileSystem.Failure) {
      try FileSystem.makeFolder(folder)
      try FileSystem.replace(path, with: ArchiveFile.bytes(of: bytes, key: key))
      try prune(folder)
    } catch {
      return
    }
  }

  /// Keeps the newest files: an author’s every change makes one.
  private func prune(_ folder: String) throws(FileSystem.Failure) {
    let paths = try FileSystem.names(in: folder).filter { $0.hasSuffix(Self.suffix) }.map {
      "\(folder)/\($0)"
    }
    let dated = paths.map { (path: $0, modified: FileSystem.Stamp(of: $0)?.modified ?? 0) }
    for old in dated.sorted(by: { $0.modified > $1.modified }).dropFirst(Self.mostFiles) {
      try FileSystem.remove(old.path)
    }
  }
}
