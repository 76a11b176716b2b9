package import Diagnostics
package import Rules

/// What a pack holds, one line each.
package struct RuleListing {
  /// What can be listed.
  package enum Kind: String, CaseIterable, Sendable {
    case sign, trait, mistake, question, request, safety, chat
    case concept, signal, cue, step, situation
  }

  package struct Entry: Hashable, Sendable {
    package var kind: Kind
    package var id: String
    package var title: String
    package var place: SourcePlace
    /// How many patterns, phrases or texts it has.
    package var count: Int
  }

  private let book: RuleBook

  package init(book: RuleBook) {
    self.book = book
  }

  /// All entries of a kind, in the order of the files; all intents where none is named.
  package func entries(of kind: Kind?) -> [Entry] {
    switch kind {
    case nil: book.intents.map(entry)
    case .concept:
      book.concepts.map {
        Entry(kind: .concept, id: $0.name, title: "", place: $0.place, count: $0.phrases.count)
      }
    case .signal:
      book.signals.map {
        Entry(kind: .signal, id: $0.id.text, title: "", place: $0.place, count: $0.patterns.count)
      }
    case .cue:
      book.cues.map {
        Entry(kind: .cue, id: $0.id, title: $0.effect.summary, place: $0.place, count: $0.words.count)
      }
    case .step:
      book.steps.map {
        Entry(kind: .step, id: $0.id.text, title: $0.title, place: $0.place, count: $0.sizesInOrder.count)
      }
    case .situation:
      ReplySituation.allCases.compactMap { situation in
        guard let texts = book.replies[situation], let first = texts.first else { return nil }
        return Entry(
          kind: .situation, id: situation.rawValue, title: "", place: first.place, count: texts.count)
      }
    case .sign, .trait, .mistake, .question, .request, .safety, .chat:
      book.intents.filter { $0.kind.rawValue == kind?.rawValue }.map(entry)
    }
  }

  private func entry(_ intent: Intent) -> Entry {
    Entry(
      kind: Kind(rawValue: intent.kind.rawValue) ?? .chat, id: intent.id.text, title: intent.title,
      place: intent.place, count: intent.allPatterns.count)
  }
}

extension Cue.Effect {
  /// `negated, past`.
  package var summary: String {
    [polarity?.rawValue, time?.rawValue, mood?.rawValue].compactMap(\.self).joined(separator: ", ")
  }
}
