internal import FoundationEssentials

/// Where everything lies.
struct Folders {
  /// The folder of the benchmarks’ package.
  let package: String
  /// The program to measure.
  let program: String

  /// What is made and kept between runs.
  var tools: String { package + "/.build-tools" }
  var data: String { tools + "/data" }
  /// What is thrown away.
  var scratch: String { tools + "/scratch" }
  var python: String { tools + "/python/bin/python" }
  var readme: String { package + "/README.md" }
  var transcripts: String { package + "/../transcripts" }

  /// An empty folder in `scratch`.
  func emptyFolder(_ name: String) throws(BenchFailure) -> String {
    let path = "\(scratch)/\(name)"
    do {
      try? FileManager.default.removeItem(atPath: path)
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw BenchFailure("\(path) cannot be made")
    }
    return path
  }
}
