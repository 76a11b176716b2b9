internal import ArgumentParser
internal import Diagnostics
internal import Transcripts

/// Begins a pack.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Begin a pack in a new folder: one intent with a step and examples.")

  @Argument(help: "The folder; it must not be there yet, or be empty.") var folder: String

  func run() throws {
    let name = Self.name(of: folder)
    guard !name.isEmpty else {
      printError("trellis: ‘\(folder)’ gives no name for a pack; use letters, digits and ‘-’")
      throw ExitStatus.usage
    }
    do throws(FileSystem.Failure) {
      if (try? FileSystem.kind(of: folder)) != nil {
        guard try FileSystem.kind(of: folder) == .folder, try FileSystem.names(in: folder).isEmpty else {
          printError("trellis: \(folder) is there already and not an empty folder; nothing was written")
          throw FileSystem.Failure(code: 0)
        }
      }
      try FileChanges.makeFolder(folder)
    } catch {
      guard error.code != 0 else { throw ExitStatus.usage }
      printError("trellis: \(folder): \(error)")
      throw ExitStatus.inputOutput
    }
    let path = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    try Templates.create(
      "\(path)/pack.yaml", holding: Templates.text("pack.yaml", filledWith: [("NAME", name)]))
    try Templates.create(
      "\(path)/first.yaml", holding: Templates.text("first.yaml", filledWith: [("NAME", name)]))
    try Templates.create("\(path)/\(Templates.schemaName)", holding: Templates.schema)
    try printLine(
      """
      \(path)/pack.yaml                  which pack it is
      \(path)/first.yaml                 an intent with a step and examples
      \(path)/\(Templates.schemaName)      for your editor

      Next:
        trellis rules check \(path)
        trellis rules test \(path)
        trellis rules new \(name).an-idea --rules \(path)
      """)
  }

  /// The last part of a path, with letters, digits and hyphens alone.
  private static func name(of folder: String) -> String {
    let last = folder.split(separator: "/").last ?? ""
    let kept = last.lowercased().unicodeScalars.map { scalar in
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) ? Character(scalar) : "-"
    }
    return String(String(kept).drop { $0 == "-" })
  }
}
