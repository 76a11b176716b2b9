package import Diagnostics
internal import Dialogue
package import Rules
internal import Synchronization
package import Transcripts

/// Tries mutants of a pack on its examples and transcripts.
///
/// What a mutant cannot touch is not run again. Mutants that touch different examples and transcripts, and whose
/// patterns do not speak of each other’s concepts, are tried together: whatever fails then fails because of one
/// of them alone.
package struct MutationRun: Sendable {
  /// What became of a mutant.
  package enum Outcome: Hashable, Sendable {
    /// The example or transcript that first fails with it.
    case killed(by: SourcePlace)
    /// No example and no transcript holds what it changes.
    case untouched
    /// So many examples and transcripts hold it, and all of them pass.
    case unnoticed(Int)
  }

  package struct Verdict: Sendable {
    package var mutant: Mutant
    package var outcome: Outcome

    package var isKilled: Bool { if case .killed = outcome { true } else { false } }
  }

  /// Mutants that are tried together.
  private struct Batch: Sendable {
    var mutants: [Candidate] = []
    var units: Set<Unit> = []
  }

  /// A mutant with all that it can touch.
  fileprivate struct Candidate: Sendable {
    var number: Int
    var mutant: Mutant
    /// How many examples and transcripts hold what it changes.
    var holders: Int
    /// What can fail by it: the holders, and what may be spelt otherwise.
    var units: Set<Unit>
    /// The concepts that its patterns are made of.
    var concepts: Set<String>
    /// The concept that it changes.
    var concept: String?
  }

  /// Something that can fail.
  fileprivate enum Unit: Hashable, Sendable {
    case example(intent: Int, index: Int)
    case transcript(Int)
  }

  private let book: RuleBook
  private let bundled: RuleBook
  private let transcripts: [Transcript]
  private let sentences: [WrittenSentence]
  private let jobs: Int

  package init(of book: RuleBook, bundled: RuleBook, _ transcripts: [Transcript], jobs: Int = 1) {
    self.book = book
    self.bundled = bundled
    self.transcripts = transcripts
    self.jobs = jobs
    sentences = WrittenSentence.all(in: book, transcripts)
  }

  /// Some of the mutants, in their order: an equal share of each kind, drawn with a seed.
  package static func choice(of mutants: [Mutant], limit: Int, seed: UInt64) -> [Mutant] {
    var random = SplitMix64(state: seed)
    var piles = Mutant.Kind.allCases.map { kind in
      mutants.indices.filter { mutants[$0].kind == kind }.shuffled(using: &random)
    }
    var chosen: [Int] = []
    while chosen.count < limit, piles.contains(where: { !$0.isEmpty }) {
      for pile in piles.indices where chosen.count < limit {
        if let number = piles[pile].popLast() { chosen.append(number) }
      }
    }
    return chosen.sorted().map { mutants[$0] }
  }

  /// What becomes of each mutant, in their order.
  ///
  /// - Parameters:
  ///   - mutants: Of this book.
  ///   - progress: Called now and then with how many of them are done.
  /// - Returns: One verdict a mutant.
  package func verdicts(
    on mutants: [Mutant], progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async -> [Verdict] {
    let candidates = await candidates(of: mutants)
    let batches = Self.batches(of: candidates.filter { !$0.units.isEmpty })
    let base = failures(of: book, among: Set(candidates.flatMap(\.units)))
    let done = Mutex(candidates.count { $0.units.isEmpty })
    progress(done.withLock(\.self))
    let found = await mapped(batches, jobs: jobs) { batch in
      let outcomes = self.outcomes(of: batch, base)
      progress(
        done.withLock { done in
          done += batch.mutants.count
          return done
        })
      return outcomes
    }
    let outcomes = Dictionary(uniqueKeysWithValues: found.joined())
    return candidates.map { Verdict(mutant: $0.mutant, outcome: outcomes[$0.number] ?? .untouched) }
  }

  // MARK: - What a mutant can touch

  private func candidates(of mutants: [Mutant]) async -> [Candidate] {
    let observer = PatternObserver(book: book, sentences: sentences.map(\.text), jobs: jobs)
    let necessary = mutants.map { $0.necessary(in: book) }
    var holding = await observer.sentences(holding: necessary.flatMap(\.self))[...]
    let spelling = SpellingRisk(book: book, sentences: sentences.map(\.text))
    return zip(mutants, necessary).enumerated().map { number, pair in
      let (mutant, patterns) = pair
      let holders = Set(holding.prefix(patterns.count).joined().map { unit(of: sentences[$0]) })
      holding = holding.dropFirst(patterns.count)
      let risks = spelling.isChanged(by: mutant) ? spelling.sentences.map { unit(of: sentences[$0]) } : []
      return Candidate(
        number: number, mutant: mutant, holders: holders.count, units: holders.union(risks),
        concepts: book.concepts(behind: patterns.flatMap(\.concepts)),
        concept: mutant.concept.map { book.concepts[$0].name })
    }
  }

  private func unit(of sentence: WrittenSentence) -> Unit {
    switch sentence.origin {
    case .example(let intent, let index): .example(intent: intent, index: index)
    case .transcript(let number, _): .transcript(number)
    }
  }

  /// First fit: each mutant goes to the first batch in which nothing else touches what it touches.
  private static func batches(of candidates: [Candidate]) -> [Batch] {
    var batches: [Batch] = []
    for candidate in candidates {
      let free = batches.firstIndex { batch in
        batch.units.isDisjoint(with: candidate.units)
          && batch.mutants.allSatisfy { $0.isIndependent(of: candidate) }
      }
      if free == nil { batches.append(Batch()) }
      let index = free ?? batches.count - 1
      batches[index].mutants.append(candidate)
      batches[index].units.formUnion(candidate.units)
    }
    return batches
  }

  // MARK: - Trying

  private func outcomes(of batch: Batch, _ base: [Unit: String]) -> [(Int, Outcome)] {
    var mutated = book
    for candidate in batch.mutants { candidate.mutant.apply(to: &mutated) }
    let failures = failures(of: mutated, among: batch.units)
    return batch.mutants.map { candidate in
      let killers = candidate.units.filter { failures[$0] != base[$0] }.map(place).sorted()
      let survival: Outcome = candidate.holders == 0 ? .untouched : .unnoticed(candidate.holders)
      return (candidate.number, killers.first.map { .killed(by: $0) } ?? survival)
    }
  }

  /// Why each of some examples and transcripts fails; none for what passes.
  private func failures(of book: RuleBook, among units: Set<Unit>) -> [Unit: String] {
    var failures: [Unit: String] = [:]
    if units.contains(where: \.isExample) { failures = exampleFailures(of: book, among: units) }
    let played = transcripts.indices.filter { units.contains(.transcript($0)) }
    guard !played.isEmpty else { return failures }
    let engine = DialogueEngine(DialogueEngine.Rules(trying: book, bundled: bundled))
    for number in played {
      let differences = Replay(transcripts[number], with: engine).run().differences
      guard !differences.isEmpty else { continue }
      failures[.transcript(number)] = differences.map { "\($0.line) \($0.layer.rawValue)" }.joined(
        separator: "\n")
    }
    return failures
  }

  private func exampleFailures(of book: RuleBook, among units: Set<Unit>) -> [Unit: String] {
    var asked = book
    var places: [SourcePlace: Unit] = [:]
    for number in asked.intents.indices {
      let examples = asked.intents[number].examples.enumerated().filter { index, _ in
        units.contains(.example(intent: number, index: index))
      }
      for (index, example) in examples { places[example.place] = .example(intent: number, index: index) }
      asked.intents[number].examples = examples.map(\.element)
    }
    var failures: [Unit: String] = [:]
    for result in ExampleTests(book: asked).run() where result.failure != nil {
      if let unit = places[result.example.place] { failures[unit] = "fails" }
    }
    return failures
  }

  private func place(of unit: Unit) -> SourcePlace {
    switch unit {
    case .example(let intent, let index): book.intents[intent].examples[index].place
    case .transcript(let number): SourcePlace(path: transcripts[number].path, line: 1, column: 1)
    }
  }
}

extension MutationRun.Candidate {
  /// Whether two mutants change nothing that the other speaks of.
  fileprivate func isIndependent(of other: Self) -> Bool {
    mutant.site.list != other.mutant.site.list
      && !(concept.map(other.concepts.contains) ?? false)
      && !(other.concept.map(concepts.contains) ?? false)
  }
}

extension MutationRun.Unit {
  fileprivate var isExample: Bool { if case .example = self { true } else { false } }
}

extension Mutant {
  /// The number of the concept that it changes.
  fileprivate var concept: Int? { if case .concept(let concept) = site.list { concept } else { nil } }
}
