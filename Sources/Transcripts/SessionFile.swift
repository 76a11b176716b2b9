package import Diagnostics
internal import Glibc

/// A session’s file while it is being written: append-only, private, flushed; the unsafe calls of this target are here.
package final class SessionFile {
  private let descriptor: Int32
  package let path: String

  private init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  /// Creates a file of mode 0600 that did not exist, and locks it.
  package static func create(_ path: String) throws(FileSystem.Failure) -> SessionFile {
    try open(path, flags: O_WRONLY | O_APPEND | O_CREAT | O_EXCL)
  }

  /// Opens a file to go on with, and locks it; a second process is refused with `EWOULDBLOCK`.
  package static func reopen(_ path: String) throws(FileSystem.Failure) -> SessionFile {
    try open(path, flags: O_WRONLY | O_APPEND)
  }

  private static func open(_ path: String, flags: Int32) throws(FileSystem.Failure) -> SessionFile {
    let descriptor = unsafe Glibc.open(path, flags | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileSystem.Failure(code: errno) }
    let file = SessionFile(descriptor: descriptor, path: path)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw FileSystem.Failure(code: errno) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw FileSystem.Failure(code: EINVAL)
    }
    return file
  }

  /// Appends text in one write and flushes it to disk; what was half written is taken back.
  package func append(_ text: String) throws(FileSystem.Failure) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw FileSystem.Failure(code: errno) }
    let bytes = Array(text.utf8)
    var written = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
    if written < 0 && errno == EINTR {
      written = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
    }
    guard written == bytes.count else {
      let code = written < 0 ? errno : ENOSPC
      ftruncate(descriptor, status.st_size)
      throw FileSystem.Failure(code: code)
    }
    guard fsync(descriptor) == 0 else { throw FileSystem.Failure(code: errno) }
  }

  /// Cuts the file off at a size, for taking back its last turn.
  package func truncate(to size: Int) throws(FileSystem.Failure) {
    guard ftruncate(descriptor, size) == 0, fsync(descriptor) == 0 else {
      throw FileSystem.Failure(code: errno)
    }
  }
}

/// Making, replacing and deleting files.
package enum FileChanges {
  /// Creates the folders of a path with mode 0700, those that are missing.
  package static func makeFolder(_ path: String) throws(FileSystem.Failure) {
    if (try? FileSystem.kind(of: path)) == .folder { return }
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex { try makeFolder(String(path[..<slash])) }
    if unsafe mkdir(path, 0o700) != 0 && errno != EEXIST { throw FileSystem.Failure(code: errno) }
  }

  /// Puts text in place of a file: written beside it, flushed, then renamed.
  package static func replace(_ path: String, with text: String) throws(FileSystem.Failure) {
    var status = stat()
    let mode = unsafe stat(path, &status) == 0 ? status.st_mode & 0o777 : 0o600
    let temporary = path + ".new-\(getpid())"
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw FileSystem.Failure(code: errno) }
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let count = unsafe bytes[start...].withUnsafeBytes {
        unsafe write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      start += count
    }
    let isWhole = start == bytes.count && fsync(descriptor) == 0
    let code = errno
    close(descriptor)
    guard isWhole, unsafe rename(temporary, path) == 0 else {
      let failure = isWhole ? errno : code
      unsafe unlink(temporary)
      throw FileSystem.Failure(code: failure)
    }
  }

  package static func delete(_ path: String) throws(FileSystem.Failure) {
    guard unsafe unlink(path) == 0 else { throw FileSystem.Failure(code: errno) }
  }

  /// The value of an environment variable, nil where it is unset or empty.
  package static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
  }
}
