import Authoring
import BundledRules
import Diagnostics
import Rules
import Testing

/// The standards of the dialogue, over every text that the bundled pack can say.
struct StandardsTests {
  private let book: RuleBook

  init() throws {
    book = try #require(RuleBookReader.read(PackFiles(files: BundledRules.files)).book)
  }

  @Test func everyTextKeepsTheStandards() {
    for complaint in ReplyStandards(book: book).complaints() { Issue.record("\(complaint)") }
  }

  @Test func textsArePlain() {
    let standards = ReplyStandards(book: book)
    let all = standards.meanGrade { _ in true }
    let safety = standards.meanGrade { $0 == .safety }
    print(
      "reading grade: mean \(rounded(all.mean)) over \(all.count) texts; safety \(rounded(safety.mean)) over \(safety.count)"
    )
    #expect(all.mean <= 6)
    #expect(safety.mean <= 6)
  }

  /// What each kind of intent must be able to say.
  @Test func intentsSayEnough() {
    for intent in book.intents where intent.kind == .sign || intent.kind == .mistake {
      let replies = intent.replies
      #expect(replies.reflect.count + replies.reflectComplex.count >= 3, "\(intent.id): reflections")
      #expect(!replies.reflectComplex.isEmpty, "\(intent.id): a complex reflection")
      #expect(replies.insight.count >= 2, "\(intent.id): insights")
      #expect(intent.asks.count >= 2, "\(intent.id): questions")
      #expect(intent.steps.count >= 2, "\(intent.id): steps")
    }
    for intent in book.intents where intent.kind == .trait {
      #expect(intent.replies.affirm.count >= 3, "\(intent.id): affirmations")
      #expect(!intent.steps.isEmpty, "\(intent.id): a step")
    }
    for intent in book.intents where intent.kind == .request {
      #expect(intent.replies.reflect.count >= 2, "\(intent.id): reflections")
      #expect(!intent.steps.isEmpty, "\(intent.id): a step")
    }
    for step in book.steps { #expect(step.sizes.count >= 3, "\(step.id): three sizes") }
  }

  @Test func intentsHaveEnoughExamples() {
    for intent in book.intents where intent.kind != .safety {
      #expect(intent.examples.count { $0.group == .match } >= 12, "\(intent.id): examples that match")
      #expect(intent.examples.count { $0.group == .reject } >= 6, "\(intent.id): near-misses")
    }
  }

  @Test func everyRowOfTheGuideIsCarried() {
    let guide = GuideCoverage(of: book)
    print("guide: \(guide.share.used) of \(guide.share.all) rows carried")
    for row in guide.missing { Issue.record("nothing carries \(row.name)") }
    for stray in guide.strays { Issue.record("\(stray.carrier.id): the guide has no row ‘\(stray.name)’") }
  }

  private func rounded(_ value: Double) -> Double { Double(Int(value * 10)) / 10 }
}
