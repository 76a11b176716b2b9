internal import Archive
internal import Language
internal import Rules

/// Decides whose statement a match is: the user’s, a partner’s, somebody else’s, or theirs together.
struct ExperiencerFinder {
  /// How many words before a pronoun the noun may stand that it speaks of.
  private static let farthestAntecedent = 200
  private let matcher: Matcher
  private let utterance: Utterance
  private var persons: PersonRoles { matcher.persons }

  init(matcher: Matcher, utterance: Utterance) {
    self.matcher = matcher
    self.utterance = utterance
  }

  func who(of found: Found) -> Assertion.Who {
    if let decided = decidedByAuthor(found) { return decided }
    if let inGap = subjectInGap(of: found) { return inGap }
    guard let first = found.matched.first else { return .oneself }
    return subject(before: first) ?? .oneself
  }

  /// An element of the pattern matched the subject: then the author has decided.
  private func decidedByAuthor(_ found: Found) -> Assertion.Who? {
    guard let first = found.matched.first else { return nil }
    if let role = persons.role(of: utterance.words[first]), role != .partner, role != .other {
      let isObject = persons.isObject(utterance.words[first])
      if !isObject || follows(first, persons.isCausative) {
        if let third = thirdPerson(at: first), isAmongOthers(third, isOther: isNobodyOfTheUser) {
          return .other
        }
        return role == .we ? .we : .oneself
      }
    }
    if let subject = found.captures.first, subject.words.lowerBound == first, isPersonCapture(subject) {
      return isAmongOthers(subject.words, isOther: isAnother) ? .other : .oneself
    }
    // “makes me feel”: the object of the verb is the subject of what follows.
    if persons.isCausative(utterance.words[first]), let second = found.matched.dropFirst().first,
      let role = persons.role(of: utterance.words[second]), role == .oneself || role == .we
    {
      return role == .we ? .we : .oneself
    }
    return nil
  }

  /// The words of *he* or *my partner* that begin here; nil for the user.
  private func thirdPerson(at word: Int) -> Range<Int>? {
    if persons.role(of: utterance.words[word]) == .pronoun, persons.isNominative(utterance.words[word]) {
      return word..<(word + 1)
    }
    return determinedPerson(word).map { word..<($0 + 1) }
  }

  /// “My brother does everything for his girlfriend”: a third person is the subject, another one the object, and the
  /// sentence has no word of the user but *my* before a person.
  private func isAmongOthers(_ subject: Range<Int>, isOther: (Int) -> Bool) -> Bool {
    let sentence = utterance.sentence(of: subject.lowerBound)
    let namesUser = sentence.contains { word in
      switch persons.role(of: utterance.words[word]) {
      case .oneself, .we: !determinesPerson(word)
      case .partner, .other, .pronoun, nil: false
      }
    }
    if namesUser { return false }
    let clause = utterance.clauses[utterance.clause(of: subject.lowerBound)]
    return (subject.upperBound..<max(subject.upperBound, clause.upperBound)).contains(where: isOther)
  }

  /// *him*, *Anna*, *his wife*, *my mother*.
  private func isAnother(_ word: Int) -> Bool {
    let current = utterance.words[word]
    switch persons.role(of: current) {
    case .partner, .other: return !current.isPossessor
    case .pronoun: return persons.isObject(current)
    case .oneself, .we, nil: return false
    }
  }

  /// *him*, *his wife*; not *my mother*, nor *her* before what may be hers.
  private func isNobodyOfTheUser(_ word: Int) -> Bool {
    let current = utterance.words[word]
    switch persons.role(of: current) {
    case .partner, .other: return isAnother(word) && follows(word, persons.isPossessive)
    case .pronoun: return isAnother(word) && !(persons.isPossessive(current) && mayOwn(word))
    case .oneself, .we, nil: return false
    }
  }

