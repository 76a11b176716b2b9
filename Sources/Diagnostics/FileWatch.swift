internal import Glibc

/// Tells that something was written, moved or deleted below some folders, by a descriptor that has something to read.
///
/// It may stay silent where the kernel’s watches are used up or the files lie on another machine: whoever needs to
/// know for certain compares a `FileSystem.Stamp`.
package final class FileWatch {
  /// How long nothing must happen before a change is taken to be whole, in milliseconds: editors write in several steps.
  private static let quiet: Int32 = 200
  /// How often it waits for quiet at most, so that a file that is written for ever holds nobody up.
  private static let longestWait = 10
  private static let events = UInt32(IN_CREATE | IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE)

  package let descriptor: Int32
  private let paths: [String]

  /// A watch on folders with all below them, and on files; nil where the kernel gives none.
  package init?(paths: [String]) {
    descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    self.paths = paths
    guard descriptor >= 0 else { return nil }
    watchFolders()
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Waits until nothing more happens, and leaves nothing to read.
  package func settle() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    for _ in 0..<Self.longestWait {
      while unsafe read(descriptor, &buffer, buffer.count) > 0 {}
      if unsafe poll(&request, 1, Self.quiet) <= 0 { break }
    }
    watchFolders()
  }

  /// Watches every folder that there is by now; one that is watched already stays so.
  private func watchFolders() {
    for path in paths {
      if (try? FileSystem.kind(of: path)) == .folder {
        for folder in FileSystem.folders(below: path) {
          unsafe inotify_add_watch(descriptor, folder, Self.events)
        }
      } else {
        unsafe inotify_add_watch(descriptor, path.folder, Self.events)
      }
    }
  }
}

extension FileSystem {
  /// A folder and those below it, hidden ones left out, 16 levels deep.
  fileprivate static func folders(below folder: String, depth: Int = 16) -> [String] {
    guard depth > 0, (try? kind(of: folder)) == .folder else { return [] }
    let names = (try? names(in: folder)) ?? []
    return [folder]
      + names.filter { !$0.hasPrefix(".") }.flatMap { folders(below: "\(folder)/\($0)", depth: depth - 1) }
  }
}

extension String {
  /// The folder of a file.
  fileprivate var folder: String {
    lastIndex(of: "/").map { $0 == startIndex ? "/" : String(self[..<$0]) } ?? "."
  }
}
