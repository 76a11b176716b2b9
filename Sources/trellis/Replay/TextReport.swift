internal import Diagnostics
internal import Terminal
internal import Transcripts

/// The report for a person: what differs, grouped by what made it differ, the largest group first.
struct TextReport: ReportWriter {
  /// Turns that share a cause.
  private struct Group {
    var title: [String]
    var turns: [(path: String, outcome: TurnOutcome)] = []
  }

  private static let shownInFull = 3
  private static let mostLines = 20

  private let options: ReportOptions
  private let style: Style
  private var groups: [Group] = []
  private var places: [[String]: Int] = [:]
  /// The content hash of the pack that the first failing transcript was recorded with, where it is another.
  private var recordedHash: String?
  private var consequences: [(path: String, outcome: TurnOutcome)] = []

  init(_ options: ReportOptions) {
    self.options = options
    style = Style(isOn: options.isStyled)
  }

  mutating func beginning() -> String { "" }

  mutating func text(for report: FileReport) -> String {
    if report.result.hasFailed, recordedHash == nil {
      recordedHash = report.result.stale?.split(separator: " ").dropFirst().first.map(String.init)
    }
    for outcome in report.result.outcomes {
      guard outcome.isFailure else {
        consequences.append((report.path, outcome))
        continue
      }
      let key = Self.key(of: outcome)
      let place = places[key] ?? groups.count
      if place == groups.count {
        groups.append(Group(title: Self.title(of: outcome)))
        places[key] = place
      }
      groups[place].turns.append((report.path, outcome))
    }
    return ""
  }

  /// What turns with the same cause share.
  private static func key(of outcome: TurnOutcome) -> [String] {
    if case .changes(let changes) = outcome.cause { return changes.map(\.subject.text) }
    guard let first = outcome.differences.first else { return [] }
    guard let rule = first.rule else { return [first.layer.rawValue, first.expected] }
    return [rule.summary, rule.place.pathAndLine]
  }

  private static func title(of outcome: TurnOutcome) -> [String] {
    if case .changes(let changes) = outcome.cause {
      return changes.flatMap { change in
        change.edits.prefix(4).flatMap { ["\($0.title(of: change.subject))"] + $0.lines.map { "    \($0)" } }
      }
    }
    guard let first = outcome.differences.first else { return [] }
    return [first.rule.map(\.text) ?? "\(first.layer.title): \(first.message)"]
  }

  // MARK: - The end

  mutating func ending(_ summary: ReplaySummary) -> String {
    let ordered = groups.enumerated().sorted {
      ($1.element.turns.count, $0.offset) < ($0.element.turns.count, $1.offset)
    }
    var parts: [TerminalText] = ordered.map { text(of: $0.element) }
    if !consequences.isEmpty { parts.append(consequencesText) }
    if let hint = againstHint { parts.append(style(TerminalText(hint), .dim)) }
    parts += notes(summary).map { TerminalText($0) }
    let verdict = TerminalText(summary.text)
    parts.append(style(verdict, .bold, summary.failedTranscripts == 0 ? .green : .red))
    return parts.map(\.string).joined(separator: "\n\n") + "\n"
  }

  private func text(of group: Group) -> TerminalText {
    let files = Set(group.turns.map(\.path)).count
    var lines = group.title.map { line in
      let isOld = line.hasPrefix("    - ")
      return style(TerminalText(line), isOld ? .red : line.hasPrefix("    + ") ? .green : .bold)
    }
    if group.turns.count > 1 {
      lines.append(TerminalText("\(counted(group.turns.count, "turn")) of \(counted(files, "transcript"))"))
    }
    let full = options.showsAll ? group.turns.count : min(Self.shownInFull, group.turns.count)
    for (_, outcome) in group.turns.prefix(full) {
      lines.append("")
      lines += self.lines(of: outcome)
    }
    let rest = group.turns.dropFirst(full)
    if !rest.isEmpty { lines += ["", TerminalText("and in the same way:")] }
    for (path, outcome) in rest.prefix(Self.mostLines) {
      lines.append(TerminalText("  \(path):\(outcome.line)  > \(outcome.said.onOneLine)"))
    }
    if rest.count > Self.mostLines {
      lines.append(TerminalText("  … and \(rest.count - Self.mostLines) more (--all shows them)"))
    }
    return lines.joined(separator: "\n")
  }

