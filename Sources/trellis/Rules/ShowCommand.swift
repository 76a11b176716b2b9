internal import ArgumentParser
internal import Authoring
internal import Diagnostics
internal import Rules

extension RulesCommand {
  /// Shows one entry in full.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Show an intent, concept, signal, cue, step or reply in full, with the concepts opened.")
    @OptionGroup var pack: PackOptions
    @OptionGroup var output: FormatOption
    @Flag(help: "Leave the concepts closed.") var closed = false
    @Argument(help: "Its id.") var id: String

    func run() throws {
      let book = try pack.book()
      guard let entry = RuleDescription(of: id, in: book) else {
        throw refuse("entry", id, among: RuleDescription.ids(in: book))
      }
      try output.print(lines(of: entry), json: json(of: entry))
    }

    private func lines(of entry: RuleDescription) -> [String] {
      var opened: Set<String> = []
      return ["\(entry.id) (\(entry.kind.rawValue))" + (entry.title.isEmpty ? "" : "  \(entry.title)")]
        + ["\(entry.place.pathAndLine)"]
        + entry.sections.flatMap { section -> [String] in
          ["", section.title + ":"] + section.lines.flatMap { lines(of: $0, &opened) }
        }
    }

    /// A concept is opened where it is first named.
    private func lines(of line: RuleDescription.Line, _ opened: inout Set<String>) -> [String] {
      let margin = line.place.map { String($0.start.line) } ?? ""
      let text = line.text.split(separator: "\n", omittingEmptySubsequences: false).joined(
        separator: "\n        ")
      var lines = ["  " + margin + String(repeating: " ", count: max(1, 6 - margin.count)) + text]
      guard !closed else { return lines }
      for concept in line.opened where opened.insert(concept.name).inserted {
        lines.append("          <\(concept.name)>  \(concept.place.pathAndLine)")
        lines += concept.phrases.map { "            " + $0 }
      }
      return lines
    }

    private func json(of entry: RuleDescription) -> JSON {
      .object([
        ("id", .text(entry.id)), ("kind", .text(entry.kind.rawValue)), ("title", .text(entry.title)),
        ("place", .place(entry.place)),
        (
          "sections",
          .list(
            entry.sections.map { section in
              .object([("title", .text(section.title)), ("lines", .list(section.lines.map(json)))])
            })
        ),
      ])
    }

    private func json(of line: RuleDescription.Line) -> JSON {
      let concepts = line.opened.map { concept in
        JSON.object([
          ("name", .text(concept.name)), ("place", .place(concept.place)),
          ("phrases", .texts(concept.phrases)),
        ])
      }
      return .object([
        ("text", .text(line.text)), ("place", .place(line.place)), ("concepts", .list(concepts)),
      ])
    }
  }
}
