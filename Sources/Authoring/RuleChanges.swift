package import Rules

/// What is different between two editions of a pack, by name; where things stand in their files does not count.
package struct RuleChanges: Hashable, Sendable {
  /// Names of entries of one kind, in the order of their book.
  package struct Names: Hashable, Sendable {
    package var added: [String] = []
    package var removed: [String] = []
    package var edited: [String] = []

    package var isEmpty: Bool { added.isEmpty && removed.isEmpty && edited.isEmpty }

    /// Compares entries by what is in them; `was` leads from a new name to older ones.
    init(_ old: [Entry], _ new: [Entry]) {
      let before = Dictionary(old.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
      var met: Set<String> = []
      for entry in new {
        let name = before[entry.name] == nil ? entry.was.first { before[$0] != nil } : entry.name
        guard let name, let earlier = before[name] else {
          added.append(entry.name)
          continue
        }
        met.insert(name)
        let isSame = earlier.content == entry.content && earlier.accepts == entry.accepts
        if !isSame || name != entry.name { edited.append(entry.name) }
      }
      removed = old.map(\.name).filter { !met.contains($0) }
    }
  }

  /// An entry of a book: its name, and every text in it.
  struct Entry {
    var name: String
    var was: [String] = []
    var content: [[String]]
    var accepts: Accepts?
  }

  package private(set) var intents: Names
  package private(set) var steps: Names
  package private(set) var concepts: Names
  /// Sections of which something else is different, as they are called in the files.
  package private(set) var sections: [String]

  package init(from old: RuleBook, to new: RuleBook) {
    intents = Names(old.intents.map(Entry.init), new.intents.map(Entry.init))
    steps = Names(old.steps.map(Entry.init), new.steps.map(Entry.init))
    concepts = Names(old.concepts.map(Entry.init), new.concepts.map(Entry.init))
    let before = Self.sections(of: old)
    let after = Self.sections(of: new)
    sections = zip(before, after).filter { $0.texts != $1.texts }.map(\.0.name)
  }

  package var isEmpty: Bool { intents.isEmpty && steps.isEmpty && concepts.isEmpty && sections.isEmpty }

  /// `intents added: a, b; edited: c; concepts edited: refuse; replies`.
  package var summary: String {
    let parts =
      [("intents", intents), ("steps", steps), ("concepts", concepts)].compactMap { title, names in
        names.isEmpty ? nil : "\(title) " + names.summary
      } + sections
    return parts.isEmpty ? "nothing that is said" : parts.joined(separator: "; ")
  }

  /// The sections without names, each as one bag of texts.
  private static func sections(of book: RuleBook) -> [(name: String, texts: [String])] {
    [
      ("signals", book.signals.flatMap { [$0.id.text] + $0.patterns.map(\.text) }),
      (
        "cues",
        book.cues.flatMap { [$0.id, $0.reach.rawValue] + ($0.words + $0.unless + $0.endsAt).map(\.text) }
      ),
      (
        "persons",
        PersonWords.List.allCases.flatMap { [$0.rawValue] + book.persons.words[$0, default: []] }
      ),
      ("replies", ReplySituation.allCases.flatMap { [$0.rawValue] + (book.replies[$0] ?? []).map(\.text) }),
      ("otherwise", book.otherwise.flatMap { ["\($0.when.keyCount)"] + $0.say.map(\.text) }),
      (
        "helplines",
        book.helplines.flatMap { [$0.country, $0.kind.rawValue, $0.name, $0.number, $0.checkedOn] }
      ),
      ("lexicon", texts(of: book.lexicon)), ("defaults", [book.defaultPerson]),
    ]
  }
}

extension RuleChanges.Names {
  /// `added: a, b; edited: c`, each list cut after a few names.
  fileprivate var summary: String {
    [("added", added), ("removed", removed), ("edited", edited)]
      .filter { !$0.1.isEmpty }
      .map { what, names in
        let shown = names.prefix(5).joined(separator: ", ")
        return "\(what): \(shown)" + (names.count > 5 ? " and \(names.count - 5) more" : "")
      }
      .joined(separator: "; ")
  }
}
