package import Diagnostics

/// The files of one or more packs, as read from disk or from the binary.
package struct PackFiles: Sendable {
  package static let largestFile = 16 << 20
  package static let largestPack = 64 << 20

  package var files: [SourceFile] = []
  /// Complaints about paths that could not be read.
  package var diagnostics: [Diagnostic] = []
  /// The paths whose complaints matter, where an author asked about single files of a pack; nil for all.
  package var asked: Set<String>?

  package init(files: [SourceFile]) {
    self.files = files
  }

  /// Reads every path: a file, or a folder with its files in path order.
  ///
  /// A single file that has no `pack:` is read with the folder of its pack, and only it is asked about.
  package init(reading paths: [String]) {
    var asked: Set<String> = []
    var isPartial = !paths.isEmpty
    for path in paths {
      switch try? FileSystem.kind(of: path) {
      case .folder:
        isPartial = false
        readFolder(path)
      case .file:
        asked.insert(path)
        if let folder = Self.packFolder(of: path) { readFolder(folder) } else { read(path) }
      case .other, nil:
        isPartial = false
        read(path)
      }
    }
    if isPartial { self.asked = asked }
    if files.reduce(0, { $0 + $1.bytes.count }) > Self.largestPack {
      diagnostics.append(
        Diagnostic(
          .packTooLarge, "the pack is larger than 64 MiB", at: SourcePlace(path: paths[0], line: 1, column: 1)
        ))
    }
  }

  private mutating func readFolder(_ folder: String) {
    do throws(FileSystem.Failure) {
      let paths = try FileSystem.files(below: folder, endings: [".yaml", ".yml", ".txt"])
      for path in paths { read(path) }
      if !paths.contains(where: { !$0.hasSuffix(".txt") }) {
        diagnostics.append(
          Diagnostic(
            .noRules, "no rule files here", at: SourcePlace(path: folder, line: 1, column: 1),
            hint: "a pack is a folder of .yaml files"))
      }
    } catch {
      diagnostics.append(
        Diagnostic(
          .unreadableFile, "cannot be read: \(error)", at: SourcePlace(path: folder, line: 1, column: 1)))
    }
  }

  private mutating func read(_ path: String) {
    guard !files.contains(where: { $0.path == path }) else { return }
    let place = SourcePlace(path: path, line: 1, column: 1)
    do throws(FileSystem.Failure) {
      guard try FileSystem.kind(of: path) == .file else {
        diagnostics.append(
          Diagnostic(
            .notARegularFile, "not a regular file", at: place,
            hint: "rules are read from files, not from pipes or devices"))
        return
      }
      guard let bytes = try FileSystem.read(path, limit: Self.largestFile) else {
        diagnostics.append(
          Diagnostic(
            .fileTooLarge, "the file is larger than 16 MiB", at: place, hint: "split it into several files"))
        return
      }
      files.append(SourceFile(path: path, bytes: bytes))
    } catch {
      diagnostics.append(Diagnostic(.unreadableFile, "cannot be read: \(error)", at: place))
    }
  }

  /// The folder of the pack that a file without a header belongs to.
  private static func packFolder(of path: String) -> String? {
    guard !hasHeader(path) else { return nil }
    var folder = path
    while let slash = folder.lastIndex(of: "/") {
      folder = String(folder[..<slash])
      let names = (try? FileSystem.names(in: folder)) ?? []
      if names.contains(where: { $0.hasSuffix(".yaml") && hasHeader(folder + "/" + $0) }) { return folder }
    }
    let names = path.hasPrefix("/") ? [] : (try? FileSystem.names(in: ".")) ?? []
    return names.contains { $0.hasSuffix(".yaml") && hasHeader($0) } ? "." : nil
  }

  private static func hasHeader(_ path: String) -> Bool {
    guard let bytes = try? FileSystem.read(path, limit: largestFile) else { return false }
    return SourceFile(path: path, bytes: bytes).lines.contains { $0.hasPrefix("pack:") }
  }

  /// A hash of all bytes, in hexadecimal: FNV-1a, 64 bits, paths left out.
  package var contentHash: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for file in files {
      for byte in file.bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = (hash ^ 0xFF) &* 0x100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
