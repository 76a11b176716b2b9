internal import FoundationEssentials
internal import Glibc

/// Compares Trellis with its peers in one run and writes the table into `README.md`.
@main
struct Bench {
  static func main() {
    do throws(BenchFailure) {
      let options = try Options(Array(CommandLine.arguments.dropFirst()))
      try Bench(options).run()
    } catch {
      progress(error.description)
      exit(1)
    }
  }

  private let options: Options
  private let folders: Folders

  private init(_ options: Options) {
    self.options = options
    let here = FileManager.default.currentDirectoryPath
    func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : "\(here)/\(path)" }
    folders = Folders(package: absolute(options.package), program: absolute(options.program))
  }

  private func run() throws(BenchFailure) {
    ChildProcess.blockChildSignal()
    try write(figures: nil)
    _ = try folders.emptyFolder("")
    let sets = try PatternSetMaker(folders: folders).sets(of: options.sets)
    var report = Report(command: command, passes: options.passes)
    for set in sets {
      let figures = try Comparison(set: set, engines: engines(for: set), passes: options.passes).run()
      report.sets.append((set, figures))
    }
    let program = WholeProgram(folders: folders, passes: options.passes)
    report.ask = try program.ask()
    report.replay = try program.replay()
    if let set = sets.last(where: { $0.count <= 10_000 }), let times = try program.check(set) {
      report.check = (set.count, times)
    }
    print(report.markdown)
    try write(figures: report.markdown)
    try refuseDifferences(in: report)
  }

  private func engines(for set: PatternSet) -> [any Engine] {
    let trellis = TrellisEngine(folders: folders)
    guard set.count <= options.largestForPeers else { return [trellis] }
    return [trellis, HyperscanEngine(folders: folders)]
      + PythonEngine.Library.allCases.map { PythonEngine(library: $0, folders: folders) }
  }

  /// The command that does the same again.
  private var command: String {
    let usual = try? Options([])
    var words = ["make bench"]
    if options.sets != usual?.sets {
      words.append("SETS=" + options.sets.map(\.description).joined(separator: ","))
    }
    if options.largestForPeers != usual?.largestForPeers { words.append("N=\(options.largestForPeers)") }
    if options.passes != usual?.passes { words.append("PASSES=\(options.passes)") }
    return words.joined(separator: " ")
  }

  /// Writes the section of the page; without figures, only makes sure that it could.
  private func write(figures: String?) throws(BenchFailure) {
    let text = try Files.text(folders.readme)
    guard let new = MarkedSection.replacing(in: text, with: figures ?? "") else {
      throw BenchFailure("\(folders.readme) has no ‘\(MarkedSection.begin)’ with an end")
    }
    if figures != nil { try Files.write(new, to: folders.readme) }
  }

  private func refuseDifferences(in report: Report) throws(BenchFailure) {
    for (set, figures) in report.sets {
      for figures in figures where figures.check.map({ $0 != .equal }) ?? false {
        throw BenchFailure("\(set.count) patterns: the pairs of \(figures.engine) are not the reference’s")
      }
    }
  }
}

/// Says on standard error what goes on.
func progress(_ text: String) {
  let bytes = Array("bench: \(text)\n".utf8)
  _ = unsafe Glibc.write(STDERR_FILENO, bytes, bytes.count)
}
