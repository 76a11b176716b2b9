package import Diagnostics
internal import Language
package import Matching
package import Rules

/// A pack that a test wrote has errors: all that was complained of.
package struct BrokenPack: Error, CustomStringConvertible {
  package var description: String
}

extension RuleBook {
  /// The header that most test packs have.
  package static let usualHeader = "format: 1\npack: {id: test, language: en, version: 1.0.0}\n"

  /// The book of some sections, under the usual header unless `text` has one of its own.
  package init(sections text: String, path: String = "test.yaml", base: RuleBook? = nil) throws {
    let whole = text.contains("pack:") ? text : Self.usualHeader + text
    try self.init(files: [SourceFile(path: path, text: whole)], base: base)
  }

  package init(files: [SourceFile], base: RuleBook? = nil) throws {
    let (book, diagnostics) = RuleBookReader.read(PackFiles(files: files)) { _ in base }
    guard let book else {
      let errors = diagnostics.filter { $0.severity == .error }
      throw BrokenPack(description: DiagnosticPrinter(files: files).text(for: errors))
    }
    self = book
  }
}

extension Reading {
  /// What was typed for a match.
  package func typed(_ match: Match) -> String { utterance.typed(at: match.span) }
}
