internal import Diagnostics
package import Dialogue
internal import Matching
package import Rules

/// Why a turn differs.
package enum Cause: Hashable, Sendable {
  /// With these parts of the pack as they were it does not: one part, or some that only do it together.
  case changes([PackChange])
  /// It differs with the older pack as well: the transcript or the program changed.
  case notThePack
}

/// Finds which change of the pack makes a turn differ, by putting changes back and playing the turn again.
///
/// Halves are tried first, so that among *n* changes one cause takes about 2 log₂ *n* trials. Matchers that were built are
/// kept, the last ones; an instance belongs to one task.
package final class CauseFinder {
  /// The two packs, and what they differ in.
  package struct Packs: Sendable {
    package let changes: [PackChange]
    fileprivate let old: RuleBook
    fileprivate let new: RuleBook
    fileprivate let bundled: RuleBook
    fileprivate let isBundled: Bool

    /// - Parameters:
    ///   - old: The pack as it was.
    ///   - new: The pack that is replayed with.
    ///   - bundled: The pack in the binary, whose safety screen always runs.
    package init(old: RuleBook, new: RuleBook, bundled: RuleBook) {
      self.old = old
      self.new = new
      self.bundled = bundled
      isBundled = new.contentHash == bundled.contentHash
      changes = PackComparison.changes(from: old, to: new)
    }

    fileprivate func rules(_ book: RuleBook) -> DialogueEngine.Rules {
      DialogueEngine.Rules(book: book, bundled: isBundled ? book : bundled)
    }
  }

  private static let mostEngines = 24
  /// Among more changes it is not worth the time to tell which of them only do it together.
  private static let mostTogether = 32

  private let packs: Packs
  private let engine: DialogueEngine
  private let names: PackNames
  private let oldNames: PackNames
  private lazy var oldEngine = DialogueEngine(packs.rules(packs.old))
  private var engines: [(changes: [Int], engine: DialogueEngine)] = []

  package init(_ packs: Packs, engine: DialogueEngine, names: PackNames) {
    self.packs = packs
    self.engine = engine
    self.names = names
    oldNames = PackNames(packs.old)
  }

  /// A turn that differs, and the state in which it does.
  private struct Suspect {
    var outcome: Int
    var entry: Int
    var state: Conversation
  }

  /// Puts the cause into each outcome of a result, and tells what follows from an earlier turn.
  package func explain(_ result: inout ReplayResult, of transcript: Transcript) {
    guard !result.outcomes.isEmpty else { return }
    let played = states(transcript)
    var suspects: [Suspect] = []
    for index in result.outcomes.indices where result.outcomes[index].number > 0 {
      let entry = result.outcomes[index].number - 1
      guard !transcript.entries[entry].isWithheld, let state = played.today[entry] else { continue }
      let replay = Replay(transcript, with: engine, names: names)
      if let known = played.known[entry], replay.holds(at: entry, in: known),
        let first = result.outcomes[..<index].last(where: \.isFailure)
      {
        result.outcomes[index].follows = first.line
      } else if played.differed.contains(entry) {
        result.outcomes[index].cause = .notThePack
      } else {
        if played.known[entry] != nil { result.outcomes[index].follows = nil }
        suspects.append(Suspect(outcome: index, entry: entry, state: played.known[entry] ?? state))
      }
    }
    attribute(suspects, to: packs.changes.indices, transcript, &result)
    for index in result.outcomes.indices { trim(&result.outcomes[index], played.patterns) }
  }

  /// What the older pack makes of a transcript, and the states in which today’s plays its turns.
  private struct States {
    /// By entry: the state as it was recorded, where the older pack still comes to it.
    var known: [Int: Conversation] = [:]
    var today: [Int: Conversation] = [:]
    /// Entries that differ with the older pack.
    var differed: Set<Int> = []
    /// The patterns that matched, by turn number, with either pack.
    var patterns: [Int: Set<String>] = [:]
  }

  private func states(_ transcript: Transcript) -> States {
    var states = States()
    _ = Replay(transcript, with: oldEngine, names: oldNames).run { played in
      if !played.differences.isEmpty { states.differed.insert(played.index) }
      if states.differed.isEmpty { states.known[played.index] = played.before }
      states.patterns[played.index + 1] = Self.texts(played.turn)
    }
    _ = Replay(transcript, with: engine, names: names).run { played in
      states.today[played.index] = played.before
      states.patterns[played.index + 1, default: []].formUnion(Self.texts(played.turn))
    }
    return states
  }

  private static func texts(_ turn: Turn) -> Set<String> {
    Set(turn.reading.matches.map(\.rule.text) + turn.safety.hits.map(\.pattern))
  }

  // MARK: - Trying

  /// Parts the suspects among the changes of a range: those that it mends are looked for in its halves.
  private func attribute(
    _ suspects: [Suspect], to range: Range<Int>, _ transcript: Transcript, _ result: inout ReplayResult
  ) {
    guard !suspects.isEmpty, !range.isEmpty else { return }
    if range.count == 1 {
      for suspect in suspects {
        result.outcomes[suspect.outcome].cause = .changes([packs.changes[range.lowerBound]])
      }
      return
    }
    let middle = range.lowerBound + range.count / 2
    let left = mended(suspects, by: range.lowerBound..<middle, transcript)
    attribute(left.mended, to: range.lowerBound..<middle, transcript, &result)
    let right = mended(left.rest, by: middle..<range.upperBound, transcript)
    attribute(right.mended, to: middle..<range.upperBound, transcript, &result)
    for suspect in right.rest {
      let several = needed(suspect, in: range, transcript)
      result.outcomes[suspect.outcome].cause = .changes(several)
    }
  }

  private func mended(
    _ suspects: [Suspect], by range: Range<Int>, _ transcript: Transcript
  ) -> (mended: [Suspect], rest: [Suspect]) {
    guard !suspects.isEmpty else { return ([], []) }
    let replay = Replay(transcript, with: engine(puttingBack: Array(range)), names: names)
    let isMended = suspects.map { replay.holds(at: $0.entry, in: $0.state) }
    return (
      zip(suspects, isMended).filter(\.1).map(\.0), zip(suspects, isMended).filter { !$0.1 }.map(\.0)
    )
  }

  /// Changes that mend a turn only together: one after the other is left out where the rest mends it still.
  private func needed(_ suspect: Suspect, in range: Range<Int>, _ transcript: Transcript) -> [PackChange] {
    var left = Array(range)
    for change in range where left.count > 2 && range.count <= Self.mostTogether {
      let fewer = left.filter { $0 != change }
      let replay = Replay(transcript, with: engine(puttingBack: fewer), names: names)
      if replay.holds(at: suspect.entry, in: suspect.state) { left = fewer }
    }
    return left.map { packs.changes[$0] }
  }

  private func engine(puttingBack numbers: [Int]) -> DialogueEngine {
    if let index = engines.firstIndex(where: { $0.changes == numbers }) {
      let kept = engines.remove(at: index)
      engines.append(kept)
      return kept.engine
    }
    let book = numbers.reduce(packs.new) { $0.putting(back: packs.changes[$1].subject, from: packs.old) }
    let engine = DialogueEngine(packs.rules(book))
    if engines.count == Self.mostEngines { engines.removeFirst() }
    engines.append((numbers, engine))
    return engine
  }

  /// Leaves of a change the edits that had a part in the turn, where that can be told.
  private func trim(_ outcome: inout TurnOutcome, _ patterns: [Int: Set<String>]) {
    guard case .changes(let changes) = outcome.cause else { return }
    let texts = patterns[outcome.number] ?? []
    outcome.cause = .changes(
      changes.map { change in
        let own = change.edits.filter { edit in
          (edit.old.map(texts.contains) ?? false) || (edit.new.map(texts.contains) ?? false)
        }
        return own.isEmpty ? change : PackChange(subject: change.subject, edits: own)
      })
  }
}
