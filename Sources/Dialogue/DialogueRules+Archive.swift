package import Archive
internal import Matching
internal import Rules

extension DialogueEngine.Rules {
  /// The bytes of the rules: read back, they need neither parsing nor compiling.
  package var archived: [UInt8] {
    let own = matcher.book.contentHash == bundled.contentHash ? nil : matcher.book
    return Archive.bytes(
      of: ArchivedBooks(bundled: bundled, own: own),
      ArchivedTables(matcher: matcher.tables, screens: safety.map(\.tables)))
  }

  /// The rules that were archived in a file.
  package init(archivedIn file: ArchiveFile) throws(Archive.Damage) {
    let (books, tables): (ArchivedBooks, ArchivedTables) = try Archive.values(in: file)
    let book = books.own ?? books.bundled
    guard (1...(books.own == nil ? 1 : 2)).contains(tables.screens.count) else { throw Archive.Damage() }
    let screens = zip([books.bundled, book], tables.screens).map { Matcher($0, scope: .safety, tables: $1) }
    self.init(
      matcher: Matcher(book, scope: .everything, tables: tables.matcher), bundled: books.bundled,
      safety: screens)
  }
}

/// What the authors wrote.
private struct ArchivedBooks: Archivable, Sendable {
  var bundled: RuleBook
  /// The pack in place of the bundled one, if it is another.
  var own: RuleBook?

  static var blank: ArchivedBooks { ArchivedBooks(bundled: .blank) }

  mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(&bundled)
    try archive.code(&own)
  }
}

/// What was compiled of it.
private struct ArchivedTables: Archivable, Sendable {
  var matcher: MatcherTables
  /// Of the bundled pack’s safety intents, then of the own pack’s.
  var screens: [MatcherTables]

  static var blank: ArchivedTables { ArchivedTables(matcher: .blank, screens: []) }

  mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(&matcher)
    try archive.code(&screens)
  }
}
