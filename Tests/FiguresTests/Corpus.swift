import Diagnostics
import TestSupport
import Testing

/// A table of `Tests/Corpora`: tab-separated, with a header line.
struct Corpus {
  let rows: [[String]]

  init(_ name: String) throws {
    let path = "\(PackageRoot.path)/Tests/Corpora/\(name)"
    let bytes = try #require(try FileSystem.read(path, limit: 1 << 24))
    rows = SourceFile(path: path, bytes: bytes).lines.dropFirst().filter { !$0.isEmpty }
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
  }
}

/// A share in per cent, for printing.
func percent(_ part: Int, of whole: Int) -> String {
  guard whole > 0 else { return "–" }
  let tenths = (part * 1000 + whole / 2) / whole
  return "\(tenths / 10).\(tenths % 10) % (\(part) of \(whole))"
}
