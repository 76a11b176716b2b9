import Diagnostics
import Rules
import TestSupport
import Testing

/// Packs with a mistake in them; the complaints expected stand in comments of the file:
/// `# expect: 7:13 TR0202 unknown concept ‘slep’ | did you mean ‘sleep’?`.
struct BrokenPackTests {
  private static let folder = "Tests/RulesTests/Broken"

  /// Each file of the folder itself and each folder in it is a pack.
  static var packs: [String] {
    get throws {
      try FileSystem.names(in: PackageRoot.path + "/" + folder)
    }
  }

  private func read(_ pack: String) -> (files: PackFiles, errors: [Diagnostic]) {
    let files = PackFiles(reading: ["\(PackageRoot.path)/\(Self.folder)/\(pack)"])
    let (book, diagnostics) = RuleBookReader.read(files)
    #expect(book == nil)
    return (files, diagnostics.filter { $0.severity == .error })
  }

  @Test(arguments: try packs)
  func isToldOfAllItsMistakesInOneRun(pack: String) {
    let (files, errors) = read(pack)
    let own = files.files.filter { files.asked?.contains($0.path) ?? true }
    let expected = own.flatMap { file in
      file.lines.compactMap { line in
        line.firstRange(of: "# expect: ").map { file.name + ":" + line[$0.upperBound...] }
      }
    }
    #expect(errors.map(\.asExpected) == expected)
  }

  @Test(arguments: try packs)
  func isShownWithTheLineACaretAndAHint(pack: String) {
    let (files, errors) = read(pack)
    let printer = DiagnosticPrinter(files: files.files)
    for error in errors {
      let source = files.files.first { $0.path == error.place.path }?.lines[error.place.start.line - 1] ?? ""
      let lines = printer.text(for: error).split(separator: "\n", omittingEmptySubsequences: false)
      let margin = "  \(error.place.start.line) | "
      if source.unicodeScalars.count <= 100, error.place.start.column <= 60 {
        #expect(lines[1] == (margin + source).replacing("\t", with: " "), "\(error)")
        let before = String(
          String.UnicodeScalarView(source.unicodeScalars.prefix(error.place.start.column - 1)))
        let caret = lines[2].firstIndex(of: "^").map { lines[2].distance(from: lines[2].startIndex, to: $0) }
        #expect(caret == margin.count + before.count, "\(error)")
      }
      #expect(error.hint != nil, "\(error)")
    }
  }
}

extension SourceFile {
  fileprivate var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}

extension Diagnostic {
  /// As it stands in the comment of a broken file, behind the file’s name.
  fileprivate var asExpected: String {
    let name = place.path.split(separator: "/").last.map(String.init) ?? place.path
    return "\(name):\(place.start.line):\(place.start.column) \(code.rawValue) \(message)"
      + (hint.map { " | \($0)" } ?? "")
  }
}
