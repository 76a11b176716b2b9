internal import Archive
internal import Diagnostics
package import Language
package import Rules

/// A rule book made ready: its words numbered, its patterns compiled and indexed.
///
/// Immutable, and shared by all tasks; each task reads with a `Reader` of its own.
package final class Matcher: Sendable {
  /// What of a book is compiled.
  package enum Scope: Sendable {
    case everything
    /// The intents’ patterns alone: no cues, vetoes, safety or answers.
    case patternsOnly
    /// The safety intents alone.
    case safety
  }

  package let book: RuleBook
  package let vocabulary: Vocabulary
  let patterns: PatternLists
  /// Every program of patterns and concepts; that of a pattern has its number.
  let table: ProgramTable
  let index: PatternIndex
  /// Which concepts count as one word and are captured as the person.
  let isPersonConcept: PlainTable<Bool>
  let persons: PersonRoles
  let fillers: FillerTable

  package init(_ book: RuleBook, scope: Scope = .everything) {
    self.book = book
    var compiler = PatternCompiler(lexicon: book.lexicon, concepts: book.concepts.map(\.name))
    patterns = Self.patterns(of: book, scope: scope)
    let programs = patterns.rules.map { compiler.compile($0.pattern) }
    let phrases = compiler.phrases(of: book.concepts, spokenOfBy: programs)
    persons = PersonRoles(book: book, compiler: &compiler)
    fillers = FillerTable(lexicon: book.lexicon, compiler: &compiler)
    vocabulary = compiler.vocabulary
    isPersonConcept = Self.personConcepts(in: book)
    var builder = PatternIndexBuilder(
      patterns: programs, concepts: phrases, symbolCount: vocabulary.count,
      examples: compiler.lemmaCounts(of: book.intents.flatMap(\.examples).map(\.text)))
    (table, index) = builder.build()
  }

  /// A matcher of what was compiled of a book before.
  package init(_ book: RuleBook, scope: Scope, tables: MatcherTables) {
    self.book = book
    vocabulary = tables.vocabulary.with(book.lexicon)
    table = tables.table
    index = tables.index
    persons = tables.persons
    fillers = tables.fillers
    isPersonConcept = tables.isPersonConcept
    patterns = Self.patterns(of: book, scope: scope)
  }

  private static func patterns(of book: RuleBook, scope: Scope) -> PatternLists {
    var owned = PatternLists()
    func add(_ rules: ArchivedList<RulePattern>, _ owner: PatternOwner) { owned.append(rules, of: owner) }
    for (number, intent) in book.intents.enumerated() where intent.isEnabled {
      if let safety = intent.safety {
        guard scope == .safety else { continue }
        for list in SafetyRule.CueList.allCases { add(safety.cueLists[list] ?? [], .safety(number, list)) }
        for (sign, weak) in safety.weak.enumerated() {
          add(weak.$patterns, .safetyWeak(number, sign: sign))
        }
        add(intent.$unless, .safetyUnless(number))
        add(safety.$clear, .safetyClear(number))
        add(safety.$retract, .safetyRetract(number))
        continue
      }
      guard scope != .safety else { continue }
      add(intent.$patterns, .intent(number))
      guard scope == .everything else { continue }
      add(intent.$unless, .unless(number))
      add(intent.$unlessSaid, .unlessSaid(number))
      for (ask, question) in intent.asks.enumerated() {
        for (answer, choice) in question.answers.enumerated() {
          add(choice.$patterns, .answer(intent: number, ask: ask, answer: answer))
        }
      }
    }
    guard scope != .patternsOnly else { return owned }
    if scope == .everything {
      for (number, cue) in book.cues.enumerated() {
        add(cue.$words, .cue(number))
        add(cue.$unless, .cueUnless(number))
        add(cue.$endsAt, .cueEnd(number))
      }
    }
    for trigger in Trigger.allCases {
      guard let concept = book.concepts.first(where: { $0.name == trigger.rawValue }) else { continue }
      let pattern = Pattern.sequence([.sentenceStart, .concept(trigger.rawValue)])
      add(
        [RulePattern(pattern: pattern, text: "^ <\(trigger.rawValue)>", place: concept.place)],
        .trigger(trigger))
    }
    guard scope == .everything else { return owned }
    if let person = book.concepts.first(where: { $0.name == "person" }) {
      add([RulePattern(pattern: .concept("person"), text: "<person>", place: person.place)], .person)
    }
    for (number, signal) in book.signals.enumerated() { add(signal.$patterns, .signal(number)) }
    return owned
  }

  /// `<person>` and the concepts that it is made of.
  private static func personConcepts(in book: RuleBook) -> PlainTable<Bool> {
    var names: Set<String> = ["person"]
    if let person = book.concepts.first(where: { $0.name == "person" }) {
      for phrase in person.phrases where phrase.text.utf8.contains(UInt8(ascii: "<")) {
        if case .concept(let name) = phrase.pattern { names.insert(name) }
      }
    }
    return PlainTable(book.concepts.map { names.contains($0.name) })
  }
}
