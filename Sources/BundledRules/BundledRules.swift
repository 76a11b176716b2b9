internal import CBundledRules
package import Diagnostics

/// The packs of `rules/`, embedded in the binary, and what the program prints or writes beside them.
package enum BundledRules {
  /// The files of the default pack, in path order, each with its path in the repository.
  package static var files: [SourceFile] {
    (0..<trellis_bundled_count()).map { unsafe file(trellis_bundled_file_at($0)) }
  }

  /// The schema, the pages about complaints and the templates, in path order, each with its path in the repository.
  package static var resources: [SourceFile] {
    (0..<trellis_resource_count()).map { unsafe file(trellis_resource_at($0)) }
  }

  /// The text of a resource.
  ///
  /// - Precondition: `path` is one of them.
  package static func resource(_ path: String) -> String {
    guard let text = resources.first(where: { $0.path == path })?.text else {
      preconditionFailure("the binary holds no such file")
    }
    return text
  }

  private static func file(_ bundled: trellis_bundled_file) -> SourceFile {
    let bytes = unsafe UnsafeBufferPointer(start: bundled.bytes, count: bundled.count)
    return unsafe SourceFile(path: String(cString: bundled.path), bytes: Array(bytes))
  }
}
