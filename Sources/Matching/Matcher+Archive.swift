package import Archive
internal import Language
internal import Rules

/// All that is compiled of a book: read back without it, and joined with it later.
package struct MatcherTables: Archivable, Sendable {
  var vocabulary = Vocabulary.blank
  var table = ProgramTable()
  var index = PatternIndex()
  var persons = PersonRoles()
  var fillers = FillerTable()
  var isPersonConcept: PlainTable<Bool> = []

  package static var blank: MatcherTables { MatcherTables() }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try vocabulary.code(by: &archive)
    try table.code(by: &archive)
    try index.code(by: &archive)
    try persons.code(by: &archive)
    try fillers.code(by: &archive)
    try archive.code(plain: &isPersonConcept)
  }
}

extension Matcher {
  /// What is archived of a matcher; its book is archived apart, for several share one.
  package var tables: MatcherTables {
    MatcherTables(
      vocabulary: vocabulary, table: table, index: index, persons: persons, fillers: fillers,
      isPersonConcept: isPersonConcept)
  }
}

extension ProgramTable {
  mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(plain: &programs)
    try archive.code(plain: &elements)
    try archive.code(plain: &edges)
    try archive.code(plain: &classes)
    try archive.code(plain: &words)
    try archive.code(plain: &needs)
    try archive.code(&largestProgram)
    try archive.code(&highestLevel)
  }
}

extension PatternIndex {
  mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(plain: &records)
    try archive.code(plain: &classes)
    try archive.code(plain: &postings)
    try byPair.code(by: &archive)
    try byConcept.code(by: &archive)
    try archive.code(plain: &conceptLevels)
  }
}

extension SparseRows {
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
    try archive.code(&reach)
  }
}
