package import Diagnostics
package import Rules

/// A pack with one small thing wrong: what a slip of an author could make of it.
package struct Mutant: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    /// A branch of `( | )` or `[ | ]`, or what stands in `[ ]`, is gone.
    case alternative = "drop-alternative"
    /// A gap takes twice as many words.
    case gap = "widen-gap"
    /// A line of `unless`, `unless-said`, `clear`, `retract` or `ends-at` is gone.
    case veto = "delete-unless"
    /// A cue is gone.
    case cue = "delete-cue"
    /// A pattern of an intent, signal, answer or list of danger is gone.
    case pattern = "delete-pattern"
    /// A phrase of a concept is gone.
    case phrase = "delete-phrase"
  }

  enum Edit: Hashable, Sendable {
    case dropAlternative(PatternPath)
    case widenGap(PatternPath)
    case deletePattern
    /// All words of the cue.
    case deleteCue
  }

  package let kind: Kind
  let site: PatternSite
  let edit: Edit

  /// Where the thing stands that is changed.
  package func place(in book: RuleBook) -> SourcePlace {
    if edit == .deleteCue, case .cue(let cue) = site.list { return book.cues[cue].place }
    return book[site].place
  }

  /// Whose pattern is changed: an id, or a concept in its brackets.
  package func owner(in book: RuleBook) -> String { book.owner(of: site.list) }

  /// The pattern that is changed, as its author wrote it.
  package func pattern(in book: RuleBook) -> String { book[site].text }

  /// What is changed, and into what where it is not gone, in the notation of patterns.
  package func change(in book: RuleBook) -> (before: String, after: String?) {
    let pattern = book[site].pattern
    switch edit {
    case .dropAlternative(let path): return (pattern[path].text, nil)
    case .widenGap(let path): return (pattern[path].text, pattern.widening(path)[path].text)
    case .deletePattern: return (book[site].text, nil)
    case .deleteCue: return (book[site.list].map(\.text).joined(separator: " / "), nil)
    }
  }

  /// The patterns of which a sentence must hold one for the mutant to make any difference to it.
  ///
  /// A branch that is gone takes ways through the pattern away, all of which use it; a wider gap adds ways, all of
  /// which the wider pattern has.
  func necessary(in book: RuleBook) -> [Pattern] {
    let pattern = book[site].pattern
    switch edit {
    case .dropAlternative(let path): return [pattern.keeping(path)]
    case .widenGap(let path): return [pattern.widening(path)]
    case .deletePattern: return [pattern]
    case .deleteCue: return book[site.list].map(\.pattern)
    }
  }

  /// The words and concepts that are gone.
  func lost(in book: RuleBook) -> [Pattern] {
    let pattern = book[site].pattern
    switch edit {
    case .dropAlternative(let path): return pattern[path].leaves
    case .widenGap: return []
    case .deletePattern: return pattern.leaves
    case .deleteCue: return book[site.list].flatMap(\.pattern.leaves)
    }
  }

  /// Puts the fault into a book.
  package func apply(to book: inout RuleBook) {
    let pattern = book[site].pattern
    switch edit {
    case .dropAlternative(let path): replace(with: pattern.dropping(path), in: &book)
    case .widenGap(let path): replace(with: pattern.widening(path), in: &book)
    case .deletePattern: replace(with: nil, in: &book)
    case .deleteCue: book[site.list] = []
    }
  }

  private func replace(with pattern: Pattern?, in book: inout RuleBook) {
    if let pattern {
      let rule = book[site.list][site.index]
      book[site.list][site.index] = RulePattern(pattern: pattern, text: rule.text, place: rule.place)
    } else {
      book[site.list].remove(at: site.index)
    }
  }
}

extension Mutant {
  /// Every mutant of a book, in the order of its lists.
  ///
  /// - Parameters:
  ///   - book: The pack.
  ///   - filter: Only those of intents whose id holds this; nil for all, those of cues and concepts included.
  /// - Returns: At least one for each pattern.
  package static func all(of book: RuleBook, filter: String? = nil) -> [Mutant] {
    let lists = book.patternLists.filter { list in
      guard let filter else { return true }
      return list.intent.map { book.intents[$0].id.text.contains(filter) } ?? false
    }
    return lists.flatMap { list -> [Mutant] in
      let sites = book[list].indices.map { PatternSite(list, $0) }
      let inside = sites.flatMap { mutants(inside: $0, book) }
      if case .cue = list {
        return sites.prefix(1).map { Mutant(kind: .cue, site: $0, edit: .deleteCue) } + inside
      }
      return sites.map { Mutant(kind: list.kindOfDeletion, site: $0, edit: .deletePattern) } + inside
    }
  }

  private static func mutants(inside site: PatternSite, _ book: RuleBook) -> [Mutant] {
    let pattern = book[site].pattern
    return pattern.alternatives.map { Mutant(kind: .alternative, site: site, edit: .dropAlternative($0)) }
      + pattern.wideableGaps.map { Mutant(kind: .gap, site: site, edit: .widenGap($0)) }
  }
}

extension PatternList {
  fileprivate var kindOfDeletion: Mutant.Kind {
    switch self {
    case .patterns, .answer, .danger, .signal: .pattern
    case .unless, .unlessSaid, .clear, .retract, .cueUnless, .cueEnd: .veto
    case .concept: .phrase
    case .cue: .cue
    }
  }
}
