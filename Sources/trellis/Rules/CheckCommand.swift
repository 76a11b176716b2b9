internal import Archive
internal import ArgumentParser
internal import Authoring
internal import BundledRules
internal import Diagnostics
internal import Dialogue
internal import Rules

/// Tells what is wrong in a pack.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say what is wrong in a pack, and where.",
    discussion: """
      Says nothing when all is well. Exit codes: 0 well, 1 warnings, 64 wrong usage, 65 errors.
      `rules check --explain TR0202` tells more about a code.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    /// For people: the line, a caret, a hint; on standard error.
    case text
    /// One object.
    case json
    /// Annotations of a GitHub workflow.
    case github
    /// SARIF 2.1.0.
    case sarif
  }

  @Argument(help: "Packs or files of packs; the bundled pack without one.") var paths: [String] = []
  @Option(help: "text, json, github or sarif.") var format = Format.text
  @Option(help: ArgumentHelp("Print the page about a code.", valueName: "code")) var explain: String?
  @Flag(help: "Also list what each pattern costs, the costliest first.") var cost = false
  @Option(help: "Weigh patterns on the lines of this file in place of the bundled examples.")
  var background: String?

  func validate() throws {
    guard explain == nil || paths.isEmpty else {
      throw ValidationError("--explain takes a code and no paths")
    }
    guard !cost || format == .text else { throw ValidationError("--cost prints text") }
  }

  func run() throws {
    if let explain { return try printPage(explain) }
    try PackOptions.refuseMissing(paths)
    let files = paths.isEmpty ? PackFiles(files: BundledRules.files) : PackFiles(reading: paths)
    var bundled: RuleBook?
    func base() -> RuleBook? {
      if bundled == nil { bundled = try? PackOptions.bundled() }
      return bundled
    }
    var (book, complaints) = RuleBookReader.read(files, base: { $0 == "en" ? base() : nil })
    var weights: PatternWeights?
    if let book {
      let sentences = try backgroundSentences() ?? Self.examples(of: book)
      let check = PackCheck(book: book, files: files, background: sentences, today: Self.today)
      complaints = (complaints + check.complaints()).inOrder()
      weights = PatternWeights(book: book, background: sentences)
    }
    try report(complaints, files)
    if cost, let weights { try printCosts(weights.weights()) }
    guard !complaints.isEmpty || book == nil else { return }
    throw complaints.containErrors || book == nil ? ExitStatus.data : ExitStatus.findings
  }

  private static let fewExamples = 500

  /// The pack’s own sentences; where they are few, those of the bundled pack, from what is compiled of it or kept of the last time.
  private static func examples(of book: RuleBook) throws -> [String] {
    let own = book.exampleSentences
    guard own.count < fewExamples else { return own }
    let compiled = try RuleCache(paths: [], scope: PackOptions.everything).archived {
      file throws(Archive.Damage) in try DialogueEngine.Rules(archivedIn: file)
    }
    if let compiled { return compiled.bundled.exampleSentences }
    return try RuleCache(paths: [], scope: "examples").value(
      from: { file throws(Archive.Damage) in try Archive.value(in: file) },
      orElse: { try PackOptions.bundled().exampleSentences }, bytes: { Archive.bytes(of: $0) })
  }

  private static var today: CalendarDay {
    Instant.now.day
  }

  private func backgroundSentences() throws -> [String]? {
    guard let background else { return nil }
    try PackOptions.refuseMissing([background])
    do throws(FileSystem.Failure) {
      guard let bytes = try FileSystem.read(background, limit: 1 << 26) else {
        printError("trellis: \(background): larger than 64 MiB")
        throw FileSystem.Failure(code: 27)
      }
      return SourceFile(path: background, bytes: bytes).lines.map(String.init).filter { !$0.isEmpty }
    } catch {
      printError("trellis: \(background): \(error)")
      throw ExitStatus.inputOutput
    }
  }

  private func report(_ complaints: [Diagnostic], _ files: PackFiles) throws {
    switch format {
    case .text:
      if !complaints.isEmpty { printError(DiagnosticPrinter(files: files.files).text(for: complaints)) }
    case .json: try printLine(ComplaintFormats.json(complaints).line)
    case .github: for complaint in complaints { try printLine(ComplaintFormats.gitHub(complaint)) }
    case .sarif: try printLine(ComplaintFormats.sarif(complaints, pages: Self.pages).line)
    }
  }

  private func printCosts(_ weights: [PatternWeights.Weight]) throws {
    let total = weights.reduce(0) { $0 + $1.candidates }
    try printLine("\(weights.count) patterns, tried \(total) times in 1,000 statements; the costliest:")
    for weight in weights.prefix(20) {
      let count = String(weight.candidates)
      let margin = String(repeating: " ", count: max(0, 6 - count.count))
      try printLine(
        "\(margin)\(count)  \(weight.rule.place.pathAndLine): \(weight.rule.text)  (\(weight.intent))")
    }
  }

  // MARK: - Pages

  private static var pages: DiagnosticPages { DiagnosticPages(BundledRules.resource("rules/diagnostics.md")) }

  private func printPage(_ name: String) throws {
    let codes = DiagnosticCode.allCases.map(\.rawValue)
    guard let code = DiagnosticCode(rawValue: name.uppercased()), let page = Self.pages[code] else {
      let hint = didYouMean(name.uppercased(), among: codes).map { "\n  hint: \($0)" } ?? ""
      printError("trellis: there is no code ‘\(name)’\(hint)\n  codes run from TR0101 to \(codes.last ?? "")")
      throw ExitStatus.usage
    }
    try printLine(page.text)
  }
}
