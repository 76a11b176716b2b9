/// Some generated patterns and the statements to match them with.
struct PatternSet {
  let count: Int
  let folder: String

  /// A pattern a line, as JSON.
  var rules: String { "\(folder)/rules_\(count).jsonl" }
  /// A statement a line.
  var statements: String { "\(folder)/utts_\(count).txt" }
  /// The first statement alone.
  var question: String { "\(folder)/question_\(count).txt" }
  /// The statements, `repeats` times over.
  var repeated: String { "\(folder)/repeated_\(count).txt" }
  /// The patterns as a Trellis pack.
  var pack: String { "\(folder)/pack_\(count).yaml" }
  /// The patterns as regular expressions.
  var expressions: String { "\(folder)/expressions_\(count).txt" }
  /// What matches, after the reference: `statement<TAB>pattern` a line, sorted.
  var referencePairs: String { "\(folder)/pairs_\(count).txt" }

  static let statementCount = 20_000
  static let repeats = 5

  var madeFiles: [String] { [rules, statements, question, repeated, pack, expressions, referencePairs] }
}
