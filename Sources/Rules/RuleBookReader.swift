internal import Archive
package import Diagnostics
internal import Language

/// Reads the files of a pack into a rule book.
///
/// Everything that is wrong is told in one run; the book is nil where there is an error.
package struct RuleBookReader {
  private var book = RuleBook(pack: PackHeader(id: "", language: "en", version: "0"))
  private var diagnostics: [Diagnostic]
  private var headerPlace: SourcePlace?
  /// Whether `pack:` may stand in a file that could not be read.
  private var isHeaderHidden: Bool
  private let files: PackFiles
  private let base: (String) -> RuleBook?
  private var changes: [ID<Intent>: Change] = [:]
  private var extendedConcepts: [String: Change] = [:]

  /// What an entry does to the one of the same id in the base pack.
  enum Change: String, CaseIterable { case add, replace }

  private init(_ files: PackFiles, base: @escaping (String) -> RuleBook?) {
    self.files = files
    self.base = base
    diagnostics = files.diagnostics
    isHeaderHidden = files.diagnostics.containErrors
  }

  /// The book of these files; `base` finds the pack that `extends:` names.
  package static func read(
    _ files: PackFiles, base: @escaping (String) -> RuleBook? = { _ in nil }
  ) -> (book: RuleBook?, diagnostics: [Diagnostic]) {
    var reader = RuleBookReader(files, base: base)
    return reader.read()
  }

  private mutating func read() -> (book: RuleBook?, diagnostics: [Diagnostic]) {
    for (root, complaints) in Self.roots(of: files.files.filter { !$0.path.hasSuffix(".txt") }) {
      diagnostics += complaints
      if case .mapping(let entries, let place) = root { readFile(MappingReader(entries, at: place)) }
      if root == nil { isHeaderHidden = true }
    }
    if headerPlace == nil, !isHeaderHidden,
      let first = files.files.first(where: { !$0.path.hasSuffix(".txt") })
    {
      diagnostics.append(
        Diagnostic(
          .packHeader, "no file of the pack has ‘pack:’",
          at: SourcePlace(path: first.path, line: 1, column: 1),
          hint: "add ‘format: 1’ and ‘pack: {id: my-pack, language: en, version: 1.0.0}’ to one of its files")
      )
    }
    extendBase()
    book.contentHash = files.contentHash
    diagnostics += RuleLinker(book: book).diagnostics()
    var complaints = diagnostics.inOrder()
    let isBroken = complaints.containErrors
    if let asked = files.asked { complaints = complaints.filter { asked.contains($0.place.path) } }
    return (isBroken ? nil : book, complaints)
  }

  /// The YAML of each file, with the complaints about it.
  private static func roots(of files: [SourceFile]) -> [(root: YAMLNode?, diagnostics: [Diagnostic])] {
    sideBySide(files.count) { number in
      var yaml = YAMLReader(files[number])
      let root = yaml.read()
      return (root, yaml.diagnostics)
    }
  }

  private mutating func readFile(_ reader: MappingReader) {
    var reader = reader
    readHeader(&reader)
    readConcepts(&reader)
    for var entry in reader.mappings("intents") {
      if let intent = entry.intent(changes: &changes) { book.intents.append(intent) }
      diagnostics += entry.finish()
    }
    for var entry in reader.mappings("signals") {
      if let signal = entry.signal() { book.signals.append(signal) }
      diagnostics += entry.finish()
    }
    for var entry in reader.mappings("cues") {
      if let cue = entry.cue() { book.cues.append(cue) }
      diagnostics += entry.finish()
    }
    for var entry in reader.mappings("steps") {
      if let step = entry.step() { book.steps.append(step) }
      diagnostics += entry.finish()
    }
    for var entry in reader.mappings("otherwise") {
      book.otherwise.append(entry.otherwise())
      diagnostics += entry.finish()
    }
    for var entry in reader.mappings("helplines") {
      if let line = entry.helpline() { book.helplines.append(line) }
      diagnostics += entry.finish()
    }
    for var entry in reader.mappings("variations") {
      if let variation = entry.variation() { book.variations.append(variation) }
      diagnostics += entry.finish()
    }
    readRegions(&reader)
    readPersons(&reader)
    readReplies(&reader)
    readLexicon(&reader)
    book.standards += reader.patterns("standards")
    if var defaults = reader.mapping("defaults") {
      book.defaultPerson = defaults.text("person") ?? book.defaultPerson
      diagnostics += defaults.finish()
    }
    diagnostics += reader.finish()
  }

  private mutating func readHeader(_ reader: inout MappingReader) {
    if let format = reader.placed("format"), format.text != "1" {
      diagnostics.append(
        Diagnostic(
          .unsupportedFormat, "format \(format.text) is not known", at: format.place,
          hint: "this program reads format 1"))
    }
    let hasFormat = reader.keyPlace("format") != nil
    let extends = reader.text("extends")
    guard var pack = reader.mapping("pack") else { return }
    if let first = headerPlace {
      diagnostics.append(
        Diagnostic(
          .packHeader, "‘pack:’ stands in two files", at: pack.place, hint: "keep one of them", related: first
        ))
      return
    }
    if !hasFormat {
      diagnostics.append(
        Diagnostic(
          .missingFormat, "‘pack:’ stands without ‘format:’", at: reader.keyPlace("pack") ?? pack.place,
          hint: "add a line ‘format: 1’ above it"))
    }
    if let id = pack.required("id"), let language = pack.required("language") {
      headerPlace = pack.place
      book.pack = PackHeader(
        id: id.text, language: language.text, version: pack.text("version") ?? "0",
        extends: pack.text("extends") ?? extends)
      book.lexicon.language = language.text
    } else {
      headerPlace = pack.place
    }
    diagnostics += pack.finish()
  }

  private mutating func readConcepts(_ reader: inout MappingReader) {
    guard var concepts = reader.mapping("concepts") else { return }
    for (key, value) in concepts.all() {
      var phrases: [RulePattern] = []
      let isEmpty: Bool
      if case .mapping(let entries, let place) = value {
        var entry = MappingReader(entries, at: place)
        if let change = entry.value("change", of: Change.self) { extendedConcepts[key.text] = change }
        let items = entry.items("phrases")
        isEmpty = items.isEmpty
        phrases = entry.patterns(items)
        diagnostics += entry.finish()
      } else {
        let items = concepts.items(value, named: key.text)
        isEmpty = items.isEmpty
        phrases = concepts.patterns(items)
      }
      if isEmpty {
        diagnostics.append(
          Diagnostic(
            .emptyPattern, "the concept ‘\(key.text)’ has no phrases", at: key.place,
            hint: "write one phrase a line"))
      }
      book.concepts.append(Concept(name: key.text, place: key.place, phrases: phrases))
    }
    diagnostics += concepts.finish()
  }

  private mutating func readRegions(_ reader: inout MappingReader) {
    guard var regions = reader.mapping("regions") else { return }
    for (code, names) in regions.all() {
      book.regions.append(Region(code: code.text, names: regions.items(names, named: code.text).map(\.text)))
    }
    diagnostics += regions.finish()
  }

  private mutating func readPersons(_ reader: inout MappingReader) {
    guard var persons = reader.mapping("persons") else { return }
    for list in PersonWords.List.allCases {
      let words = persons.items(list.rawValue).flatMap { $0.text.split(separator: " ") }
      book.persons.words[list, default: []] += words.map { folded($0) }
    }
    diagnostics += persons.finish()
  }

  private mutating func readReplies(_ reader: inout MappingReader) {
    guard var replies = reader.mapping("replies") else { return }
    for situation in ReplySituation.allCases {
      book.replies[situation, default: []] += replies.replies(situation.rawValue)
    }
    diagnostics += replies.finish()
  }

  private mutating func readLexicon(_ reader: inout MappingReader) {
    guard var entry = reader.mapping("lexicon") else { return }
    var lexicon = LexiconReader(lexicon: book.lexicon, files: files.files)
    book.lexicon = lexicon.read(&entry)
    diagnostics += entry.finish() + lexicon.diagnostics
  }

  // MARK: - Extending a base

  private mutating func extendBase() {
    guard let name = book.pack.extends else {
      refuseChangesWithoutBase()
      return
    }
    guard var merged = base(name) else {
      diagnostics.append(
        Diagnostic(
          .unknownBase, "there is no pack ‘\(name)’ to extend",
          at: headerPlace ?? SourcePlace(path: "", line: 1, column: 1),
          hint: "the bundled pack is ‘en’"))
      return
    }
    merged.pack = book.pack
    for intent in book.intents { extend(&merged, with: intent) }
    for concept in book.concepts {
      guard let index = merged.concepts.firstIndex(where: { $0.name == concept.name }) else {
        merged.concepts.append(concept)
        continue
      }
      switch extendedConcepts[concept.name] {
      case .add: merged.concepts[index].phrases += concept.phrases
      case .replace: merged.concepts[index] = concept
      case nil: complainOfBase(id: concept.name, at: concept.place, related: merged.concepts[index].place)
      }
    }
    merged.signals += book.signals
    merged.cues += book.cues
    merged.steps += book.steps
    merged.otherwise = book.otherwise + merged.otherwise
    merged.helplines += book.helplines
    merged.regions += book.regions
    merged.standards += book.standards
    merged.variations += book.variations
    for (situation, texts) in book.replies where !texts.isEmpty { merged.replies[situation] = texts }
    merged.lexicon.merge(book.lexicon)
    for (list, words) in book.persons.words { merged.persons.words[list, default: []] += words }
    book = merged
  }

  private mutating func extend(_ merged: inout RuleBook, with intent: Intent) {
    guard let index = merged.intents.firstIndex(where: { $0.id == intent.id }) else {
      merged.intents.append(intent)
      return
    }
    let old = merged.intents[index]
    switch changes[intent.id] {
    case .add: merged.intents[index].add(intent)
    case .replace where old.kind == .safety:
      diagnostics.append(
        Diagnostic(
          .changeOfBase, "the safety intent ‘\(intent.id)’ can only be added to", at: intent.place,
          hint: "write ‘change: add’",
          related: old.place))
    case .replace: merged.intents[index] = intent
    case nil: complainOfBase(id: intent.id.text, at: intent.place, related: old.place)
    }
  }

  private mutating func complainOfBase(id: String, at place: SourcePlace, related: SourcePlace) {
    diagnostics.append(
      Diagnostic(
        .changeOfBase, "‘\(id)’ is in the base pack", at: place,
        hint: "write ‘change: add’ or ‘change: replace’",
        related: related))
  }

  private mutating func refuseChangesWithoutBase() {
    for intent in book.intents where changes[intent.id] != nil {
      diagnostics.append(
        Diagnostic(
          .changeOfBase, "‘change:’ needs a base pack", at: intent.place,
          hint: "add ‘extends: en’ to the pack’s header"))
    }
    for concept in book.concepts where extendedConcepts[concept.name] != nil {
      diagnostics.append(
        Diagnostic(
          .changeOfBase, "‘change:’ needs a base pack", at: concept.place,
          hint: "add ‘extends: en’ to the pack’s header"))
    }
  }
}

