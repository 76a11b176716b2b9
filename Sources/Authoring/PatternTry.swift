package import Diagnostics
internal import Language
package import Matching
package import Rules

/// What one pattern makes of one sentence.
package struct PatternTry: Sendable {
  package enum Outcome: Sendable {
    /// It takes these words, from left to right; the first ones of very many.
    case taken([Match])
    /// It takes nothing; where it fails, with a mending edit if a small one helps.
    case missed(NearMiss)
    /// It takes nothing and no small edit makes it.
    case far(failing: String)
  }

  /// More would not be read.
  private static let mostMatches = 100

  package var pattern: Pattern
  package var outcome: Outcome
  /// The words that each match counts, as typed.
  package var counted: [[String]]

  /// Tries a pattern with the words and concepts of a pack.
  ///
  /// - Throws: What is wrong with the pattern; `path` stands for the file that it has none of.
  package init(_ text: String, on sentence: String, with book: RuleBook, path: String = "pattern")
    throws(Diagnostic)
  {
    let place = SourcePlace(path: path, line: 1, column: 1, length: text.unicodeScalars.count)
    do throws(PatternError) {
      pattern = try Pattern(parsing: text)
    } catch {
      throw Diagnostic(error, in: place)
    }
    try Self.refuseUnknownConcepts(of: pattern, in: text, book, place)
    let trial = PatternTrial([pattern], with: book)
    let utterance = trial.utterance(of: sentence)
    let matches = Array((trial.matches(in: utterance)[0] ?? []).prefix(Self.mostMatches))
    counted = matches.map { $0.matched.map { utterance.typed(at: utterance.span(of: $0..<($0 + 1))) } }
    guard matches.isEmpty else {
      outcome = .taken(matches)
      return
    }
    let rule = RulePattern(pattern: pattern, text: text, place: place)
    let finder = NearMissFinder(book: book, rules: [(ID("pattern"), rule)])
    outcome =
      finder.nearMisses(to: sentence, count: 1).first.map(Outcome.missed)
      ?? .far(failing: Self.firstFailing(of: pattern, on: sentence, with: book))
  }

  private static func refuseUnknownConcepts(
    of pattern: Pattern, in text: String, _ book: RuleBook, _ place: SourcePlace
  ) throws(Diagnostic) {
    let names = book.concepts.map(\.name)
    guard let unknown = pattern.concepts.first(where: { !names.contains($0) }) else { return }
    let before = text.firstRange(of: "<\(unknown)>").map { text[..<$0.lowerBound].unicodeScalars.count } ?? 0
    throw Diagnostic(
      .unknownConcept, "unknown concept ‘\(unknown)’",
      at: place.advanced(by: before, length: unknown.unicodeScalars.count + 2),
      hint: didYouMean(unknown, among: names))
  }

  private static func firstFailing(of pattern: Pattern, on sentence: String, with book: RuleBook) -> String {
    let row = PatternRow(pattern)
    let prefixes = row.slots.indices.compactMap { row.prefix(slots: $0 + 1) }
    let matches = PatternTrial(prefixes, with: book).matches(in: sentence)
    let position = prefixes.indices.first { matches[$0] == nil } ?? 0
    return row.items[row.slots[position]].text
  }
}
