package import Rules

extension Pattern {
  /// The pattern as an author would write it.
  package var text: String {
    switch self {
    case .word(let word): word
    case .quotation(let words): "\"" + words.joined(separator: " ") + "\""
    case .concept(let name): "<\(name)>"
    case .sequence(let parts): parts.map(\.text).joined(separator: " ")
    case .choice(let parts): "(" + parts.map(\.text).joined(separator: "|") + ")"
    case .optional(.choice(let parts)): "[" + parts.map(\.text).joined(separator: "|") + "]"
    case .optional(let part): "[" + part.text + "]"
    case .anyOrder(let parts, let gap):
      "(" + parts.map(\.text).joined(separator: gap == Self.usualGap ? " ; " : " ;\(gap) ") + ")"
    case .gap(let width): width == Self.usualGap ? "*" : "*\(width)"
    case .sentenceStart: "^"
    case .sentenceEnd: "$"
    }
  }
}

extension Pattern {
  /// The words that are written in it outside quotations, as their author wrote them.
  var words: Set<String> {
    switch self {
    case .word(let word): [word]
    case .sequence(let parts), .choice(let parts), .anyOrder(let parts, _):
      parts.reduce(into: []) { $0.formUnion($1.words) }
    case .optional(let part): part.words
    case .quotation, .concept, .gap, .sentenceStart, .sentenceEnd: []
    }
  }
}
