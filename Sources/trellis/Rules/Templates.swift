internal import BundledRules
internal import Diagnostics
internal import Transcripts

/// The files that `rules init` and `rules new` begin with; they stand in `rules/templates/`.
enum Templates {
  static let schemaName = "rule-pack.schema.json"

  /// A template with its words in place and the schema beside it.
  static func text(_ name: String, filledWith values: [(String, String)]) -> String {
    let template = BundledRules.resource("rules/templates/\(name)")
      .replacing("$schema=../schema/\(schemaName)", with: "$schema=\(schemaName)")
    return values.reduce(template) { $0.replacing($1.0, with: $1.1) }
  }

  static var schema: String { BundledRules.resource("rules/schema/\(schemaName)") }

  /// Writes a file that must not be there yet.
  static func create(_ path: String, holding text: String) throws {
    guard (try? FileSystem.kind(of: path)) == nil else {
      printError("trellis: \(path) is there already; nothing was written")
      throw ExitStatus.usage
    }
    try write(path, text)
  }

  /// Puts text in place of a file.
  static func write(_ path: String, _ text: String) throws {
    do throws(FileSystem.Failure) {
      try FileChanges.replace(path, with: text)
    } catch {
      printError("trellis: \(path): \(error)")
      throw ExitStatus.inputOutput
    }
  }
}
