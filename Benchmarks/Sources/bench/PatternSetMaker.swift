/// Makes the sets by the scripts of `Data/`.
struct PatternSetMaker {
  let folders: Folders
  static let dictionary = "/usr/share/dict/american-english"

  private struct Reference: Decodable, Equatable {
    var pairs: Int
    var sha256: String
  }

  /// The sets of these sizes; what an earlier run made is used again.
  func sets(of counts: [Int]) throws(BenchFailure) -> [PatternSet] {
    let sets = counts.map { PatternSet(count: $0, folder: folders.data) }
    let missing = sets.filter { !$0.madeFiles.allSatisfy(Files.exists) }
    guard !missing.isEmpty else { return sets }
    progress("generating \(missing.map { $0.count.description }.joined(separator: ", ")) patterns")
    try run(
      "generate.py",
      ["--out", folders.data, "--dict", Self.dictionary, "--n"] + missing.map(\.count.description))
    for set in missing {
      try run("pack.py", ["--rules", set.rules], output: set.pack)
      try run("expressions.py", ["--rules", set.rules], output: set.expressions)
      try makeStatements(of: set)
      try makePairs(of: set)
    }
    return sets
  }

  private func makeStatements(of set: PatternSet) throws(BenchFailure) {
    let question = try OutputFile(path: set.question)
    let repeated = try OutputFile(path: set.repeated)
    for time in 1...PatternSet.repeats {
      var statements = try LineFile(path: set.statements)
      var isFirst = time == 1
      while let statement = statements.next() {
        if isFirst { try question.write(line: statement) }
        isFirst = false
        try repeated.write(line: statement)
      }
    }
    try question.finish()
    try repeated.finish()
  }

  /// Writes the pairs if their digest is the one in `Data/references`, which says that the set is the intended one too.
  private func makePairs(of set: PatternSet) throws(BenchFailure) {
    let found = "\(folders.data)/reference_\(set.count).json"
    let pairs = set.referencePairs + ".unchecked"
    try run(
      "reference.py", ["--rules", set.rules, "--utts", set.statements, "--pairs", pairs], output: found)
    let expected = "\(folders.package)/Data/references/\(set.count).json"
    guard try Files.decode(Reference.self, from: found) == Files.decode(Reference.self, from: expected)
    else {
      throw BenchFailure(
        "the pairs of the set of \(set.count) are not those of \(expected): is \(Self.dictionary) another edition?"
      )
    }
    try Files.move(pairs, to: set.referencePairs)
  }

  private func run(
    _ script: String, _ arguments: [String], output: String = "/dev/null"
  ) throws(BenchFailure) {
    let errors = folders.scratch + "/errors.txt"
    let outcome = try ChildProcess(
      arguments: [folders.python, "-B", "\(folders.package)/Data/\(script)"] + arguments, output: output,
      errors: errors, limit: .seconds(900)
    ).run()
    guard outcome.ending == .exited(0) else {
      throw BenchFailure("\(script) failed: \((try? Files.text(errors)) ?? "")")
    }
  }
}
