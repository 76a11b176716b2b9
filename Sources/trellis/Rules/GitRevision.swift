internal import Authoring
internal import Diagnostics
internal import Glibc
internal import Rules
internal import Transcripts

/// A folder of rules as it is in a git revision: `HEAD~3:rules/en`.
///
/// It is read by `git archive` into a temporary folder; the checkout is never touched. The unsafe code of this
/// file makes that folder and takes it away.
struct GitRevision {
  /// Why it could not be read, in the words of git or of the C library.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  private static let endings = [".yaml", ".yml", ".txt"]
  let name: String

  /// A name with a revision before a colon; nil for another.
  init?(_ name: String) {
    guard let colon = name.firstIndex(of: ":"), colon != name.startIndex, !name.hasPrefix("-") else {
      return nil
    }
    self.name = name
  }

  /// The files of the pack, each with a path that begins with the name.
  func files() throws(Failure) -> PackFiles {
    let folder = try Self.temporaryFolder()
    let archive = folder + "/pack.tar"
    let complaints = folder + "/complaints"
    defer {
      unsafe unlink(archive)
      unsafe unlink(complaints)
      unsafe rmdir(folder)
    }
    let git = ["git", "-C", Self.root, "archive", "--format=tar", "--output=\(archive)", name]
    let outcome: ChildProcess.Outcome
    do throws(ChildProcess.Failure) {
      outcome = try ChildProcess.capture(git, complaints: .file(complaints))
    } catch {
      throw Failure(description: "git: \(error.description)")
    }
    guard outcome.status == 0 else {
      let words = (try? FileSystem.read(complaints, limit: 1 << 16)).flatMap(\.self) ?? []
      throw Failure(description: "git: \(String(decoding: words, as: UTF8.self).trimmingLineEnds)")
    }
    guard let bytes = try? FileSystem.read(archive, limit: 2 * PackFiles.largestPack),
      let entries = TarArchive(bytes)?.entries
    else { throw Failure(description: "is no archive that can be read") }
    let prefix = name.hasSuffix(":") || name.hasSuffix("/") ? name : name + "/"
    let files = entries.filter { entry in Self.endings.contains(where: entry.path.hasSuffix) }
      .map { SourceFile(path: prefix + $0.path, bytes: $0.bytes) }
      .sorted { Array($0.path.utf8).lexicographicallyPrecedes(Array($1.path.utf8)) }
    guard !files.isEmpty else { throw Failure(description: "holds no rule files") }
    return PackFiles(files: files)
  }

  /// The nearest folder upward that holds a repository; git archives nothing from one below it.
  private static var root: String {
    let upward = (0..<64).lazy.map { "." + String(repeating: "/..", count: $0) }
    return upward.first { (try? FileSystem.kind(of: $0 + "/.git")) != nil } ?? "."
  }

  private static func temporaryFolder() throws(Failure) -> String {
    let parent = FileChanges.environment("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var template = Array("\(parent)/trellis-XXXXXX".utf8CString)
    let path = unsafe template.withUnsafeMutableBufferPointer { buffer -> String? in
      guard let start = buffer.baseAddress, let made = unsafe mkdtemp(start) else { return nil }
      return unsafe String(cString: made)
    }
    guard let path else { throw Failure(description: "\(parent): \(FileSystem.Failure(code: errno))") }
    return path
  }
}

extension String {
  fileprivate var trimmingLineEnds: String {
    split(separator: "\n").joined(separator: " ")
  }
}