extension Intent {
  /// Appends the lists of another entry for the same id.
  fileprivate mutating func add(_ other: Intent) {
    patterns += other.patterns
    unless += kind == .safety ? [] : other.unless
    unlessSaid += kind == .safety ? [] : other.unlessSaid
    together += other.together
    replies.reflect += other.replies.reflect
    replies.reflectComplex += other.replies.reflectComplex
    replies.affirm += other.replies.affirm
    replies.insight += other.replies.insight
    replies.say += other.replies.say
    steps += other.steps
    asks += other.asks
    examples += other.examples
    if let added = other.safety {
      for (list, cues) in added.cues { safety?.cues[list, default: []] += cues }
      safety?.weak += added.weak
    }
  }
}

extension Lexicon {
  fileprivate mutating func merge(_ other: Lexicon) {
    variants.merge(other.variants) { $1 }
    irregular.merge(other.irregular) { $1 }
    exact.formUnion(other.exact)
    distinct += other.distinct
    fillers += other.fillers
    abbreviations.formUnion(other.abbreviations)
    clauseStarts.formUnion(other.clauseStarts)
    joiners.formUnion(other.joiners)
    subjects.formUnion(other.subjects)
    adjectives.formUnion(other.adjectives)
    pastAuxiliaries.formUnion(other.pastAuxiliaries)
    presentAuxiliaries.formUnion(other.presentAuxiliaries)
    mirror.merge(other.mirror) { $1 }
    pronouns += other.pronouns
    if let words = other.knownWords { knownWords = knownWords?.union(words) ?? words }
  }
}
