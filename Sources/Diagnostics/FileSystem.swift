internal import Glibc

/// The few calls to the operating system that reading files needs; every unsafe expression of this target is here.
package enum FileSystem {
  package enum Kind: Hashable, Sendable { case file, folder, other }

  /// Why a file could not be read or written: the call’s error, worded by the C library.
  package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    package var code: Int32
    package var description: String { unsafe String(cString: strerror(code)) }

    package init(code: Int32) { self.code = code }
    package static let missing = Failure(code: ENOENT)
    package var isMissing: Bool { code == ENOENT || code == ENOTDIR }
  }

  /// What stands at a path, following links.
  package static func kind(of path: String) throws(Failure) -> Kind {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw Failure(code: errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// The bytes of a regular file, nil where there are more than `limit`.
  ///
  /// A FIFO or a device is refused with `EINVAL` and never waited for.
  package static func read(_ path: String, limit: Int) throws(Failure) -> [UInt8]? {
    let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw Failure(code: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw Failure(code: EINVAL) }
    guard status.st_size <= limit else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(status.st_size))
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe chunk.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw Failure(code: errno)
      }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= limit else { return nil }
    }
  }

  /// The names in a folder, sorted by their bytes; `.` and `..` left out.
  package static func names(in path: String) throws(Failure) -> [String] {
    guard let folder = unsafe opendir(path) else { throw Failure(code: errno) }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  /// Every regular file below a folder whose name ends in one of `endings`, in path order.
  ///
  /// Hidden files and folders are left out; links to folders are followed at most `depth` levels.
  package static func files(below folder: String, endings: [String], depth: Int = 16) throws(Failure)
    -> [String]
  {
    guard depth > 0 else { return [] }
    var found: [String] = []
    for name in try names(in: folder) where !name.hasPrefix(".") {
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      if (try? kind(of: path)) == .folder {
        found += try files(below: path, endings: endings, depth: depth - 1)
      } else if endings.contains(where: name.hasSuffix) {
        found.append(path)
      }
    }
    return found.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }
}

extension FileSystem {
  /// By what a file that was written to, replaced or touched is told from what it was.
  package struct Stamp: Hashable, Sendable {
    private var inode: UInt64
    private var size: Int
    private var seconds: Int
    private var nanoseconds: Int

    /// The stamp of what stands at a path; nil where nothing does.
    package init?(of path: String) {
      var status = stat()
      guard unsafe stat(path, &status) == 0 else { return nil }
      inode = UInt64(status.st_ino)
      size = Int(status.st_size)
      seconds = status.st_mtim.tv_sec
      nanoseconds = status.st_mtim.tv_nsec
    }

    /// When it was last written, in nanoseconds since 1970.
    package var modified: Int { seconds * 1_000_000_000 + nanoseconds }
    /// What a copy of the file keeps, also in an archive or a container’s layer: its size and the second of its making.
    package var ofCopies: String { "\(size) \(seconds)" }
  }

  /// The size of a file in bytes.
  package static func size(of path: String) throws(Failure) -> Int {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw Failure(code: errno) }
    return status.st_size
  }
}

// MARK: - Writing

extension FileSystem {
  /// Puts bytes in the place of a file, all at once: whoever reads it sees the old file or the new one.
  ///
  /// - Parameters:
  ///   - path: Its folder must exist.
  ///   - bytes: What the file shall hold.
  ///   - mode: Who may read it.
  /// - Throws: What went wrong; the old file is then untouched.
  package static func replace(_ path: String, with bytes: [UInt8], mode: UInt32 = 0o600) throws(Failure) {
    let draft = "\(path).\(getpid()).new"
    let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
    guard descriptor >= 0 else { throw Failure(code: errno) }
    do throws(Failure) {
      try write(bytes, to: descriptor)
      guard fsync(descriptor) == 0 else { throw Failure(code: errno) }
      close(descriptor)
      guard unsafe rename(draft, path) == 0 else { throw Failure(code: errno) }
    } catch {
      unsafe unlink(draft)
      throw error
    }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) throws(Failure) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress.map { unsafe $0 + written }, $0.count - written)
      }
      if count < 0, errno != EINTR { throw Failure(code: errno) }
      written += max(0, count)
    }
  }

  /// Makes a private folder, and those above it that are missing.
  package static func makeFolder(_ path: String) throws(Failure) {
    if unsafe mkdir(path, 0o700) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
      throw Failure(code: errno)
    }
    try makeFolder(String(path[..<slash]))
    guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw Failure(code: errno) }
  }

  package static func remove(_ path: String) throws(Failure) {
    guard unsafe unlink(path) == 0 else { throw Failure(code: errno) }
  }

  /// Where the running program lies.
  package static var executablePath: String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
    guard count > 0 && count < buffer.count else { return nil }
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
