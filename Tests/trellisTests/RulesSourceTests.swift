import Authoring
import Dialogue
import Glibc
import Rules
import TestSupport
import Testing

@testable import trellis

struct RulesSourceTests {
  private let folder = TemporaryFolder()
  private let book: RuleBook

  init() throws {
    book = try CoachBook.book()
    folder.write("pack/small.yaml", Array(CoachBook.text.utf8))
  }

  private func source() -> RulesSource { RulesSource(paths: [folder.path("pack")], bundled: book) }

  private func write(_ part: String, _ other: String) throws {
    var text = CoachBook.text
    text.replaceSubrange(try #require(text.firstRange(of: part)), with: other)
    folder.write("pack/small.yaml", Array(text.utf8))
  }

  @Test func findsTheSameRulesUnchanged() {
    var source = source()
    #expect(!source.isStale)
    guard case .unchanged = source.read(after: book) else {
      Issue.record("not unchanged")
      return
    }
  }

  @Test func readsWhatWasEdited() throws {
    var source = source()
    try write("You are tired.", "So tired.")
    #expect(source.isStale)
    guard case .changed(let rules, let changes) = source.read(after: book) else {
      Issue.record("not changed")
      return
    }
    #expect(changes.intents.edited == ["sign.tired"])
    #expect(DialogueEngine(rules).turns(on: ["i am tired"])[0].reply.text.hasPrefix("So tired."))
    #expect(!source.isStale)
  }

  @Test func takesNothingOfABrokenPack() throws {
    var source = source()
    try write("(tired|exhausted)", "(tired|exhausted")
    guard case .broken(let complaints) = source.read(after: book) else {
      Issue.record("not broken")
      return
    }
    #expect(complaints.contains("TR0302"))
    #expect(!source.isStale, "it is told once")
    try write("You are tired.", "So tired.")
    #expect(source.isStale)
  }

  @Test(arguments: ["pack", "nowhere"])
  func tellsOfAFolderThatIsGoneOrEmpty(name: String) throws {
    let source = RulesSource(paths: [folder.path(name)], bundled: book)
    var gone = source
    if name == "pack" { #expect(unsafe unlink(folder.path("pack/small.yaml")) == 0) }
    #expect(gone.isStale == (name == "pack"))
    guard case .broken = gone.read(after: book) else {
      Issue.record("not broken")
      return
    }
  }
}
