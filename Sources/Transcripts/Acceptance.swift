internal import Dialogue

/// Rewrites a transcript to what a replay found: only the lines that differ, comments and order kept.
package enum Acceptance {
  /// The new lines of the file.
  ///
  /// Lines with `=` (not `= !`), `+`, `!`, `%` and `<` that differ are replaced; what a complete turn has more is
  /// added behind them.
  package static func updated(_ transcript: Transcript, by result: ReplayResult) -> [String] {
    var lines = transcript.lines
    let differing = Dictionary(grouping: result.differences, by: \.line)
    for (entry, turn) in result.replayed.reversed() {
      let own = (entry.line..<entry.end).filter {
        differing[$0] != nil && !transcript.lines[$0 - 1].hasPrefix("= !")
      }
      let layers = Set(own.flatMap { differing[$0] ?? [] }.map(\.layer))
      guard !layers.isEmpty else { continue }
      let block = Array(lines[(entry.line - 1)..<(entry.end - 1)])
      lines.replaceSubrange((entry.line - 1)..<(entry.end - 1), with: rewritten(block, layers, turn))
    }
    return lines
  }

  private static func rewritten(_ block: [String], _ layers: Set<Difference.Layer>, _ turn: Turn) -> [String]
  {
    var block = block
    if layers.contains(.reply) {
      replace("<", in: &block, with: TranscriptWriter.reply(of: turn)) { _ in true }
    }
    if layers.contains(.fact) {
      replace("%", in: &block, with: TranscriptWriter.facts(of: turn)) { _ in true }
    }
    if layers.contains(.safety) {
      replace("!", in: &block, with: TranscriptWriter.safety(of: turn).or("! none")) { _ in true }
    }
    if layers.contains(.step) {
      replace("+", in: &block, with: TranscriptWriter.steps(of: turn).or("+ none")) { _ in true }
    }
    if layers.contains(.intent) {
      replace("=", in: &block, with: TranscriptWriter.intents(of: turn)) { !$0.hasPrefix("= !") }
    }
    return block
  }

  /// Puts new lines where the first old one with this marker stood, else before the reply or at the end.
  private static func replace(
    _ marker: Character, in block: inout [String], with new: [String], where isOld: (String) -> Bool
  ) {
    let old = block.indices.filter { block[$0].first == marker && isOld(block[$0]) }
    let usual = block.lastIndex { $0.first == ">" }.map { $0 + 1 } ?? block.endIndex
    let place =
      old.first
      ?? (marker == "=" ? usual : block.firstIndex { $0.first == "<" || $0.first == "@" } ?? block.endIndex)
    for index in old.reversed() { block.remove(at: index) }
    block.insert(contentsOf: new, at: min(place, block.endIndex))
  }
}

extension [String] {
  fileprivate func or(_ usual: String) -> [String] { isEmpty ? [usual] : self }
}
