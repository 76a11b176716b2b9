internal import CBundledRules
package import Diagnostics

/// The packs of `rules/`, embedded in the binary.
package enum BundledRules {
  /// The files of the default pack, in path order, each with its path in the repository.
  package static var files: [SourceFile] {
    (0..<trellis_bundled_count()).map { index in
      let file = unsafe trellis_bundled_file_at(index)
      let bytes = unsafe UnsafeBufferPointer(start: file.bytes, count: file.count)
      return unsafe SourceFile(path: String(cString: file.path), bytes: Array(bytes))
    }
  }
}