  private func lines(of outcome: TurnOutcome) -> [TerminalText] {
    let text = OutcomeText(outcome)
    let path = outcome.differences.first?.path ?? ""
    var lines = [
      style(TerminalText("\(path):\(outcome.line)"), .bold)
        + TerminalText(outcome.number == 0 ? "  the file" : "  turn \(outcome.number)")
    ]
    lines += text.said.map { TerminalText("  \($0)") }
    for difference in outcome.differences where !difference.isConsequence {
      lines += self.lines(of: difference)
    }
    if let consequences = text.consequences { lines.append(TerminalText("  \(consequences)")) }
    if case .notThePack = outcome.cause { lines += (text.cause ?? []).map { TerminalText("  \($0)") } }
    return lines
  }

  private func lines(of difference: Difference) -> [TerminalText] {
    var lines = [TerminalText("  line \(difference.line), \(difference.layer.title)")]
    if difference.layer == .reply {
      lines.append("    " + words(WordDifference(from: difference.expected, to: difference.found)))
    } else {
      lines.append("    expected  " + style(TerminalText(difference.expected.onOneLine), .red))
      lines.append("    found     " + style(TerminalText(difference.found.onOneLine), .green))
    }
    if let rule = difference.rule { lines.append(TerminalText("    rule      \(rule.text)")) }
    return lines
  }

  private func words(_ difference: WordDifference) -> TerminalText {
    difference.runs.map { run -> TerminalText in
      switch run {
      case .both(let words): TerminalText(words)
      case .removed(let words): style(TerminalText("[-\(words)-]"), .red)
      case .added(let words): style(TerminalText("{+\(words)+}"), .green)
      }
    }
    .joined(separator: " ")
  }

  private var consequencesText: TerminalText {
    var lines: [TerminalText] = [
      TerminalText(
        "\(counted(consequences.count, "turn")) only because of an earlier one in the same transcript:")
    ]
    let shown = options.showsAll ? consequences[...] : consequences.prefix(Self.mostLines)
    for (path, outcome) in shown {
      let line = outcome.follows ?? 0
      lines.append(
        TerminalText("  \(path):\(outcome.line) follows from line \(line)  > \(outcome.said.onOneLine)"))
    }
    if consequences.count > shown.count {
      lines.append(TerminalText("  … and \(consequences.count - shown.count) more"))
    }
    return lines.joined(separator: "\n")
  }

  /// How to learn which edit did it.
  private var againstHint: String? {
    guard !groups.isEmpty, !options.hasOldPack else { return nil }
    let usual =
      "--against OLD (a pack, or a revision such as HEAD) tells which edit of the pack made this differ."
    return usual
      + (recordedHash.map { "\nRecorded with the content \($0): --against \($0) finds that in git." } ?? "")
  }

  // MARK: - Notes

  private func notes(_ summary: ReplaySummary) -> [String] {
    var notes: [String] = []
    if !summary.orphans.isEmpty {
      let lines = summary.orphans.prefix(Self.mostLines).map { path, orphan in
        "  \(path):\(orphan.line): the pack has no ‘\(orphan.name)’" + (orphan.hint.map { "; \($0)" } ?? "")
      }
      notes.append(
        (["orphaned: \(counted(summary.orphans.count, "line")) of what the pack does not have"] + lines)
          .joined(
            separator: "\n"))
    }
    if !summary.stale.isEmpty {
      let lines = summary.stale.prefix(5).map { "  \($0.path): \($0.pack)" }
      let rest = summary.stale.count - lines.count
      let title =
        "stale: \(counted(summary.stale.count, "transcript")) recorded with another content of the pack than"
        + " \(options.packVersion) \(options.packHash) (--update refreshes the header)"
      notes.append(([title] + lines + (rest > 0 ? ["  … and \(rest) more"] : [])).joined(separator: "\n"))
    }
    if !summary.slowest.isEmpty {
      let lines = summary.slowest.map { "  \($0.duration.microseconds) µs  \($0.path):\($0.line)" }
      notes.append((["slowest turn of each transcript:"] + lines).joined(separator: "\n"))
    }
    return notes
  }
}

extension Duration {
  var microseconds: Int {
    Int(components.seconds) * 1_000_000 + Int(components.attoseconds / 1_000_000_000_000)
  }
}
