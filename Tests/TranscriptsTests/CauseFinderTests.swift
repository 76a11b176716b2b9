import Diagnostics
import Dialogue
import Rules
import TestSupport
import Testing
import Transcripts

/// The cause of a difference, found by putting changes of the pack back.
struct CauseFinderTests {
  private let old: RuleBook

  init() throws {
    old = try CoachBook.book()
  }

  private func changed(_ edits: [(String, String)]) throws -> RuleBook {
    var text = CoachBook.text
    for (from, to) in edits {
      #expect(text.contains(from), "\(from)")
      text = text.replacing(from, with: to)
    }
    return try RuleBook(sections: text, path: "small.yaml")
  }

  /// The outcomes of a transcript with a changed pack, explained.
  private func explain(_ body: String, _ edits: [(String, String)]) throws -> [TurnOutcome] {
    let new = try changed(edits)
    let (transcript, diagnostics) = TranscriptParser.parse(
      SourceFile(path: "t", text: "trellis-transcript: 1\n\n\(body)\n"))
    #expect(diagnostics.isEmpty)
    let engine = DialogueEngine(.init(book: new, bundled: new))
    let names = PackNames(new)
    var result = Replay(transcript, with: engine, names: names).run()
    CauseFinder(.init(old: old, new: new, bundled: new), engine: engine, names: names)
      .explain(&result, of: transcript)
    return result.outcomes
  }

  private func subjects(_ cause: Cause?) -> [String]? {
    guard case .changes(let changes) = cause else { return nil }
    return changes.map(\.subject.text)
  }

  @Test func namesNothingWhereNothingChanged() throws {
    let changes = PackComparison.changes(from: old, to: try CoachBook.book())
    #expect(changes == [])
  }

  /// A change of each part of a pack is seen as a change of that part alone.
  @Test(arguments: [
    ("always say yes\n", "always say maybe\n", "sign.no", "pattern edited"),
    ("[about work]", "[about home]", "sign.worry", "pattern edited"),
    ("Guilt weighs on you.", "Guilt is heavy.", "sign.guilt", "reflect edited"),
    ("(yes|yeah|sure)", "(yes|yeah)", "concept <yes>", "phrase edited"),
    ("words: [not, never]", "words: [not]", "cue not", "words removed"),
    ("Write one line.", "Write two lines.", "step write-it", "size 2 edited"),
    ("[Yes to what?]", "[Yes to what?, Yes?]", "replies unclear-yes", "text added"),
    ("[Is that still how it goes?]", "[Still?]", "otherwise", "say (sign past) edited"),
    ("partner: husband", "partner: wife", "persons", "partner edited"),
    ("i'm = i am", "i'm = i be", "lexicon", "variants edited"),
    ("[small-no, write-it]", "[small-no]", "sign.no", "steps edited"),
    (
      "say: What goes through you before the yes?", "say: What happens before the yes?", "sign.no",
      "ask before say edited"
    ),
    ("no point in living|be", "no point in it|be", "safety.suicide", "amber edited"),
  ])
  func seesWhatChanged(from: String, to: String, subject: String, edit: String) throws {
    let changes = PackComparison.changes(from: old, to: try changed([(from, to)]))
    #expect(changes.map(\.subject.text) == [subject])
    #expect(changes.flatMap(\.edits).map(\.summary) == [edit])
  }

  @Test func findsTheOneChangeAmongMany() throws {
    let edits = [
      ("feel guilty\n", "feel gilty\n"), ("always say yes\n", "always say maybe\n"),
      ("worry\n", "worrying\n"),
      ("[Good.]", "[Fine.]"), ("Write one line.", "Write two lines."), ("words: [used to]", "words: [once]"),
    ]
    let outcomes = try explain("> i always say yes\n= sign.no\n\n> i feel guilty\n= sign.guilt", edits)
    #expect(outcomes.map { subjects($0.cause) ?? [] } == [["sign.no"], ["sign.guilt"]])
    guard case .changes(let changes) = outcomes[0].cause else { return }
    #expect(changes[0].edits.map(\.old) == ["always say yes"])
    #expect(changes[0].edits.map(\.new) == ["always say maybe"])
    #expect(changes[0].edits[0].place?.path == "small.yaml")
  }

  @Test func findsAChangeFarFromTheIntent() throws {
    let outcomes = try explain(
      "> i don't feel guilty\n= sign.guilt polarity=negated",
      [("words: [not, never]", "words: [never]"), ("[Good.]", "[Fine.]")])
    #expect(outcomes.map { subjects($0.cause) ?? [] } == [["cue not"]])
  }

  /// Either edit alone would keep the sentence from matching: both have to be put back.
  @Test func namesChangesThatOnlyDoItTogether() throws {
    let outcomes = try explain(
      "> my sister always says yes\n= sign.no who=other",
      [
        ("always say yes\n", "always say maybe\n"), ("other: mum sister boss", "other: mum boss"),
        ("[Good.]", "[Fine.]"),
      ])
    #expect(outcomes.map { (subjects($0.cause) ?? []).sorted() } == [["persons", "sign.no"]])
  }

  @Test func saysWhereThePackIsNotToBlame() throws {
    let outcomes = try explain("> hello\n= sign.no", [("[Good.]", "[Fine.]")])
    #expect(outcomes.map(\.cause) == [.notThePack])
  }

  /// What the older pack still plays as written tells what merely follows.
  @Test func tellsConsequencesByTheOlderPack() throws {
    let outcomes = try explain(
      "> i can't say no\n~ asked before\n\n> because i am scared\n~ reply contains \"safety\"",
      [("can not * say no", "can not * say na")])
    #expect(outcomes.first.flatMap { subjects($0.cause) } == ["sign.no"])
    #expect(outcomes.dropFirst().allSatisfy { $0.follows == 3 })
  }
}
