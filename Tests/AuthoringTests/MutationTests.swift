import Authoring
import Diagnostics
import Dialogue
import Rules
import TestSupport
import Testing
import Transcripts

/// Faults put into a pack, and which of them its examples and transcripts notice.
struct MutationTests {
  private static let pack = """
    concepts:
      close: |
        my mum
        my dad
    cues:
      - {id: not, sets: {polarity: negated}, words: [not]}
      - {id: once, sets: {time: past}, words: [once]}
    intents:
      - id: sign.no
        kind: sign
        title: Saying no
        patterns: |
          (dread|hate) * say no
          never refuse <close>
        unless: |
          no to wine
        examples:
          match: |
            I dread to say no
            never refuse my mum
          negated: |
            I do not hate to say no
          reject: |
            I dread to say no to wine
            I dread that you all could say no
    """

  private func survivors(_ said: String? = nil, of kinds: Set<Mutant.Kind> = Set(Mutant.Kind.allCases))
    async throws
    -> [String]
  {
    let book = try RuleBook(sections: Self.pack)
    let transcript = said.map {
      TranscriptParser.parse(SourceFile(path: "t.transcript", text: "trellis-transcript: 1\n\n\($0)\n"))
        .transcript
    }
    let mutants = Mutant.all(of: book).filter { kinds.contains($0.kind) }
    let run = MutationRun(of: book, bundled: book, [transcript].compactMap(\.self))
    return await run.verdicts(on: mutants).filter { !$0.isKilled }.map {
      "\($0.mutant.kind.rawValue) \($0.mutant.change(in: book).before)"
    }
  }

  @Test func listsWhatNoExampleNotices() async throws {
    #expect(try await survivors() == ["delete-phrase my dad", "delete-cue once"])
  }

  @Test func aTranscriptNotices() async throws {
    #expect(try await survivors("> I never refuse my dad\n= sign.no") == ["delete-cue once"])
    #expect(
      try await survivors("> once I never refuse my dad\n= sign.no time=past") == [])
  }

  @Test func saysWhetherAnythingHoldsIt() async throws {
    let book = try RuleBook(sections: Self.pack.replacing("I dread to say no to wine\n", with: "to wine\n"))
    let run = MutationRun(of: book, bundled: book, [])
    let verdicts = await run.verdicts(on: Mutant.all(of: book).filter { $0.kind == .veto })
    #expect(verdicts.map(\.outcome) == [.untouched])
  }

  @Test func drawsAnEqualShareOfEachKind() throws {
    let book = try RuleBook(sections: Self.pack)
    let all = Mutant.all(of: book)
    #expect(all.count == 10)
    let chosen = MutationRun.choice(of: all, limit: 6, seed: 1)
    #expect(Set(chosen.map(\.kind)) == Set(Mutant.Kind.allCases))
    #expect(MutationRun.choice(of: all, limit: 100, seed: 1).count == all.count)
  }

  /// Trying mutants together, and running only what they touch, must change no verdict: each one is compared with
  /// a pack in which it alone was put and all examples were run.
  @Test func findsTheSameAsTryingEachOneAlone() async throws {
    var random = SplitMix64(state: 5)
    for _ in 0..<25 {
      let patterns = (0..<4).map { _ in RandomPatterns.pattern(&random) }
      let examples = (0..<8).map { _ in RandomPatterns.sentence(&random) }
      let book = try RandomPatterns.book(patterns, examples)
      let base = failures(of: book)
      let mutants = Mutant.all(of: book)
      let verdicts = await MutationRun(of: book, bundled: book, []).verdicts(on: mutants)
      for verdict in verdicts {
        var mutated = book
        verdict.mutant.apply(to: &mutated)
        #expect(
          verdict.isKilled == (failures(of: mutated) != base),
          "\(verdict.mutant.kind) \(verdict.mutant.change(in: book).before) of \(patterns) on \(examples)")
      }
    }
  }

  private func failures(of book: RuleBook) -> [SourcePlace] {
    ExampleTests(book: book).run().filter { $0.failure != nil }.map(\.example.place)
  }
}