  /// Whether what stands behind *her* may be hers.
  private func mayOwn(_ word: Int) -> Bool {
    let next = word + 1
    guard next < utterance.clauses[utterance.clause(of: word)].upperBound else { return false }
    return !persons.isPreposition(utterance.words[next]) && !persons.isJoiner(utterance.words[next])
  }

  private func isPersonCapture(_ capture: (concept: Int, words: Range<Int>)?) -> Bool {
    capture.map { matcher.isPersonConcept[$0.concept] } ?? false
  }

  private func follows(_ word: Int, _ test: (Word) -> Bool) -> Bool {
    word > 0 && test(utterance.words[word - 1])
  }

  /// A subject pronoun that stands in a gap of the match.
  private func subjectInGap(of found: Found) -> Assertion.Who? {
    let matched = Set(found.matched)
    guard let first = found.matched.first else { return nil }
    let clause = utterance.clauses[utterance.clause(of: first)]
    for word in found.words where !matched.contains(word) && clause.contains(word) {
      let current = utterance.words[word]
      guard let role = persons.role(of: current), role == .oneself || role == .we || role == .pronoun else {
        continue
      }
      if persons.isObject(current) || persons.isPossessive(current) || persons.isOwnPossessive(current) {
        continue
      }
      return who(role, at: word)
    }
    return nil
  }

  /// The nearest subject left of a word: in its clause, else in the clause that it is joined to.
  private func subject(before word: Int) -> Assertion.Who? {
    var index = utterance.clause(of: word)
    var end = word
    let sentence = utterance.sentence(of: word)
    while index >= 0, utterance.clauses[index].lowerBound >= sentence.lowerBound {
      let clause = utterance.clauses[index]
      if let found = nearestSubject(in: clause.lowerBound..<end) { return found }
      guard let first = clause.first, persons.isJoiner(utterance.words[first]), index > 0 else { return nil }
      index -= 1
      end = utterance.clauses[index].upperBound
    }
    return nil
  }

  private func nearestSubject(in words: Range<Int>) -> Assertion.Who? {
    var object: Assertion.Who?
    for word in words.reversed() {
      let current = utterance.words[word]
      guard let role = persons.role(of: current) else { continue }
      if isMeBesideAnother(word) { return .we }
      if isPassedOver(word, in: words) || determinesPerson(word) { continue }
      // “I love my boyfriend and give up …”: behind *and*, the noun was only the first verb’s object.
      if role == .partner || role == .other, object == nil, holdsJoiner(word..<words.upperBound) {
        object = who(role, at: word)
      } else if object == nil || !(role == .partner || role == .other) {
        return who(role, at: word)
      }
    }
    return object
  }

  /// “My partner and me”.
  private func isMeBesideAnother(_ word: Int) -> Bool {
    persons.role(of: utterance.words[word]) == .oneself && persons.isObject(utterance.words[word])
      && isJoinedWithAnother(word)
  }

  /// *my* in “my wife”: the wife is the person.
  private func determinesPerson(_ word: Int) -> Bool { determinedPerson(word) != nil }

  /// The noun of *my* before a person.
  private func determinedPerson(_ word: Int) -> Int? {
    guard persons.isOwnPossessive(utterance.words[word]) else { return nil }
    return (word + 1..<min(word + 4, utterance.words.count)).first { next in
      let role = persons.role(of: utterance.words[next])
      return role == .partner || role == .other
    }
  }

  private func holdsJoiner(_ words: Range<Int>) -> Bool {
    words.contains { persons.isJoiner(utterance.words[$0]) }
  }

  /// Persons behind a preposition, possessors, and objects that are nobody’s subject.
  private func isPassedOver(_ word: Int, in words: Range<Int>) -> Bool {
    let current = utterance.words[word]
    if current.isPossessor { return true }
    if persons.isNominative(current) { return false }
    if persons.isObject(current) { return !follows(word, persons.isCausative) && !isCounted(word, in: words) }
    var before = word - 1
    // “My in-laws”: between *my* and the noun, *in* is a part of it.
    if before > words.lowerBound, persons.isPreposition(utterance.words[before]), isDeterminer(before - 1) {
      before -= 1
    }
    while before >= words.lowerBound, isDeterminer(before) { before -= 1 }
    return before >= words.lowerBound && persons.isPreposition(utterance.words[before])
  }

