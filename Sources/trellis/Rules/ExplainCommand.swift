internal import ArgumentParser
internal import Authoring
internal import Dialogue
internal import Language
internal import Matching
internal import Rules
internal import Terminal

extension RulesCommand {
  /// Tells how one sentence is understood.
  struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "explain", abstract: "Tell how a sentence is understood, and why.",
      discussion: """
        Every candidate with its numbers; below it the sentence, with ^ under the words that count, = under a cue \
        and - under what the cue governs. Where nothing is claimed, the patterns that are near.
        """)
    @OptionGroup var pack: PackOptions
    @OptionGroup var output: FormatOption
    @OptionGroup var said: SentenceArgument

    func run() throws {
      let engine = DialogueEngine(try pack.load())
      let turn = engine.turn(on: try said.text(), in: Conversation(seed: 0), at: .usualStart)
      let explanation = Explanation(of: turn, by: engine.book)
      let columns = StandardStream.output.proseWidth ?? 80
      let page = ExplanationText(explanation, columns: columns, width: { displayWidth($0) })
      try output.print(page.lines, json: json(of: explanation, hash: engine.book.contentHash))
    }

    private func json(of explanation: Explanation, hash: String) -> JSON {
      let candidates = explanation.candidates.map { candidate -> JSON in
        .object([
          ("match", TurnJSON.tree(of: candidate.match)), ("pattern", .text(candidate.match.rule.text)),
          ("status", .text(candidate.match.status.summary)),
          ("priority", .integer(candidate.match.priority)),
          ("cues", .list(candidate.match.evidence.map { cue(of: $0, in: explanation) })),
          ("behind", candidate.behind.map { .text($0.intent.text) } ?? .null),
          ("criterion", candidate.behind.map { .text("\($0.criterion)") } ?? .null),
        ])
      }
      return .object([
        ("turn", TurnJSON.tree(of: explanation.turn, rulesHash: hash)),
        ("words", .list(explanation.words.map(word))), ("clauses", .texts(explanation.clauses)),
        ("concepts", .list(explanation.concepts.map(concept))), ("candidates", .list(candidates)),
        ("near", .list(explanation.nearMisses.map(NearMissText.json))),
      ])
    }

    private func word(_ note: Explanation.WordNote) -> JSON {
      .object([
        ("typed", .text(note.typed)), ("corrected", note.corrected.map(JSON.text) ?? .null),
        ("stands_for", .list(note.standsFor.map { .texts($0) })),
        ("stems", .list(note.stems.map { $0.map(JSON.text) ?? .null })),
      ])
    }

    private func concept(_ note: Explanation.ConceptNote) -> JSON {
      .object([("span", .span(note.span)), ("text", .text(note.words)), ("concepts", .texts(note.concepts))])
    }

    private func cue(of evidence: CueEvidence, in explanation: Explanation) -> JSON {
      let utterance = explanation.turn.reading.utterance
      return .object([
        ("cue", .text(evidence.cue)), ("sets", .text(evidence.effect.summary)),
        ("span", .span(utterance.span(of: evidence.words))),
        ("scope", .span(utterance.span(of: evidence.scope))),
      ])
    }
  }
}
