internal import Diagnostics
internal import Transcripts

/// The transcripts that an author’s command plays.
enum TranscriptFiles {
  /// Every transcript at some paths, in path order.
  ///
  /// - Throws: The exit code, after complaints on standard error.
  static func read(_ paths: [String]) throws -> [Transcript] {
    try PackOptions.refuseMissing(paths)
    var files: [SourceFile] = []
    for path in paths {
      guard let found = try Self.files(at: path) else {
        printError("trellis: \(path): no transcripts here")
        throw ExitStatus.usage
      }
      files += found
    }
    let parsed = files.map(TranscriptParser.parse)
    let complaints = parsed.flatMap(\.diagnostics)
    if complaints.containErrors {
      printError(DiagnosticPrinter(files: files).text(for: complaints))
      throw ExitStatus.data
    }
    return parsed.map(\.transcript)
  }

  /// The transcript at a path, or those below it; nil where a folder holds none.
  private static func files(at path: String) throws -> [SourceFile]? {
    var current = path
    do throws(FileSystem.Failure) {
      let isFolder = try FileSystem.kind(of: path) == .folder
      let paths = isFolder ? try FileSystem.files(below: path, endings: [".transcript"]) : [path]
      if paths.isEmpty { return nil }
      var files: [SourceFile] = []
      for path in paths {
        current = path
        guard let bytes = try FileSystem.read(path, limit: 1 << 28) else {
          throw FileSystem.Failure(code: 27)
        }
        files.append(SourceFile(path: path, bytes: bytes))
      }
      return files
    } catch {
      printError("trellis: \(current): \(error)")
      throw ExitStatus.inputOutput
    }
  }
}
