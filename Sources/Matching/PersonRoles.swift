internal import Archive
internal import Language
internal import Rules

/// Who a word names, as a subject.
enum PersonRole: CaseIterable, Sendable {
  case oneself, we, partner, other
  /// He, she, they: whoever was named last.
  case pronoun
}

/// The person words of a pack, by number.
struct PersonRoles: Sendable {
  init() {}

  private var roles: [SymbolID: PersonRole] = [:]
  private var prepositions: Set<SymbolID> = []
  private var causatives: Set<SymbolID> = []
  private var joiners: Set<SymbolID> = []
  private var objects: Set<SymbolID> = []
  private var possessives: Set<SymbolID> = []
  private var ownPossessives: Set<SymbolID> = []
  private var clauseStarts: Set<SymbolID> = []
  private var ownPartners: Set<SymbolID> = []
  private var counts: Set<SymbolID> = []
  private var subjects: Set<SymbolID> = []

  init(book: RuleBook, compiler: inout PatternCompiler) {
    for list in PersonWords.List.allCases {
      for word in book.persons.words[list] ?? [] { insert(compiler.lemma(of: word), list) }
    }
    let subjects = Set(book.lexicon.pronouns.map(\.subject))
    for pronoun in book.lexicon.pronouns where !subjects.contains(pronoun.object) {
      objects.insert(compiler.lemma(of: pronoun.object))
    }
    for word in book.lexicon.subjects { self.subjects.insert(compiler.lemma(of: word)) }
    for word in book.lexicon.clauseStarts { clauseStarts.insert(compiler.lemma(of: word)) }
    for pronoun in book.lexicon.pronouns { possessives.insert(compiler.lemma(of: pronoun.possessive)) }
    for (word, turned) in book.lexicon.mirror where turned == "you" && !book.lexicon.subjects.contains(word) {
      objects.insert(compiler.lemma(of: word))
    }
    for (word, turned) in book.lexicon.mirror where turned == "your" {
      ownPossessives.insert(compiler.lemma(of: word))
    }
  }

  private mutating func insert(_ symbol: SymbolID, _ list: PersonWords.List) {
    switch list {
    case .oneself: roles[symbol] = .oneself
    case .we: roles[symbol] = .we
    case .partner: roles[symbol] = .partner
    case .other: roles[symbol] = .other
    case .pronouns: roles[symbol] = .pronoun
    case .passedOverAfter: prepositions.insert(symbol)
    case .subjectAfter: causatives.insert(symbol)
    case .joiners: joiners.insert(symbol)
    case .partnerBehindMy: ownPartners.insert(symbol)
    case .counts: counts.insert(symbol)
    }
  }

  var isEmpty: Bool { roles.isEmpty }

  func role(of word: Word) -> PersonRole? { roles[word.form.lemma] ?? roles[word.form.surface] }
  func isPreposition(_ word: Word) -> Bool { prepositions.contains(word.form.lemma) }
  func isCausative(_ word: Word) -> Bool { causatives.contains(word.form.lemma) }
  func isJoiner(_ word: Word) -> Bool { joiners.contains(word.form.lemma) }
  /// *both*, *two*: of us.
  func isCount(_ word: Word) -> Bool { counts.contains(word.form.lemma) }
  /// *man* in “my man”.
  func isPartnerBehindMy(_ word: Word) -> Bool { ownPartners.contains(word.form.lemma) }
  /// *I*, *we*, *he*: a subject wherever it stands.
  func isNominative(_ word: Word) -> Bool {
    guard let role = role(of: word), role != .partner, role != .other else { return false }
    return subjects.contains(word.form.lemma) && !isPossessive(word) && !isOwnPossessive(word)
  }
  /// *because*, *when*: no joiner of subjects.
  func opensClause(_ word: Word) -> Bool { clauseStarts.contains(word.form.lemma) }
  /// *him*, *them*, *me*: no subject, unless behind *makes* and the like.
  func isObject(_ word: Word) -> Bool { objects.contains(word.form.lemma) }
  /// *his*, *her*, *their*.
  func isPossessive(_ word: Word) -> Bool { possessives.contains(word.form.lemma) }
  /// *my*, *our*.
  func isOwnPossessive(_ word: Word) -> Bool { ownPossessives.contains(word.form.lemma) }
}

extension PersonRoles: Archivable {
  static var blank: PersonRoles { PersonRoles() }

  mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(map: &roles)
    try archive.code(numbers: &prepositions)
    try archive.code(numbers: &causatives)
    try archive.code(numbers: &joiners)
    try archive.code(numbers: &objects)
    try archive.code(numbers: &possessives)
    try archive.code(numbers: &ownPossessives)
    try archive.code(numbers: &clauseStarts)
    try archive.code(numbers: &ownPartners)
    try archive.code(numbers: &counts)
    try archive.code(numbers: &subjects)
  }
}

extension PersonRole: Archivable {
  static var blank: PersonRole { .other }

  mutating func code(by archive: inout Archive) throws(Archive.Damage) { try archive.code(case: &self) }
}

extension Archive {
  fileprivate mutating func code(numbers: inout Set<SymbolID>) throws(Damage) {
    var list = PlainTable(numbers.sorted())
    try code(plain: &list)
    numbers = Set(list)
  }
}
