import Authoring
import Diagnostics
import Dialogue
import Rules
import TestSupport
import Testing
import Transcripts

/// What of a pack its examples and transcripts use.
struct CoverageTests {
  private static let pack = """
    concepts:
      close: |
        my (mum|dad)
        nobody
    cues:
      - {id: not, sets: {polarity: negated}, words: [not, hardly], unless: [not only]}
    intents:
      - id: sign.no
        kind: sign
        title: Saying no
        patterns: |
          (can not|dread) * say [a] no
          never refuse <close>
        unless: |
          say no to (cake|wine)
        reflect: |
          A no is hard.
          A no costs you something.
        steps: [small]
        examples:
          match: |
            I can not really say no
            I dread to say a no
          reject: |
            I can not say no to cake
      - id: sign.off
        kind: sign
        enabled: false
        title: Off
        patterns: switched off
    steps:
      - {id: small, title: Small, why: [Because.], sizes: {2: Two.}}
      - {id: large, title: Large, why: [For.], sizes: {2: Three.}}
    """

  private func coverage(_ said: [String] = [], filter: String? = nil) async throws -> Coverage {
    let book = try RuleBook(sections: Self.pack)
    let text = "trellis-transcript: 1\n\n" + said.map { "> \($0)\n" }.joined(separator: "\n")
    let transcript = TranscriptParser.parse(SourceFile(path: "t.transcript", text: text)).transcript
    return await CoverageRun(of: book, said.isEmpty ? [] : [transcript], filter: filter).coverage(
      bundled: book)
  }

  private func unused(_ kind: Coverage.Kind, in coverage: Coverage) -> [String] {
    coverage.unused.filter { $0.kind == kind }.map(\.text)
  }

  @Test func listsWhatNoExampleUses() async throws {
    let coverage = try await coverage()
    #expect(unused(.intent, in: coverage) == [])
    #expect(unused(.pattern, in: coverage) == ["never refuse <close>"])
    #expect(unused(.veto, in: coverage) == [])
    #expect(unused(.phrase, in: coverage) == ["my (mum|dad)", "nobody"])
    #expect(unused(.cue, in: coverage) == ["hardly", "not only"])
    #expect(unused(.alternative, in: coverage) == ["wine"])
    #expect(unused(.step, in: coverage) == ["Large"])
    #expect(coverage.share(of: .pattern) == .init(used: 1, all: 2))
    // Those of an unused pattern count, without a line of their own.
    #expect(coverage.share(of: .alternative) == .init(used: 4, all: 7))
  }

  @Test func aTranscriptIsAUse() async throws {
    let coverage = try await coverage(["I never refuse my mum, and not only her", "hello", "/step large"])
    #expect(unused(.pattern, in: coverage) == [])
    #expect(unused(.phrase, in: coverage) == ["nobody"])
    #expect(unused(.alternative, in: coverage) == ["dad", "wine"])
    #expect(unused(.cue, in: coverage) == ["hardly"])
    #expect(unused(.step, in: coverage) == [])
    #expect(!unused(.reply, in: coverage).contains("Three."))
  }

  /// Two examples with two variants: the second conversation goes on where the first one stopped.
  @Test func variantsRotateAcrossExamples() async throws {
    let coverage = try await coverage()
    #expect(unused(.reply, in: coverage) == ["Because.", "Two.", "For.", "Three."])
  }

  @Test func countsOnlyWhatIsAskedFor() async throws {
    let coverage = try await coverage(filter: "large")
    #expect(coverage.unused.map(\.owner) == ["large", "large", "large"])
    #expect(coverage.share(of: .pattern).all == 0)
  }

  /// The shortcuts of the observer (pruned patterns, words that are not there) must change nothing: for patterns and
  /// sentences drawn by chance, an alternative is used exactly where the pattern with it alone is found.
  @Test func findsTheSameAlternativesAsTryingEachOne() async throws {
    var random = SplitMix64(state: 11)
    for _ in 0..<40 {
      let patterns = (0..<4).map { _ in RandomPatterns.pattern(&random) }
      let examples = (0..<6).map { _ in RandomPatterns.sentence(&random) }
      let book = try RandomPatterns.book(patterns, examples)
      let coverage = await CoverageRun(of: book, []).coverage(bundled: book)
      let found = coverage.share(of: .alternative)
      var used = 0
      var all = 0
      for rule in book.intents[0].patterns {
        for path in rule.pattern.alternatives {
          all += 1
          if examples.contains(where: { RandomPatterns.isFound(rule.pattern.keeping(path), in: $0) }) {
            used += 1
          }
        }
      }
      #expect(found == .init(used: used, all: all), "\(patterns) on \(examples)")
    }
  }
}
