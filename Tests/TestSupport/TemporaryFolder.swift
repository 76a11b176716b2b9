internal import Glibc

/// A new folder for one test; it is deleted with all that it holds when nothing refers to it any more.
package final class TemporaryFolder {
  package let path: String

  package init() {
    var template = Array("/tmp/trellis-tests-XXXXXX".utf8CString)
    path = unsafe template.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress, let made = unsafe mkdtemp(start) else { return "" }
      return unsafe String(cString: made)
    }
    precondition(!path.isEmpty, "no temporary folder could be made")
  }

  deinit { Self.delete(path) }

  /// The path of something in the folder.
  package func path(_ name: String) -> String { path + "/" + name }

  /// Writes a file, with the folders above it.
  package func write(_ name: String, _ bytes: [UInt8]) {
    let parts = name.split(separator: "/").dropLast()
    for count in parts.indices { makeFolder(parts[...count].joined(separator: "/")) }
    let descriptor = unsafe open(path(name), O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    precondition(descriptor >= 0, "cannot write \(name)")
    defer { close(descriptor) }
    var start = 0
    while start < bytes.count {
      let count = unsafe bytes[start...].withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      precondition(count > 0, "cannot write \(name)")
      start += count
    }
  }

  package func write(_ name: String, _ text: String) { write(name, Array(text.utf8)) }

  /// Writes a file of so many zero bytes that takes no room on disk.
  package func writeHole(_ name: String, size: Int) {
    write(name, [])
    precondition(unsafe truncate(path(name), size) == 0, "cannot stretch \(name)")
  }

  package func makeFolder(_ name: String) { unsafe mkdir(path(name), 0o700) }
  package func makePipe(_ name: String) {
    precondition(unsafe mkfifo(path(name), 0o600) == 0, "cannot make the FIFO \(name)")
  }

  /// The permission bits of a path.
  package func mode(of path: String) -> UInt32? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return status.st_mode & 0o777
  }

  private static func delete(_ path: String) {
    guard let folder = unsafe opendir(path) else {
      unsafe unlink(path)
      return
    }
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      var status = stat()
      let isFolder = unsafe lstat(path + "/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      if isFolder { delete(path + "/" + name) } else { unsafe unlink(path + "/" + name) }
    }
    unsafe closedir(folder)
    unsafe rmdir(path)
  }
}
