import BundledRules
import Diagnostics
import Matching
import Rules
import Testing

/// How well the cues of the bundled pack tell polarity, who, time and mood, on sentences written before them.
struct AssertionFiguresTests {
  /// First run, before anything was tuned to the table: see `Tests/Corpora/README.md`.
  private static let floor = 0.97

  @Test func readsEachAxisAsTwoCarefulReadersDo() throws {
    let rows = try Corpus("assertions.tsv").rows
    let reader = Reader(Matcher(try book(of: Array(Set(rows.map { $0[2] })).sorted())))
    var right: [String: Int] = [:]
    var count: [String: Int] = [:]
    for row in rows {
      let matches = reader.read(row[3]).matches.filter { $0.intent.text == Self.id(of: row[2]) }
      count[row[0], default: 0] += 1
      if matches.contains(where: { $0.assertion.value(on: row[0]) == row[1] }) {
        right[row[0], default: 0] += 1
      } else {
        print(
          "  \(row[0]) \(row[1]): \(row[3]) [\(row[2])] \(matches.map { $0.assertion.value(on: row[0]) })")
      }
    }
    for axis in count.keys.sorted() {
      print("assertions, \(axis): \(percent(right[axis, default: 0], of: count[axis, default: 0]))")
      #expect(Double(right[axis, default: 0]) >= Self.floor * Double(count[axis, default: 0]), "\(axis)")
    }
  }

  /// The bundled words and cues with one intent a pattern.
  private func book(of patterns: [String]) throws -> RuleBook {
    let (bundled, _) = RuleBookReader.read(PackFiles(files: BundledRules.files))
    var book = try #require(bundled)
    book.intents = try patterns.enumerated().map { line, text in
      let place = SourcePlace(path: "assertions.tsv", line: line + 1, column: 1)
      var intent = Intent(id: ID(Self.id(of: text)), kind: .sign, place: place, title: text)
      intent.patterns = [RulePattern(pattern: try Pattern(parsing: text), text: text, place: place)]
      return intent
    }
    return book
  }

  private static func id(of pattern: String) -> String { "row.\(pattern)" }
}

extension Assertion {
  /// The value on an axis, by its name.
  fileprivate func value(on axis: String) -> String {
    switch axis {
    case "polarity": polarity.rawValue
    case "who": who.rawValue
    case "time": time.rawValue
    default: mood.rawValue
    }
  }
}
