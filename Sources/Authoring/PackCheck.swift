package import Diagnostics
internal import Language
internal import Matching
package import Rules

/// Everything that can be said of a pack beyond “its names lead somewhere”: words, replies, steps, patterns.
package struct PackCheck {
  private let book: RuleBook
  private let files: PackFiles
  private let background: [String]
  private let today: CalendarDay?

  /// - Parameters:
  ///   - book: The pack of `files`, linked.
  ///   - files: Only what stands in these files, and was asked about, is complained of.
  ///   - background: Sentences of everyday text, by which patterns are weighed.
  ///   - today: The day on which numbers to call are too old or not; nil where that does not matter.
  package init(book: RuleBook, files: PackFiles, background: [String], today: CalendarDay?) {
    self.book = book
    self.files = files
    self.background = background
    self.today = today
  }

  /// Every complaint, in the order of the files.
  package func complaints() -> [Diagnostic] {
    var all = PatternWords(book: book).complaints()
    all += unusedConcepts() + unreachedSteps() + staleHelplines()
    all += ReplyStandards(book: book).complaints()
    all += files.files.flatMap(LookAlikeLetters.complaints)
    all += PatternWeights(book: book, background: background).complaints()
    let asked = files.asked ?? Set(files.files.map(\.path))
    return all.filter { asked.contains($0.place.path) }.inOrder()
  }

  // MARK: - What nothing leads to

  /// Concepts that no pattern names, directly or by way of other concepts, and that the dialogue does not use.
  private func unusedConcepts() -> [Diagnostic] {
    let names = Set(Trigger.allCases.map(\.rawValue) + ["person"])
    let used = book.concepts(usedBy: book.patternsOfRules, and: names)
    return book.concepts.filter { !used.contains($0.name) }.map {
      Diagnostic(
        .unusedConcept, "nothing uses the concept ‘\($0.name)’",
        at: $0.place.advanced(by: 0, length: $0.name.unicodeScalars.count),
        hint: "write <\($0.name)> into a pattern, or delete it")
    }
  }

  private func unreachedSteps() -> [Diagnostic] {
    let named = Set(book.intents.flatMap { $0.steps + $0.asks.flatMap(\.answers).flatMap(\.steps) })
    return book.steps.filter { !named.contains($0.id) && named.isDisjoint(with: $0.was) }.map {
      Diagnostic(
        .unreachedStep, "no intent leads to the step ‘\($0.id)’",
        at: $0.place.advanced(by: 0, length: $0.id.text.unicodeScalars.count),
        hint: "name it under ‘steps:’ of an intent, or delete it")
    }
  }

  private func staleHelplines() -> [Diagnostic] {
    guard let today else { return [] }
    return book.helplines.compactMap { line in
      guard let age = line.age(on: today) else {
        return Diagnostic(
          .staleHelpline, "nobody says when the number of ‘\(line.name)’ was checked", at: line.place,
          hint: "add ‘checked-on: 2026-11-01’, the day on which you saw it on their own page")
      }
      guard line.isOld(on: today) else { return nil }
      return Diagnostic(
        .staleHelpline, "the number of ‘\(line.name)’ was checked \(age) days ago", at: line.place,
        hint: "look it up on their own page and write the new ‘checked-on:’")
    }
  }
}

extension RuleBook {
  /// Every pattern that is searched for, the phrases of concepts left out.
  var patternsOfRules: [RulePattern] {
    var patterns = signals.flatMap(\.patterns) + standards
    for intent in intents {
      patterns += intent.patterns + intent.unless + intent.unlessSaid
      patterns += intent.asks.flatMap(\.answers).flatMap(\.patterns) + intent.safetyPatterns
    }
    for cue in cues { patterns += cue.words + cue.unless + cue.endsAt }
    return patterns
  }

  /// The names of the concepts that patterns name, directly or by way of other concepts.
  func concepts(usedBy patterns: some Sequence<RulePattern>, and names: Set<String> = []) -> Set<String> {
    let phrases = Dictionary(
      concepts.map { ($0.name, $0.phrases) }, uniquingKeysWith: { first, _ in first })
    var used: Set<String> = []
    var open = Array(names) + patterns.flatMap(\.pattern.concepts)
    while let name = open.popLast() {
      guard used.insert(name).inserted else { continue }
      open += (phrases[name] ?? []).flatMap(\.pattern.concepts)
    }
    return used
  }

  /// Every sentence of `examples:`, in the order of the files.
  package var exampleSentences: [String] { intents.flatMap { $0.examples.map(\.text) } }
}

extension Intent {
  /// The cues of a safety intent, with what clears and retracts them; empty for other intents.
  var safetyPatterns: [RulePattern] {
    guard let safety else { return [] }
    return SafetyRule.CueList.allCases.flatMap { safety.cues[$0] ?? [] } + safety.weak.flatMap(\.patterns)
      + safety.clear + safety.retract
  }
}
