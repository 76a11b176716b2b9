package import Dialogue
internal import Matching
package import Rules

/// Writes conversations as transcripts.
package enum TranscriptWriter {
  /// The header of a recorded session, with the blank line behind it.
  ///
  /// By the content hash of the pack, `hash`, a replay tells whether that was edited since.
  package static func header(
    for conversation: Conversation, pack: PackHeader, hash: String? = nil, start: Instant
  ) -> String {
    var lines = [
      "trellis-transcript: \(Transcript.format)",
      (["pack:", pack.id, pack.version] + [hash].compactMap(\.self)).joined(separator: " "),
      "seed: \(conversation.seed)",
    ]
    if let region = conversation.region { lines.append("region: \(region)") }
    if let step = conversation.openStep { lines.append("open-step: \(step)") }
    if let person = conversation.person { lines.append("person: \(person)") }
    let safety = earlierSafety(conversation.safety)
    if !safety.isEmpty { lines.append("safety: \(safety.joined(separator: ", "))") }
    lines += ["start: \(start)", "recorded: yes", "", ""]
    return lines.joined(separator: "\n")
  }

  private static func earlierSafety(_ state: SafetyState) -> [String] {
    state.kept.sorted().map(\.rawValue) + state.locked.sorted().map { "\($0.rawValue) locked" }
      + (state.asked.map { ["\($0.category.rawValue) asked"] } ?? [])
  }

  /// A turn as it is recorded, with the blank line behind it.
  ///
  /// While danger is in the air the text and the reply are left out.
  package static func entry(for turn: Turn, at instant: Instant) -> String {
    if turn.isWithheld { return ">-\n! withheld\n@ \(instant)\n\n" }
    let said = turn.isWelcome ? [] : said(turn.line)
    let lines = said + (turn.isShowOnly ? [] : lines(for: turn)) + ["@ \(instant)", "", ""]
    return lines.joined(separator: "\n")
  }

  /// What the person said, a line each.
  static func said(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? ">" : "> \($0)" }
  }

  /// All that a complete turn lists.
  package static func lines(for turn: Turn) -> [String] {
    intents(of: turn) + steps(of: turn) + safety(of: turn) + facts(of: turn) + reply(of: turn)
  }

  package static func intents(of turn: Turn) -> [String] {
    if turn.isWelcome { return [] }
    let ids = turn.claimed.map { "= \($0)" }
    return ids.isEmpty ? ["= none"] : ids
  }

  package static func steps(of turn: Turn) -> [String] { turn.reply.step.map { ["+ \($0)"] } ?? [] }

  package static func safety(of turn: Turn) -> [String] {
    var lines = turn.safety.first.map { ["! \($0.category.rawValue) \($0.level.rawValue)"] } ?? []
    if let asked = turn.conversation.safety.asked { lines.append("! \(asked.category.rawValue) asked") }
    lines += turn.conversation.safety.locked.sorted().map { "! \($0.rawValue) locked" }
    return lines
  }

  package static func facts(of turn: Turn) -> [String] {
    turn.facts.map { "% \($0.name.rawValue) \($0.value)" }
  }

  package static func reply(of turn: Turn) -> [String] {
    guard !turn.reply.text.isEmpty else { return [] }
    return turn.reply.text.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.isEmpty ? "<" : "< \($0)"
    }
  }
}

extension Turn {
  /// The intents that were claimed, each once, in order.
  package var claimed: [ID<Intent>] {
    accepted.map(\.intent).reduce(into: []) { ids, id in if !ids.contains(id) { ids.append(id) } }
  }
}
