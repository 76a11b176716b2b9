internal import ArgumentParser
internal import Authoring
internal import Rules

extension RulesCommand {
  /// Tells what a word of a pattern takes.
  struct Forms: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "forms", abstract: "Tell which words a word takes when it stands in a pattern.")
    @OptionGroup var pack: PackOptions
    @OptionGroup var output: FormatOption
    @Argument(help: "One word, such as leave or can't.") var word: String

    func validate() throws {
      if word.contains(" ") || word.isEmpty { throw ValidationError("Give one word.") }
    }

    func run() throws {
      let family = WordFamily(of: word, in: try pack.book())
      try output.print(lines(of: family), json: json(of: family))
    }

    private func lines(of family: WordFamily) -> [String] {
      var lines: [String] = []
      if family.readings != [[family.typed]] {
        lines += [
          "\(family.typed) stands for \(family.readings.map { $0.joined(separator: " ") }.joined(separator: ", or "))",
          "",
        ]
      }
      return lines
        + family.members.enumerated().flatMap { number, member in
          (number == 0 ? [] : [""]) + self.lines(of: member)
        }
    }

    private func lines(of member: WordFamily.Member) -> [String] {
      let rule =
        member.stem.map { "any word with the stem \($0)" }
        ?? "only itself (it is in the lexicon’s exact: list)"
      let more = [
        ("takes", member.takes), ("irregular", member.irregularForms), ("kept apart", member.keptApart),
        ("typed as", member.variants),
      ]
      return ["\(member.word): \(rule)"]
        + more.filter { !$0.1.isEmpty }.map { name, words in
          "  \(name):" + String(repeating: " ", count: 11 - name.count) + words.joined(separator: ", ")
        } + (member.isFiller ? ["  a filler: passed over where a pattern does not ask for it"] : [])
    }

    private func json(of family: WordFamily) -> JSON {
      .object([
        ("word", .text(family.typed)),
        ("readings", .texts(family.readings.map { $0.joined(separator: " ") })),
        (
          "members",
          .list(
            family.members.map { member in
              .object([
                ("word", .text(member.word)), ("stem", member.stem.map(JSON.text) ?? .null),
                ("takes", .texts(member.takes)), ("irregular", .texts(member.irregularForms)),
                ("kept_apart", .texts(member.keptApart)), ("variants", .texts(member.variants)),
                ("filler", .bool(member.isFiller)),
              ])
            })
        ),
      ])
    }
  }
}
