package import Archive
internal import Language
package import Rules

extension Matcher {
  /// Writes or reads what is compiled of a book; the book itself is archived apart, for several matchers share one.
  package static func code(
    _ matcher: inout Matcher?, of book: RuleBook, scope: Scope, by archive: inout Archive
  ) throws(Archive.Damage) {
    var vocabulary = matcher?.vocabulary ?? .blank(lexicon: book.lexicon)
    var table = matcher?.table ?? ProgramTable()
    var index = matcher?.index ?? PatternIndex()
    var persons = matcher?.persons ?? PersonRoles()
    var fillers = matcher?.fillers ?? FillerTable()
    try vocabulary.code(by: &archive)
    try table.code(by: &archive)
    try index.code(by: &archive)
    try persons.code(by: &archive)
    try fillers.code(by: &archive)
    if matcher == nil {
      matcher = Matcher(
        book: book, scope: scope, vocabulary: vocabulary, table: table, index: index, persons: persons,
        fillers: fillers)
    }
  }
}

/// A book with the matcher of its patterns alone.
package struct ArchivedMatcher: Archivable {
  private var book = RuleBook.blank
  package private(set) var matcher: Matcher?

  package init(_ matcher: Matcher) {
    book = matcher.book
    self.matcher = matcher
  }

  private init() {}
  package static var blank: ArchivedMatcher { ArchivedMatcher() }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(&book)
    try Matcher.code(&matcher, of: book, scope: .patternsOnly, by: &archive)
  }
}

extension ProgramTable {
  mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(plain: &programs)
    try archive.code(plain: &elements)
    try archive.code(plain: &edges)
    try archive.code(plain: &classes)
    try archive.code(plain: &symbols)
    try archive.code(plain: &needs)
    try archive.code(&largestProgram)
    try archive.code(&highestLevel)
  }
}

extension PatternIndex {
  mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try lemmas.code(by: &archive)
    try surfaces.code(by: &archive)
    try byConcept.code(by: &archive)
    try byPair.code(by: &archive)
    try archive.code(plain: &conceptLevels)
  }
}

extension PatternIndex.SymbolTable {
  mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(plain: &records)
    try archive.code(plain: &classes)
    try archive.code(plain: &postings)
  }
}

extension SparseRows where Value: BitwiseCopyable {
  mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    var (offsets, values) = (offsets, values)
    try archive.code(plain: &offsets)
    try archive.code(plain: &values)
    self = SparseRows(offsets: offsets, values: values)
  }
}

extension WordPairTable {
  mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(plain: &filter)
    try archive.code(plain: &slots)
    try archive.code(plain: &postings)
    try archive.code(&reach)
  }
}
