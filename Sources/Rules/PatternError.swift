package import Diagnostics

/// Why a pattern cannot be read.
///
/// Offsets count Unicode scalars from the pattern’s first one.
package enum PatternError: Error, Hashable {
  case empty
  case unclosed(Character, offset: Int)
  case unexpected(Character, offset: Int)
  case emptyAlternative(offset: Int)
  case strayOperator(Character, offset: Int)
  case unknownCharacter(Character, offset: Int)
  case gapAtEnd(offset: Int)
  case gapBesideGap(offset: Int)
  case gapTooWide(Int, offset: Int)
  case anchorInside(Character, offset: Int)
  case canBeEmpty
  case onlyGaps
  case tooLarge(Int)
  case partsOutOfRange(Int, offset: Int)
  case emptyQuotation(offset: Int)
  /// `;` beside `|`, or inside `[ ]`.
  case mixedOperators(Character, offset: Int)
  case tooDeep(offset: Int)
}

extension Diagnostic {
  /// The complaint about the pattern that begins at `place`, at the character that is wrong.
  package init(_ error: PatternError, in place: SourcePlace) {
    let whole = place
    switch error {
    case .empty:
      self.init(.emptyPattern, "a pattern has no words", at: whole, hint: "delete the line, or write a word")
    case .unclosed(let bracket, let offset):
      self.init(
        .unclosedBracket, "‘\(bracket)’ is never closed", at: place.advanced(by: offset),
        hint: "add ‘\(closing(bracket))’ where it ends")
    case .unexpected(let bracket, let offset):
      self.init(
        .unexpectedBracket, "‘\(bracket)’ closes nothing", at: place.advanced(by: offset),
        hint: "delete it, or open it further left")
    case .emptyAlternative(let offset):
      self.init(
        .emptyAlternative, "an alternative has nothing in it", at: place.advanced(by: offset),
        hint: "for “or nothing” write [a|b]")
    case .strayOperator(let mark, let offset):
      self.init(
        .strayOperator, "‘\(mark)’ stands outside brackets", at: place.advanced(by: offset),
        hint: mark == "|" ? "write (a|b), or one pattern a line" : "write (a ; b)")
    case .unknownCharacter(let mark, let offset):
      self.init(
        .unknownCharacter, "‘\(mark)’ means nothing in a pattern", at: place.advanced(by: offset),
        hint: "patterns hold words, (a|b), [x], (a ; b), <concept>, *, *6, \"exact words\", ^ and $")
    case .gapAtEnd(let offset):
      self.init(
        .gapOutOfPlace, "a gap stands at the end of a pattern or an alternative",
        at: place.advanced(by: offset),
        hint: "delete it: a pattern matches anywhere in a sentence")
    case .gapBesideGap(let offset):
      self.init(
        .gapOutOfPlace, "a gap stands beside another gap", at: place.advanced(by: offset),
        hint: "write one wider gap, such as *6")
    case .gapTooWide(let width, let offset):
      self.init(
        .gapTooWide, "a gap of \(width) words is out of range", at: place.advanced(by: offset),
        hint: "a gap is *, or *1 to *\(Pattern.widestGap)")
    case .anchorInside(let mark, let offset):
      self.init(
        .anchorOutOfPlace, "‘\(mark)’ stands inside a pattern", at: place.advanced(by: offset),
        hint: mark == "^"
          ? "^ is the first thing of a whole pattern" : "$ is the last thing of a whole pattern")
    case .canBeEmpty:
      self.init(
        .canBeEmpty, "the pattern can match nothing at all", at: whole, hint: "take one part out of its [ ]")
    case .onlyGaps:
      self.init(
        .onlyGaps, "the pattern has no word, only gaps and anchors", at: whole,
        hint: "write at least one word")
    case .tooLarge(let size):
      self.init(
        .patternTooLarge,
        "the pattern compiles to \(size > Pattern.largestSize ? "more than \(Pattern.largestSize)" : "\(size)") words",
        at: whole, hint: "split it, or move alternatives into a concept")
    case .mixedOperators(let mark, let offset):
      self.init(
        .strayOperator, "‘\(mark)’ cannot stand in these brackets", at: place.advanced(by: offset),
        hint: "give it brackets of its own, as in (a ; (b|c)) or [(a ; b)]")
    case .tooDeep(let offset):
      self.init(
        .patternTooLarge, "brackets nest deeper than \(Pattern.deepestNesting)",
        at: place.advanced(by: offset), hint: "take out those that hold a single thing")
    case .partsOutOfRange(let count, let offset):
      self.init(
        .permutationSize, "(a ; b) has \(count) part\(count == 1 ? "" : "s")", at: place.advanced(by: offset),
        hint: "2 to 4 parts are allowed")
    case .emptyQuotation(let offset):
      self.init(
        .emptyQuotation, "the quotation has no words", at: place.advanced(by: offset),
        hint: "write the exact words between the marks")
    }
  }
}

private func closing(_ bracket: Character) -> Character {
  switch bracket {
  case "(": ")"
  case "[": "]"
  case "<": ">"
  default: bracket
  }
}
