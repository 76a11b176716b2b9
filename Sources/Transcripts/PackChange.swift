package import Diagnostics
package import Rules

/// Something of a pack that is not as it was in another version of it.
package struct PackChange: Hashable, Sendable {
  /// What was changed: the smallest part that can be put back alone.
  package enum Subject: Hashable, Sendable {
    case intent(ID<Intent>)
    case concept(String)
    case signal(ID<Signal>)
    case cue(String)
    case step(ID<GuideStep>)
    case replies(ReplySituation)
    case otherwise, persons, lexicon, helplines, defaults

    package var text: String {
      switch self {
      case .intent(let id): id.text
      case .concept(let name): "concept <\(name)>"
      case .signal(let id): "signal \(id)"
      case .cue(let id): "cue \(id)"
      case .step(let id): "step \(id)"
      case .replies(let situation): "replies \(situation.rawValue)"
      case .otherwise: "otherwise"
      case .persons: "persons"
      case .lexicon: "lexicon"
      case .helplines: "helplines"
      case .defaults: "defaults"
      }
    }
  }

  /// One text that was added, removed or edited.
  package struct Edit: Hashable, Sendable {
    /// What the text is: `pattern`, `unless`, `reflect`.
    package var label: String
    /// Where it stands now; where it stood, if it was removed.
    package var place: SourcePlace?
    package var old: String?
    package var new: String?

    /// As in `pattern edited`.
    package var summary: String {
      label + (old == nil ? " added" : new == nil ? " removed" : " edited")
    }
  }

  package var subject: Subject
  package var edits: [Edit]
}

/// What two versions of a pack differ in.
package enum PackComparison {
  /// The changes from `old` to `new`, in the order of the new pack, removed parts last.
  package static func changes(from old: RuleBook, to new: RuleBook) -> [PackChange] {
    let before = PackPieces.subjects(of: old)
    let after = PackPieces.subjects(of: new)
    let places = Dictionary(
      before.enumerated().map { ($1.subject, $0) }, uniquingKeysWith: { first, _ in first })
    var kept = Set<PackChange.Subject>()
    var changes: [PackChange] = []
    for (subject, pieces) in after {
      kept.insert(subject)
      let earlier = places[subject].map { before[$0].pieces } ?? []
      let edits = edits(from: earlier, to: pieces)
      if !edits.isEmpty { changes.append(PackChange(subject: subject, edits: edits)) }
    }
    for (subject, pieces) in before where !kept.contains(subject) {
      changes.append(PackChange(subject: subject, edits: edits(from: pieces, to: [])))
    }
    return changes
  }

  /// What was added to and removed from the pieces; a removed one beside an added one of its kind is an edit.
  private static func edits(from old: [PackPieces.Piece], to new: [PackPieces.Piece]) -> [PackChange.Edit] {
    let difference = new.map(\.key).difference(from: old.map(\.key))
    guard !difference.isEmpty else { return [] }
    var removed: [PackPieces.Piece] = difference.removals.compactMap { change in
      if case .remove(let offset, _, _) = change { old[offset] } else { nil }
    }
    var edits: [PackChange.Edit] = difference.insertions.compactMap { change in
      guard case .insert(let offset, _, _) = change else { return nil }
      let piece = new[offset]
      let earlier = removed.firstIndex { $0.label == piece.label }.map { removed.remove(at: $0) }
      return PackChange.Edit(label: piece.label, place: piece.place, old: earlier?.text, new: piece.text)
    }
    edits += removed.map { .init(label: $0.label, place: $0.place, old: $0.text, new: nil) }
    return edits
  }
}

extension RuleBook {
  /// This book with one part as another version of it has it.
  func putting(back subject: PackChange.Subject, from old: RuleBook) -> RuleBook {
    var book = self
    switch subject {
    case .intent(let id): book.intents = put(old.intents, into: intents) { $0.id == id }
    case .concept(let name): book.concepts = put(old.concepts, into: concepts) { $0.name == name }
    case .signal(let id): book.signals = put(old.signals, into: signals) { $0.id == id }
    case .cue(let id): book.cues = put(old.cues, into: cues) { $0.id == id }
    case .step(let id): book.steps = put(old.steps, into: steps) { $0.id == id }
    case .replies(let situation): book.replies[situation] = old.replies[situation]
    case .otherwise: book.otherwise = old.otherwise
    case .persons: book.persons = old.persons
    case .lexicon: book.lexicon = old.lexicon
    case .helplines: book.helplines = old.helplines
    case .defaults: book.defaultPerson = old.defaultPerson
    }
    return book
  }

  /// `new` with the one element that is meant as it is in `old`: replaced, added at the end, or taken out.
  private func put<Element>(
    _ old: [Element], into new: [Element], where isMeant: (Element) -> Bool
  ) -> [Element] {
    var elements = new
    let earlier = old.first(where: isMeant)
    if let index = elements.firstIndex(where: isMeant) {
      elements.replaceSubrange(index...index, with: earlier.map { [$0] } ?? [])
    } else if let earlier {
      elements.append(earlier)
    }
    return elements
  }
}
