import Dialogue
import TestSupport

/// Patterns over three words with every operator, and all sentences over these words.
enum SmallPatterns {
  private static let words = ["apple", "bread", "date"]

  static func pattern(_ random: inout SplitMix64) -> String {
    (0..<random.number(in: 1..<4)).map { index in
      (index > 0 && random.isOnce(in: 3) ? "*\(random.number(in: 1..<3)) " : "") + item(&random)
    }
    .joined(separator: " ")
  }

  private static func item(_ random: inout SplitMix64) -> String {
    let word = random.pick(words)
    return switch random.number(in: 0..<6) {
    case 0: "(\(word)|\(random.pick(words)) \(random.pick(words)))"
    case 1: "[\(word)] \(random.pick(words))"
    case 2: "(\(word) ; \(random.pick(words)))"
    case 3: "\"\(word)\""
    default: word
    }
  }

  /// Every sentence up to a length, the shorter ones first.
  static func sentences(ofAtMost length: Int) -> [[String]] {
    var all: [[String]] = []
    var last: [[String]] = [[]]
    for _ in 0..<length {
      last = last.flatMap { sentence in words.map { sentence + [$0] } }
      all += last
    }
    return all
  }
}
