import Archive
import Authoring
import BundledRules
import Diagnostics
import Dialogue
import Matching
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

  /// What is read back from an archive understands and answers as what was compiled.
  @Test func speakTheSameFromAnArchive() throws {
    let compiled = try Self.rules.get()
    let folder = TemporaryFolder()
    let key = ArchiveFile.Key(hashing: BundledRules.files.map(\.bytes))
    folder.write("rules", ArchiveFile.bytes(of: compiled.archived, key: key))
    let file = try #require(ArchiveFile(path: folder.path("rules"), key: key))
    let archived = try DialogueEngine.Rules(archivedIn: file)
    #expect(archived.archived == compiled.archived)
    let (one, other) = (DialogueEngine(compiled), DialogueEngine(archived))
    let sentences = try Self.bundled.get().intents.compactMap { $0.examples.first?.text }
    for (number, sentence) in sentences.enumerated() {
      let conversation = Conversation(seed: UInt64(number), region: "GB")
      let expected = one.turn(on: sentence, in: conversation, at: .usualStart)
      let found = other.turn(on: sentence, in: conversation, at: .usualStart)
      #expect(found.reply.text == expected.reply.text, "\(sentence)")
      #expect(
        found.reading.matches.map { "\($0.intent) \($0.span) \($0.rule.place)" }
          == expected.reading.matches.map { "\($0.intent) \($0.span) \($0.rule.place)" }, "\(sentence)")
    }
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
