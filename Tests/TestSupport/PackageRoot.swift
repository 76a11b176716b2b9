package import Diagnostics

/// The files of the package, wherever it was checked out.
package enum PackageRoot {
  /// The folder that holds `Package.swift`, without a slash at its end.
  package static let path = String(#filePath.dropLast("/Tests/TestSupport/PackageRoot.swift".count))

  /// Every file below a folder of the package, in path order, each path from the root.
  package static func files(below folder: String, endings: [String]) throws -> [String] {
    try FileSystem.files(below: path + "/" + folder, endings: endings).map {
      String($0.dropFirst(path.count + 1))
    }
  }

  /// A file of the package, named by its path from the root.
  package static func file(_ name: String) throws -> SourceFile {
    guard let bytes = try FileSystem.read(path + "/" + name, limit: 1 << 26) else {
      throw FileSystem.Failure(code: 27)
    }
    return SourceFile(path: name, bytes: bytes)
  }
}
