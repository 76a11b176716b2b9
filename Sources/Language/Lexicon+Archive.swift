package import Archive

extension Lexicon: Archivable {
  package static var blank: Lexicon { Lexicon() }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(&language)
    try archive.code(map: &variants)
    try archive.code(map: &irregular)
    try archive.code(set: &exact)
    try archive.code(&distinct)
    try archive.code(&fillers)
    try archive.code(set: &abbreviations)
    try archive.code(set: &clauseStarts)
    try archive.code(set: &joiners)
    try archive.code(set: &subjects)
    try archive.code(set: &adjectives)
    try archive.code(set: &pastAuxiliaries)
    try archive.code(set: &presentAuxiliaries)
    try archive.code(map: &mirror)
    try archive.code(&pronouns)
    try archive.code(&knownWords)
  }
}

extension Lexicon.IrregularForm: Archivable {
  package static var blank: Self { Self(base: "", isPast: false) }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(&base)
    try archive.code(&isPast)
  }
}

extension Lexicon.Pronoun: Archivable {
  package static var blank: Self { Self(subject: "", object: "", possessive: "") }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(&subject)
    try archive.code(&object)
    try archive.code(&possessive)
  }
}

extension WordList: Archivable {
  package static var blank: WordList { WordList(lines: []) }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(plain: &bytes)
  }
}

extension Vocabulary {
  /// Writes or reads the numbers; the lexicon is archived with its book.
  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try numbers.code(by: &archive)
    try stemNumbers.code(by: &archive)
    try archive.code(map: &distinctGroups)
    try listed.code(by: &archive)
    try archive.code(&count)
    var list = archivedSurfaces ?? WordList(lines: Array((surfaces.joined(separator: "\n") + "\n").utf8))
    try archive.code(&list)
    archivedSurfaces = list
  }

  /// A vocabulary to be read.
  package static var blank: Vocabulary { Vocabulary(lexicon: Lexicon()) }

  /// The vocabulary with the lexicon of its book.
  package func with(_ lexicon: Lexicon) -> Vocabulary {
    var vocabulary = self
    vocabulary.lexicon = lexicon
    return vocabulary
  }
}
