package import Rules

/// Which match wins the words, and what is answered first.
enum Ranking {
  /// Settles every match that is neither vetoed nor refused, then puts all in order.
  static func settled(_ matches: [Match]) -> [Match] {
    var matches = matches
    let owners = matches.indices.filter { matches[$0].isAccepted }
      .sorted { ownsWords(matches[$0], before: matches[$1]) }
    var ownersOfWord: [Int: [Int]] = [:]
    for index in owners {
      for word in matches[index].matched { ownersOfWord[word, default: []].append(index) }
    }
    for index in owners.reversed() {
      let rivals = matches[index].matched.first.flatMap { ownersOfWord[$0] } ?? []
      if let winner = rivals.first(where: { covers(matches[$0], matches[index]) }) {
        matches[index].status = .shadowed(by: matches[winner].intent)
      }
    }
    for index in owners.reversed() where matches[index].isAccepted {
      if let winner = owners.first(where: { contradicts(matches[$0], matches[index]) }) {
        matches[index].status = .shadowed(by: matches[winner].intent)
      }
    }
    return matches.sorted(by: isAnsweredBefore)
  }

  /// Whether every word of `b` is also counted by `a`, of another intent, which counts more.
  private static func covers(_ a: Match, _ b: Match) -> Bool {
    guard a.isAccepted, a.intentIndex != b.intentIndex, a.matched.count > b.matched.count, a.score > b.score
    else { return false }
    let words = Set(a.matched)
    return b.matched.allSatisfy(words.contains)
  }

  /// By how many words a strain must outweigh a strength that is heard in the same stretch, or the other way round.
  private static let contradictionMargin = 3

  /// Whether `a` takes for a strain what `b` takes for a strength, or the other way round, and clearly counts more: the
  /// same words are not both.
  private static func contradicts(_ a: Match, _ b: Match) -> Bool {
    guard a.isAccepted, let isStrain = a.kind.isStrain, let other = b.kind.isStrain, isStrain != other else {
      return false
    }
    return a.words.overlaps(b.words) && a.score >= b.score + Double(contradictionMargin)
  }

  /// Score, then priority, then the earlier start, then the id.
  private static func ownsWords(_ a: Match, before b: Match) -> Bool {
    if a.score != b.score { return a.score > b.score }
    if a.priority != b.priority { return a.priority > b.priority }
    if a.words.lowerBound != b.words.lowerBound { return a.words.lowerBound < b.words.lowerBound }
    return a.intent < b.intent
  }

  /// Accepted ones first, by kind, priority, score and place; the others behind them by place.
  private static func isAnsweredBefore(_ a: Match, _ b: Match) -> Bool {
    if a.isAccepted != b.isAccepted { return a.isAccepted }
    if a.isAccepted {
      if a.kind.rank != b.kind.rank { return a.kind.rank < b.kind.rank }
      if a.priority != b.priority { return a.priority > b.priority }
      if a.score != b.score { return a.score > b.score }
    }
    if a.words.lowerBound != b.words.lowerBound { return a.words.lowerBound < b.words.lowerBound }
    if a.score != b.score { return a.score > b.score }
    return (a.intent, a.rule.place) < (b.intent, b.rule.place)
  }
}

extension IntentKind {
  /// True for what weighs on somebody, false for a strength, nil for what is neither.
  fileprivate var isStrain: Bool? {
    switch self {
    case .sign, .mistake: true
    case .trait: false
    case .safety, .request, .question, .chat: nil
    }
  }

  /// Safety before requests and questions, these before signs and mistakes, then traits, then chat.
  package var rank: Int {
    switch self {
    case .safety: 0
    case .request, .question: 1
    case .sign, .mistake: 2
    case .trait: 3
    case .chat: 4
    }
  }
}
