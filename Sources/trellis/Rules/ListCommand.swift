internal import ArgumentParser
internal import Authoring
internal import Diagnostics
internal import Rules
internal import Terminal

extension RuleListing.Kind: ExpressibleByArgument {}

extension RulesCommand {
  /// Lists what a pack holds.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List the intents of a pack, or its concepts, signals, cues, steps, reply situations.")
    @OptionGroup var pack: PackOptions
    @OptionGroup var output: FormatOption
    @Argument(help: "sign, trait, …, or concept, signal, cue, step, situation; all intents without one.")
    var kind: RuleListing.Kind?

    func run() throws {
      let entries = RuleListing(book: try pack.book()).entries(of: kind)
      try output.print(lines(of: entries), json: .list(entries.map(json)))
    }

    private func lines(of entries: [RuleListing.Entry]) -> [String] {
      guard !entries.isEmpty else { return ["none"] }
      let width = entries.map { displayWidth($0.id) }.max() ?? 0
      let digits = entries.map { String($0.count).count }.max() ?? 0
      return entries.map { entry in
        let count = String(repeating: " ", count: digits - String(entry.count).count) + String(entry.count)
        let id = entry.id + String(repeating: " ", count: width - displayWidth(entry.id))
        let label = entry.title.isEmpty ? entry.place.pathAndLine : entry.title
        return (kind == nil ? entry.kind.rawValue.padded(to: 9) : "") + "\(id)  \(count)  \(label)"
      }
    }

    private func json(of entry: RuleListing.Entry) -> JSON {
      .object([
        ("kind", .text(entry.kind.rawValue)), ("id", .text(entry.id)), ("title", .text(entry.title)),
        ("count", .integer(entry.count)), ("place", .place(entry.place)),
      ])
    }
  }
}

extension String {
  /// With spaces up to a number of characters; for ASCII.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
