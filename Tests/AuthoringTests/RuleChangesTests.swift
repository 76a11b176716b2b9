import Authoring
import Rules
import TestSupport
import Testing

struct RuleChangesTests {
  /// What is different after each part of the small pack is replaced by another text.
  private func changes(_ parts: (String, String)...) throws -> RuleChanges {
    var text = CoachBook.text
    for (part, other) in parts {
      let range = try #require(text.firstRange(of: part), "\(part)")
      text.replaceSubrange(range, with: other)
    }
    return RuleChanges(from: try CoachBook.book(), to: try RuleBook(sections: text))
  }

  @Test func nothingIsDifferentWhereLinesOnlyMoved() throws {
    let changes = try changes(("intents:\n", "# a remark\n\n\nintents:\n"))
    #expect(changes.isEmpty)
    #expect(changes.summary == "nothing that is said")
  }

  @Test(arguments: [
    ("always say yes", "always say aye"), ("Saying no to {person} feels out of reach.", "No is far."),
    ("A hard no often guards something.", "It guards something."),
    ("title: Struggling to refuse", "title: Other"),
    ("What goes through you before the yes?", "What is it?"),
    ("So the yes buys you some safety.", "So it does."),
    ("Thank you for looking at that.", "Thanks."), ("steps: [small-no, write-it]", "steps: [write-it]"),
    ("kind: sign\n    title: Str", "kind: sign\n    priority: 3\n    title: Str"),
    ("kind: sign\n    title: Str", "kind: sign\n    accepts: {who: any}\n    title: Str"),
    ("kind: sign\n    title: Str", "kind: mistake\n    title: Str"),
  ])
  func anEditOfAnIntentIsTold(part: String, other: String) throws {
    let changes = try changes((part, other))
    #expect(changes.intents.edited == ["sign.no"])
    #expect(changes.intents.added.isEmpty && changes.intents.removed.isEmpty)
    #expect(changes.sections.isEmpty)
    #expect(changes.summary == "intents edited: sign.no")
  }

  @Test func whatComesAndGoesIsTold() throws {
    let changes = try changes(
      ("  - id: sign.tired\n", "  - id: sign.sleepy\n"),
      ("  - id: sign.guilt\n", "  - id: sign.shame\n    was: [sign.guilt]\n"))
    #expect(changes.intents.added == ["sign.sleepy"])
    #expect(changes.intents.removed == ["sign.tired"])
    #expect(changes.intents.edited == ["sign.shame"])
    #expect(changes.summary == "intents added: sign.sleepy; removed: sign.tired; edited: sign.shame")
  }

  @Test(arguments: [
    ("Say one small no today.", "Say a no today.", "steps edited: small-no"),
    ("my (mum|husband", "my (mum|dad|husband", "concepts edited: person"),
    ("fallback: [I did not", "fallback: [I do not", "replies"),
    ("words: [not, never]", "words: [not]", "cues"),
    ("partner: husband", "partner: husband wife", "persons"),
    ("That is {person.possessive} side.", "So.", "otherwise"),
    ("don't = do not", "dont = do not", "lexicon"),
    ("RED VIOLENCE", "RED", "intents edited: safety.violence"),
    ("number: \"116 123\"", "number: \"116 124\"", "helplines"),
  ])
  func everyOtherEditIsTold(part: String, other: String, summary: String) throws {
    #expect(try changes((part, other)).summary == summary)
  }

  @Test func aLongListIsCut() throws {
    let more = (1...7).map {
      "  - {id: new.\($0), kind: chat, title: N, patterns: [word\($0)], say: [Yes.]}\n"
    }.joined()
    let summary = try changes(("intents:\n", "intents:\n" + more)).summary
    #expect(summary == "intents added: new.1, new.2, new.3, new.4, new.5 and 2 more")
  }
}
