package import Diagnostics

/// What a rule asks of a sentence: the tree of one line of `patterns:`.
package indirect enum Pattern: Hashable, Sendable {
  /// A word in any inflection.
  case word(String)
  /// These words exactly.
  case quotation([String])
  case concept(String)
  case sequence([Pattern])
  case choice([Pattern])
  case optional(Pattern)
  /// Parts in any order with at most `gap` words between neighbours.
  case anyOrder([Pattern], gap: Int)
  /// Up to this many words of any kind.
  case gap(Int)
  case sentenceStart
  case sentenceEnd
}

extension Pattern {
  /// The widest gap that can be written.
  package static let widestGap = 12
  /// What `*` and `;` stand for.
  package static let usualGap = 3
  /// The limit of alternatives × orders.
  package static let largestSize = 10_000
  /// The deepest nesting of brackets.
  package static let deepestNesting = 64

  /// The number of words and concepts in all alternatives and orders: what a pattern compiles to.
  package var size: Int {
    switch self {
    case .word, .concept: 1
    case .quotation(let words): words.count
    case .sequence(let parts), .choice(let parts): parts.reduce(0) { min($0 + $1.size, Self.largestSize + 1) }
    case .optional(let part): part.size
    case .anyOrder(let parts, _):
      min(
        parts.reduce(0) { min($0 + $1.size, Self.largestSize + 1) } * (1...parts.count).reduce(1, *),
        Self.largestSize + 1)
    case .gap, .sentenceStart, .sentenceEnd: 0
    }
  }

  /// Whether it can be matched by no word at all.
  package var canBeEmpty: Bool {
    switch self {
    case .word, .concept, .quotation: false
    case .sequence(let parts): parts.allSatisfy(\.canBeEmpty)
    case .choice(let parts): parts.contains(where: \.canBeEmpty)
    case .optional, .gap, .sentenceStart, .sentenceEnd: true
    case .anyOrder(let parts, _): parts.allSatisfy(\.canBeEmpty)
    }
  }

  /// The names of all concepts in it.
  package var concepts: [String] {
    switch self {
    case .concept(let name): [name]
    case .sequence(let parts), .choice(let parts), .anyOrder(let parts, _): parts.flatMap(\.concepts)
    case .optional(let part): part.concepts
    case .word, .quotation, .gap, .sentenceStart, .sentenceEnd: []
    }
  }
}

/// A pattern with its text and where it stands.
package struct RulePattern: Sendable {
  package var text: String
  package var place: SourcePlace
  /// The tree, where it is kept: what comes from an archive is compiled already.
  private var tree: Pattern?

  package init(pattern: Pattern, text: String, place: SourcePlace) {
    self.text = text
    self.place = place
    tree = pattern
  }

  /// A pattern that was accepted before, known by its text.
  init(accepted text: String, place: SourcePlace) {
    self.text = text
    self.place = place
  }

  /// The tree; parsed anew for a pattern from an archive.
  package var pattern: Pattern {
    if let tree { return tree }
    var parser = PatternParser(text)
    do throws(PatternError) {
      return try parser.parse()
    } catch {
      preconditionFailure("an archive holds only patterns that were accepted")
    }
  }
}

extension RulePattern: Hashable {
  package static func == (a: RulePattern, b: RulePattern) -> Bool { a.text == b.text && a.place == b.place }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(text)
    hasher.combine(place)
  }
}
