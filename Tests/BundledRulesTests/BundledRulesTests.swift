import Authoring
import BundledRules
import Diagnostics
import Dialogue
import Rules
import TestSupport
import Testing
import Transcripts

/// The packs in the binary, their examples and the transcripts that go with them.
struct BundledRulesTests {
  private static let bundled: Result<RuleBook, any Error> = Result { try RuleBook(files: BundledRules.files) }
  private static let rules = bundled.map { DialogueEngine.Rules(book: $0, bundled: $0) }

  @Test func areTheFilesOfTheRepositoryByteForByte() throws {
    let onDisk = try PackageRoot.files(below: "rules/en", endings: [".yaml", ".yml", ".txt"])
    let embedded = BundledRules.files
    #expect(embedded.map(\.path) == onDisk)
    for file in embedded {
      #expect(try PackageRoot.file(file.path).bytes == file.bytes, "\(file.path): build again")
    }
  }

  @Test func areReadWithoutErrors() throws {
    let book = try Self.bundled.get()
    #expect(book.pack.id == "en")
    #expect(!book.intents.isEmpty)
  }

  @Test func holdEverySafetyCategoryWithARedAndAnAmberReply() throws {
    let intents = try Self.bundled.get().intents.compactMap(\.safety)
    for category in SafetyCategory.allCases {
      let own = intents.filter { $0.category == category }
      #expect(!own.isEmpty, "\(category.rawValue)")
      for situation in [SafetyRule.Situation.red, .amber, .again, .locked, .clear, .resources] {
        #expect(
          own.contains { $0.replies[situation]?.isEmpty == false },
          "\(category.rawValue) \(situation.rawValue)")
      }
    }
  }

  /// One test, not some thousands of cases: each failing example is an issue of its own.
  @Test func passTheirExamples() throws {
    let results = ExampleTests(book: try Self.bundled.get()).run()
    #expect(!results.isEmpty)
    for result in results where result.failure != nil { Issue.record("\(result)") }
  }

  @Test(arguments: try PackageRoot.files(below: "transcripts", endings: [".transcript"]))
  func replayAsWritten(path: String) throws {
    let file = try PackageRoot.file(path)
    let (transcript, diagnostics) = TranscriptParser.parse(file)
    if !diagnostics.isEmpty { Issue.record("\(DiagnosticPrinter(files: [file]).text(for: diagnostics))") }
    let result = Replay(transcript, with: DialogueEngine(try Self.rules.get())).run()
    #expect(result.diagnostics.isEmpty)
    #expect(result.turns + result.withheld > 0, "\(path) holds nothing to run")
    for difference in result.differences {
      Issue.record(
        "\(path):\(difference.line): “\(difference.said)”: expected \(difference.expected), found \(difference.found)"
      )
    }
  }
}
