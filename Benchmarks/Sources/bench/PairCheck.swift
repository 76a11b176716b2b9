/// Whether an engine’s pairs of statement and pattern are the reference’s.
enum PairCheck: Equatable {
  case equal
  /// The first line that differs in either.
  case different(atLine: Int)

  /// Compares files of sorted pairs, line by line.
  ///
  /// - Parameters:
  ///   - found: What an engine found.
  ///   - reference: What matches, in all statements.
  ///   - statements: How many statements, from the first, the engine was given.
  /// - Throws: That a file cannot be read.
  init(_ found: String, against reference: String, statements: Int) throws(BenchFailure) {
    var found = try LineFile(path: found)
    var reference = try LineFile(path: reference)
    var line = 0
    while true {
      line += 1
      let expected = reference.next().flatMap { Self.statement(of: $0) < statements ? $0 : nil }
      let actual = found.next()
      guard actual == expected else {
        self = .different(atLine: line)
        return
      }
      guard expected != nil else { break }
    }
    self = .equal
  }

  private static func statement(of pair: String) -> Int {
    pair.split(separator: "\t").first.flatMap { Int($0) } ?? .max
  }
}
