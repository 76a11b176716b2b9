internal import ArgumentParser
internal import Diagnostics
internal import Dialogue

extension RulesCommand {
  /// Puts the compiled form of the bundled pack beside the program.
  struct Compile: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "compile", abstract: "Write the compiled form of the bundled pack beside the program.",
      discussion: """
        The program then starts at once for everybody, also where no cache can be written. Run it again when the \
        program was built anew or moved; without it each user’s cache does the same from the second start on.
        """)

    func run() throws {
      let cache = try RuleCache(paths: [], scope: PackOptions.everything)
      let bundled = try PackOptions.bundled()
      let rules = DialogueEngine.Rules(book: bundled, bundled: bundled)
      let path: String
      do throws(FileSystem.Failure) {
        path = try cache.writeBesideProgram(rules.archived)
      } catch {
        printError("trellis: the compiled pack cannot be written: \(error)")
        throw ExitStatus.inputOutput
      }
      try printLine(path)
    }
  }
}
