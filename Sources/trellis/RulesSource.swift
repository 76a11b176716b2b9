internal import Authoring
internal import Diagnostics
internal import Dialogue
internal import Matching
internal import Rules

/// The folders and files that a chat has its rules from, to be read again.
struct RulesSource {
  /// What came of reading the rules again.
  enum Reading {
    case unchanged
    /// With the complaints, worded.
    case broken(String)
    case changed(DialogueEngine.Rules, RuleChanges)
  }

  let paths: [String]
  private let bundled: RuleBook
  private var stamps: [String: FileSystem.Stamp]

  init(paths: [String], bundled: RuleBook) {
    self.paths = paths
    self.bundled = bundled
    stamps = Self.stamps(of: paths)
  }

  /// Whether anything was written, added or deleted since the rules were read.
  var isStale: Bool { Self.stamps(of: paths) != stamps }

  /// Reads all of it; what is broken anywhere is not taken at all.
  mutating func read(after book: RuleBook) -> Reading {
    stamps = Self.stamps(of: paths)
    let files = PackFiles(reading: paths)
    if files.diagnostics.isEmpty, files.contentHash == book.contentHash { return .unchanged }
    let (read, diagnostics) = RuleBookReader.read(files, base: { [bundled] in $0 == "en" ? bundled : nil })
    guard let read else {
      let errors = diagnostics.filter { $0.severity == .error }
      return .broken(DiagnosticPrinter(files: files.files).text(for: errors))
    }
    return .changed(DialogueEngine.Rules(book: read, bundled: bundled), RuleChanges(from: book, to: read))
  }

  private static func stamps(of paths: [String]) -> [String: FileSystem.Stamp] {
    let files = paths.flatMap { path in
      (try? FileSystem.files(below: path, endings: [".yaml", ".yml", ".txt"])) ?? [path]
    }
    return Dictionary(
      files.compactMap { file in FileSystem.Stamp(of: file).map { (file, $0) } },
      uniquingKeysWith: { first, _ in first })
  }
}