  /// “Us two”, “both of us”, as a clause’s subject.
  private func isCounted(_ word: Int, in words: Range<Int>) -> Bool {
    if word == words.lowerBound, word + 1 < words.upperBound {
      return persons.isCount(utterance.words[word + 1])
    }
    guard word >= words.lowerBound + 2, persons.isPreposition(utterance.words[word - 1]) else { return false }
    return persons.isCount(utterance.words[word - 2])
  }

  /// *my*, *his*, *the*: what stands between a preposition and its noun.
  private func isDeterminer(_ word: Int) -> Bool {
    let current = utterance.words[word]
    return persons.isOwnPossessive(current) || persons.isPossessive(current)
  }

  private func who(_ role: PersonRole, at word: Int) -> Assertion.Who {
    switch role {
    case .oneself: return isJoinedWithAnother(word) ? .we : .oneself
    case .we: return .we
    case .partner: return isBesideMe(word) ? .we : isSomebodyElses(word) ? .other : .partner
    case .other: return isBesideMe(word) ? .we : isMyPartner(word) ? .partner : .other
    case .pronoun: return antecedent(of: word)
    }
  }

  /// “My husband and I” are we, where nothing but the other person stands before the *and*.
  private func isJoinedWithAnother(_ word: Int) -> Bool {
    guard word >= 2, !persons.isOwnPossessive(utterance.words[word]) else { return false }
    let joiner = utterance.words[word - 1]
    guard persons.isJoiner(joiner), !persons.opensClause(joiner) else { return false }
    guard let role = persons.role(of: utterance.words[word - 2]), role != .oneself else { return false }
    let clause = utterance.clauses[utterance.clause(of: word - 2)]
    return word - 1 - clause.lowerBound <= 4
      && !(clause.lowerBound..<(word - 2)).contains(where: isSubjectPronoun)
  }

  /// “Me and my husband” are we.
  private func isBesideMe(_ word: Int) -> Bool {
    var before = word - 1
    while before > 0, isDeterminer(before) { before -= 1 }
    guard before > 0, persons.isJoiner(utterance.words[before]) else { return false }
    let other = utterance.words[before - 1]
    guard persons.role(of: other) == .oneself, !persons.isOwnPossessive(other) else { return false }
    return utterance.clauses[utterance.clause(of: before - 1)].lowerBound == before - 1
  }

  private func isSubjectPronoun(_ word: Int) -> Bool {
    let current = utterance.words[word]
    guard let role = persons.role(of: current), role != .partner, role != .other else { return false }
    return !persons.isObject(current) && !persons.isPossessive(current) && !persons.isOwnPossessive(current)
  }

  /// “Her boyfriend”, “my sister’s husband”: a partner, but not the user’s.
  private func isSomebodyElses(_ word: Int) -> Bool {
    follows(word, persons.isPossessive) || follows(word, \.isPossessor)
  }

  /// “My man”.
  private func isMyPartner(_ word: Int) -> Bool {
    persons.isPartnerBehindMy(utterance.words[word]) && follows(word, persons.isOwnPossessive)
  }

  /// The last noun named before the pronoun, else the partner.
  private func antecedent(of word: Int) -> Assertion.Who {
    for index in (max(0, word - Self.farthestAntecedent)..<word).reversed() {
      switch persons.role(of: utterance.words[index]) {
      case .partner: return isSomebodyElses(index) ? .other : .partner
      case .other: return isMyPartner(index) ? .partner : .other
      case .oneself, .we, .pronoun, nil: continue
      }
    }
    return .partner
  }
}
