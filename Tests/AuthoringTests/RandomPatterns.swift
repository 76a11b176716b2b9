import Authoring
import Dialogue
import Matching
import Rules
import TestSupport

/// Small patterns and sentences over four words, so that they often meet.
enum RandomPatterns {
  private static let words = ["apple", "bread", "cheese", "date"]

  static func sentence(_ random: inout SplitMix64) -> String {
    (0..<random.number(in: 1..<6)).map { _ in random.pick(words + ["egg"]) }.joined(separator: " ")
  }

  /// The text of a pattern that begins and ends with a word.
  static func pattern(_ random: inout SplitMix64) -> String {
    let middle = (0..<random.number(in: 0..<3)).map { _ in item(2, &random) }
    return ([random.pick(words)] + middle + [item(1, &random)]).joined(separator: " ")
  }

  private static func item(_ depth: Int, _ random: inout SplitMix64) -> String {
    guard depth > 0 else { return random.pick(words) }
    switch random.number(in: 0..<5) {
    case 0: return "(\(row(depth, &random))|\(row(depth, &random)))"
    case 1: return "[\(item(depth - 1, &random))] \(random.pick(words))"
    case 2: return "[\(row(depth, &random))|\(row(depth, &random))] \(random.pick(words))"
    case 3: return "(\(item(depth - 1, &random)) ; \(random.pick(words)))"
    default: return random.pick(words)
    }
  }

  private static func row(_ depth: Int, _ random: inout SplitMix64) -> String {
    (0..<random.number(in: 1..<3)).map { _ in item(depth - 1, &random) }.joined(separator: " ")
  }

  /// A pack with one intent.
  static func book(_ patterns: [String], _ examples: [String]) throws -> RuleBook {
    let sections = """
      intents:
        - id: sign.one
          kind: sign
          title: One
          patterns: |
      \(patterns.map { "      \($0)" }.joined(separator: "\n"))
          examples:
            match: |
      \(examples.map { "        \($0)" }.joined(separator: "\n"))
      """
    return try RuleBook(sections: sections)
  }

  /// Whether the engine finds a pattern that stands alone in a pack.
  static func isFound(_ pattern: Pattern, in sentence: String) -> Bool {
    guard var book = try? book(["apple"], ["apple"]) else { return false }
    let place = book.intents[0].patterns[0].place
    book.intents[0].patterns = [RulePattern(pattern: pattern, text: pattern.text, place: place)]
    return !Reader(Matcher(book)).read(sentence).matches.isEmpty
  }
}
