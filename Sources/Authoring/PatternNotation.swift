package import Rules

extension Pattern {
  /// The pattern as an author would write it.
  package var notation: String {
    switch self {
    case .word(let word): word
    case .quotation(let words): "\"\(words.joined(separator: " "))\""
    case .concept(let name): "<\(name)>"
    case .sequence(let parts): parts.map(\.notationInside).joined(separator: " ")
    case .choice(let parts): "(" + parts.map(\.notation).joined(separator: "|") + ")"
    case .optional(.choice(let parts)): "[" + parts.map(\.notation).joined(separator: "|") + "]"
    case .optional(let part): "[" + part.notation + "]"
    case .anyOrder(let parts, let gap):
      "(" + parts.map(\.notation).joined(separator: gap == Self.usualGap ? " ; " : " ;\(gap) ") + ")"
    case .gap(let width): width == Self.usualGap ? "*" : "*\(width)"
    case .sentenceStart: "^"
    case .sentenceEnd: "$"
    }
  }

  /// The pattern as it stands among the items of a sequence.
  private var notationInside: String {
    if case .sequence(let parts) = self, parts.count > 1 { "(" + notation + ")" } else { notation }
  }
}
