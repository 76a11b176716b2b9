import BundledRules
import Matching
import Rules
import Testing

/// How often the bundled screen sees danger, and how often it sees it where there is none.
struct SafetyFiguresTests {
  private let screen: SafetyScreen

  init() throws {
    let (book, _) = RuleBookReader.read(PackFiles(files: BundledRules.files))
    screen = SafetyScreen(books: [try #require(book)])
  }

  @Test func seesDanger() throws {
    let rows = try Corpus("danger.tsv").rows
    for (category, group) in Dictionary(grouping: rows, by: { $0[0] }).sorted(by: { $0.key < $1.key }) {
      let missed = group.filter { screen.finding(in: $0[2]).first == nil }
      for row in missed { print("  missed \(category): \(row[2])") }
      let seen = group.count - missed.count
      print("danger, \(category): \(percent(seen, of: group.count))")
      #expect(Double(seen) >= Self.recall * Double(group.count), "\(category)")
    }
  }

  @Test func leavesHarmlessTalkAlone() throws {
    let rows = try Corpus("benign.tsv").rows
    var alarms: [SafetyLevel: Int] = [:]
    for row in rows {
      guard let hit = screen.finding(in: row[1]).first else { continue }
      alarms[hit.level, default: 0] += 1
      print("  alarm \(hit.category.rawValue) \(hit.level.rawValue): \(row[1]) [\(hit.pattern)]")
    }
    for level in [SafetyLevel.red, .amber] {
      print("harmless, \(level.rawValue): \(percent(alarms[level, default: 0], of: rows.count))")
    }
    #expect(Double(alarms[.red, default: 0]) <= Self.redLimit * Double(rows.count))
    #expect(Double(alarms[.amber, default: 0]) <= Self.amberLimit * Double(rows.count))
  }

  private static let recall = 0.98
  private static let redLimit = 0.005
  private static let amberLimit = 0.02
}
