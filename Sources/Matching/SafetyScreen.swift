internal import Diagnostics
internal import Language
package import Rules

/// The screen that comes before everything: signs of danger in what was typed.
///
/// It knows no assertions: a cue fires however it is meant, unless a pattern of the closed list of its own
/// intent (plain denials, idioms) shares a word with it.
package struct SafetyScreen {
  private let readers: [Reader]

  /// - Parameter books: The bundled book, then the packs whose safety cues are added to it.
  ///
  /// A pack’s own lexicon, concepts and vetoes apply to its own cues alone, so it can only add.
  package init(books: [RuleBook]) {
    readers = books.map { Reader(Matcher($0, scope: .safety), correctsSpelling: false) }
  }

  /// A screen over matchers that are compiled already.
  package init(matchers: [Matcher]) {
    readers = matchers.map { Reader($0, correctsSpelling: false) }
  }

  /// What is dangerous in a text, the most urgent first.
  package func finding(in text: String) -> SafetyFinding {
    var whole = SafetyFinding()
    for reader in readers {
      let reading = reader.read(text)
      whole.hits += reading.safety.hits
      guard maySoothe(reader, whole) else { continue }
      whole.answers.formUnion(Set(reading.triggers.keys).intersection([.yes, .no]))
      whole.clears.formUnion(reading.safety.clears)
      whole.retracts.formUnion(reading.safety.retracts)
    }
    whole.hits = Self.ordered(whole.hits)
    return whole
  }

  /// Whether a book may say that all is well: the bundled one, and one of another language where that is silent.
  private func maySoothe(_ reader: Reader, _ finding: SafetyFinding) -> Bool {
    guard let bundled = readers.first, reader !== bundled else { return true }
    return finding.answers.isEmpty && finding.clears.isEmpty
      && reader.matcher.book.pack.language != bundled.matcher.book.pack.language
  }

  static func finding(
    in found: [(pattern: Int, found: Found)], _ matcher: Matcher, _ utterance: Utterance
  ) -> SafetyFinding {
    var finding = SafetyFinding()
    var weak: [Int: [WeakHit]] = [:]
    func isVetoed(_ match: Found, _ number: Int) -> Bool {
      found.contains { other in
        matcher.patterns.owner(of: other.pattern) == .safetyUnless(number)
          && other.found.matched.contains(where: match.matched.contains)
      }
    }
    for (pattern, match) in found {
      switch matcher.patterns.owner(of: pattern) {
      case .safety(let number, let list):
        if !isVetoed(match, number), let hit = hit(number, list, pattern, match, matcher, utterance) {
          finding.hits.append(hit)
        }
      case .safetyWeak(let number, let sign):
        guard !isVetoed(match, number), let name = matcher.book.intents[number].safety?.weak[sign].name,
          let hit = hit(number, .amber, pattern, match, matcher, utterance)
        else { continue }
        weak[number, default: []].append(WeakHit(name: name, words: Set(match.matched), hit: hit))
      case .safetyClear(let number):
        if let category = matcher.book.intents[number].safety?.category { finding.clears.insert(category) }
      case .safetyRetract(let number):
        if let category = matcher.book.intents[number].safety?.category { finding.retracts.insert(category) }
      case .intent, .unless, .unlessSaid, .signal, .answer, .cue, .cueUnless, .cueEnd, .trigger, .person,
        .safetyUnless:
        break
      }
    }
    finding.hits += weak.values.compactMap(together)
    finding.hits = ordered(finding.hits)
    return finding
  }

  /// A weak sign, with the words that it took.
  private struct WeakHit {
    var name: String
    var words: Set<Int>
    var hit: SafetyHit
  }

  /// Two different signs of one intent that share no word, as one hit.
  private static func together(_ signs: [WeakHit]) -> SafetyHit? {
    // The last one of each name is kept, so that a long message costs no more than its length.
    var earlier: [WeakHit] = []
    for sign in signs {
      if let other = earlier.first(where: { $0.name != sign.name && $0.words.isDisjoint(with: sign.words) }) {
        return other.hit.joined(with: sign.hit, names: (other.name, sign.name))
      }
      earlier.removeAll { $0.name == sign.name }
      earlier.append(sign)
    }
    return nil
  }

  private static func hit(
    _ number: Int, _ list: SafetyRule.CueList, _ pattern: Int, _ match: Found,
    _ matcher: Matcher, _ utterance: Utterance
  ) -> SafetyHit? {
    let intent = matcher.book.intents[number]
    guard let safety = intent.safety else { return nil }
    let rule = matcher.patterns.rule(of: pattern)
    return SafetyHit(
      intent: intent.id, category: safety.category, list: list, about: list == .third ? .other : .oneself,
      urgency: safety.urgency, span: utterance.span(of: match.words), score: Double(match.halves) / 2,
      rule: rule.place, pattern: rule.text)
  }

  /// One hit a category: a longer match of another person’s danger, or of what is over, beats the cue inside it;
  /// then red beats amber.
  private static func ordered(_ hits: [SafetyHit]) -> [SafetyHit] {
    let best = Dictionary(grouping: hits, by: \.category).values.compactMap { group -> SafetyHit? in
      let framing = group.filter { $0.list == .third || $0.list == .past }
      let owned = group.filter { hit in
        !framing.contains { frame in
          guard frame.list != hit.list, frame.span.overlaps(hit.span) else { return false }
          return frame.list == .past ? frame.score >= hit.score : frame.score > hit.score
        }
      }
      return owned.min { a, b in
        if a.level != b.level { return a.level > b.level }
        if a.score != b.score { return a.score > b.score }
        return (a.span.lowerBound, a.rule) < (b.span.lowerBound, b.rule)
      }
    }
    return best.sorted { a, b in
      if a.level != b.level { return a.level > b.level }
      if a.urgency != b.urgency { return a.urgency < b.urgency }
      return a.category < b.category
    }
  }
}

extension SafetyHit {
  /// Two weak signs as one, with the patterns of both.
  fileprivate func joined(with other: SafetyHit, names: (String, String)) -> SafetyHit {
    var hit = self
    hit.span =
      min(span.lowerBound, other.span.lowerBound)..<max(span.upperBound, other.span.upperBound)
    hit.score += other.score
    hit.pattern = "\(names.0): \(pattern) + \(names.1): \(other.pattern)"
    return hit
  }
}
