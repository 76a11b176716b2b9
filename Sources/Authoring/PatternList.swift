package import Rules

/// A list of patterns of a book: whose they are and what they are for.
///
/// Numbers are indexes in the book.
package enum PatternList: Hashable, Sendable {
  case patterns(intent: Int)
  case unless(intent: Int)
  case unlessSaid(intent: Int)
  case answer(intent: Int, ask: Int, answer: Int)
  case danger(intent: Int, SafetyRule.CueList)
  case clear(intent: Int)
  case retract(intent: Int)
  case signal(Int)
  case concept(Int)
  case cue(Int)
  case cueUnless(Int)
  case cueEnd(Int)
}

/// One pattern of a book.
package struct PatternSite: Hashable, Sendable {
  package var list: PatternList
  package var index: Int

  package init(_ list: PatternList, _ index: Int) {
    self.list = list
    self.index = index
  }
}

extension RuleBook {
  /// The patterns of a list.
  package subscript(list: PatternList) -> [RulePattern] {
    get {
      switch list {
      case .patterns(let intent): intents[intent].patterns
      case .unless(let intent): intents[intent].unless
      case .unlessSaid(let intent): intents[intent].unlessSaid
      case .answer(let intent, let ask, let answer): intents[intent].asks[ask].answers[answer].patterns
      case .danger(let intent, let cues): intents[intent].safety?.cues[cues] ?? []
      case .clear(let intent): intents[intent].safety?.clear ?? []
      case .retract(let intent): intents[intent].safety?.retract ?? []
      case .signal(let signal): signals[signal].patterns
      case .concept(let concept): concepts[concept].phrases
      case .cue(let cue): cues[cue].words
      case .cueUnless(let cue): cues[cue].unless
      case .cueEnd(let cue): cues[cue].endsAt
      }
    }
    set {
      switch list {
      case .patterns(let intent): intents[intent].patterns = newValue
      case .unless(let intent): intents[intent].unless = newValue
      case .unlessSaid(let intent): intents[intent].unlessSaid = newValue
      case .answer(let intent, let ask, let answer):
        intents[intent].asks[ask].answers[answer].patterns = newValue
      case .danger(let intent, let cues): intents[intent].safety?.cues[cues] = newValue
      case .clear(let intent): intents[intent].safety?.clear = newValue
      case .retract(let intent): intents[intent].safety?.retract = newValue
      case .signal(let signal): signals[signal].patterns = newValue
      case .concept(let concept): concepts[concept].phrases = newValue
      case .cue(let cue): cues[cue].words = newValue
      case .cueUnless(let cue): cues[cue].unless = newValue
      case .cueEnd(let cue): cues[cue].endsAt = newValue
      }
    }
  }

  package subscript(site: PatternSite) -> RulePattern { self[site.list][site.index] }

  /// Every list that is in use; those of intents that are switched off are not.
  package var patternLists: [PatternList] {
    var lists = intents.indices.filter { intents[$0].isEnabled }.flatMap(lists)
    lists += signals.indices.map { .signal($0) }
    lists += concepts.indices.map { .concept($0) }
    lists += cues.indices.flatMap { [.cue($0), .cueUnless($0), .cueEnd($0)] }
    return lists
  }

  /// Every pattern in use.
  package var patternSites: [PatternSite] {
    patternLists.flatMap { list in self[list].indices.map { PatternSite(list, $0) } }
  }

  private func lists(ofIntent number: Int) -> [PatternList] {
    guard intents[number].safety == nil else {
      return SafetyRule.CueList.allCases.map { .danger(intent: number, $0) } + [
        .unless(intent: number), .clear(intent: number), .retract(intent: number),
      ]
    }
    let answers = intents[number].asks.enumerated().flatMap { ask, question in
      question.answers.indices.map { PatternList.answer(intent: number, ask: ask, answer: $0) }
    }
    return [.patterns(intent: number), .unless(intent: number), .unlessSaid(intent: number)] + answers
  }

  /// Whose list it is, as an author knows it: an id, or a concept in its brackets.
  package func owner(of list: PatternList) -> String {
    switch list {
    case .patterns(let intent), .unless(let intent), .unlessSaid(let intent), .answer(let intent, _, _),
      .danger(let intent, _), .clear(let intent), .retract(let intent):
      intents[intent].id.text
    case .signal(let signal): signals[signal].id.text
    case .concept(let concept): "<\(concepts[concept].name)>"
    case .cue(let cue), .cueUnless(let cue), .cueEnd(let cue): cues[cue].id
    }
  }

  /// The concepts of these names, and those that they are made of.
  package func concepts(behind names: [String]) -> Set<String> {
    let parts = Dictionary(
      concepts.map { ($0.name, $0.phrases.flatMap(\.pattern.concepts)) }, uniquingKeysWith: +)
    var known: Set<String> = []
    var waiting = names
    while let name = waiting.popLast() {
      if known.insert(name).inserted { waiting += parts[name] ?? [] }
    }
    return known
  }
}

extension PatternList {
  /// The intent that a list belongs to, or nil for what is shared by all.
  package var intent: Int? {
    switch self {
    case .patterns(let intent), .unless(let intent), .unlessSaid(let intent), .answer(let intent, _, _),
      .danger(let intent, _), .clear(let intent), .retract(let intent):
      intent
    case .signal, .concept, .cue, .cueUnless, .cueEnd: nil
    }
  }

  /// The key under which an author finds it.
  package var key: String {
    switch self {
    case .patterns, .answer, .signal: "patterns"
    case .unless, .cueUnless: "unless"
    case .unlessSaid: "unless-said"
    case .danger(_, let cues): cues.rawValue
    case .clear: "clear"
    case .retract: "retract"
    case .concept: "phrases"
    case .cue: "words"
    case .cueEnd: "ends-at"
    }
  }
}
