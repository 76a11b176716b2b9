internal import Diagnostics
internal import Language
internal import Rules

/// Finds words in patterns that no list of words holds: most of them are slips of the pen.
struct PatternWords {
  private let lexicon: Lexicon
  private let known: WordList?
  private let patterns: [RulePattern]
  private let otherWords: Set<String>

  init(book: RuleBook) {
    lexicon = book.lexicon
    known = book.lexicon.knownWords
    patterns = Self.patterns(of: book)
    otherWords = Set(book.persons.words.values.joined())
      .union(lexicon.clauseStarts).union(lexicon.joiners).union(lexicon.subjects)
      .union(lexicon.adjectives).union(lexicon.abbreviations)
      .union(lexicon.pastAuxiliaries).union(lexicon.presentAuxiliaries)
      .union(lexicon.distinct.joined()).union(lexicon.fillers.joined()).union(lexicon.mirror.keys)
      .union(lexicon.variants.values.joined().joined()).union(lexicon.irregular.values.map(\.base))
  }

  /// Every pattern but those of safety, where slips of the pen stand on purpose: the screen corrects nothing.
  private static func patterns(of book: RuleBook) -> [RulePattern] {
    var coaching = book
    coaching.intents.removeAll { $0.safety != nil }
    let rules = coaching.patternsOfRules
    let safety = Set(book.intents.filter { $0.safety != nil }.flatMap(\.safetyPatterns))
    let used = book.concepts(usedBy: rules)
    let forSafetyAlone = book.concepts(usedBy: safety).subtracting(used)
    return rules + book.concepts.filter { !forSafetyAlone.contains($0.name) }.flatMap(\.phrases)
  }

  /// One complaint for each place of an unknown word; none where the pack has no known words.
  func complaints() -> [Diagnostic] {
    guard let known else { return [] }
    var places: [String: [SourcePlace]] = [:]
    var counts: [String: Int] = [:]
    for pattern in patterns {
      for word in PatternText.words(of: pattern.text) {
        counts[word.text, default: 0] += 1
        places[word.text, default: []].append(pattern.place.advanced(by: word.offset, length: word.length))
      }
    }
    let unknown = places.filter { !isKnown($0.key, in: known) }
    guard !unknown.isEmpty else { return [] }
    let speller = NearestWord(known: known, counts: counts.filter { unknown[$0.key] == nil })
    return unknown.flatMap { word, places in
      let nearest = speller.nearest(to: word)
      return places.map { place in
        Diagnostic(
          .unknownWord, "‘\(word)’ is no word that the pack knows", at: place,
          hint: nearest.map { "did you mean ‘\($0)’?" }
            ?? "check the spelling; a word that is meant belongs into the pack’s ‘known-words:’")
      }
    }
  }

  private func isKnown(_ word: String, in known: WordList) -> Bool {
    if word.unicodeScalars.contains(where: { $0.properties.numericType != nil }) { return true }
    if lexicon.variants[word] != nil || lexicon.exact.contains(word) || lexicon.irregular[word] != nil {
      return true
    }
    if otherWords.contains(word) || known.contains(word) { return true }
    return word.hasSuffix("'s") && isKnown(String(word.dropLast(2)), in: known)
  }
}

/// The words of a pattern as its author typed it.
enum PatternText {
  struct Word: Hashable {
    /// Folded.
    var text: String
    /// In Unicode scalars from the pattern’s first one.
    var offset: Int
    var length: Int
  }

  /// Every word in order; names of concepts and widths of gaps are none.
  static func words(of pattern: String) -> [Word] {
    let scalars = Array(pattern.unicodeScalars)
    var words: [Word] = []
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar == "<" {
        index = scalars[index...].firstIndex(of: ">") ?? scalars.count
      } else if isWordScalar(scalar) {
        let end = end(ofWordAt: index, in: scalars)
        let isWidth = index > 0 && (scalars[index - 1] == "*" || scalars[index - 1] == ";")
        if !isWidth {
          let text = String(String.UnicodeScalarView(scalars[index..<end]))
          words.append(Word(text: folded(text), offset: index, length: end - index))
        }
        index = end
        continue
      }
      index += 1
    }
    return words
  }

  private static func end(ofWordAt start: Int, in scalars: [Unicode.Scalar]) -> Int {
    var index = start
    while index < scalars.count {
      let isInner =
        isApostrophe(scalars[index]) && index + 1 < scalars.count && isWordScalar(scalars[index + 1])
      guard isWordScalar(scalars[index]) || isInner else { return index }
      index += 1
    }
    return index
  }
}

/// Looks for the known word that differs from a mistyped one by a single slip.
struct NearestWord {
  let known: WordList
  /// The words of the pack and how often it uses each: a slip most likely meant one of them.
  let counts: [String: Int]
  private let letters: [Unicode.Scalar]

  init(known: WordList, counts: [String: Int]) {
    self.known = known
    self.counts = counts
    letters = Set(counts.keys.joined().unicodeScalars).sorted { $0.value < $1.value }
  }

  /// The word of the pack, else the known word, at one letter left out, put in, changed, or swapped.
  func nearest(to word: String) -> String? {
    let slips = slips(of: Array(word.unicodeScalars))
    let own = slips.filter { counts[$0] != nil }.max {
      (counts[$0] ?? 0, $1) < (counts[$1] ?? 0, $0)
    }
    return own ?? Diagnostics.nearest(to: word, among: counts.keys.sorted().filter { isAlike($0, word) })
      ?? slips.filter(known.contains).min()
  }

  /// Whether two words are long and differ in length by two letters at most.
  private func isAlike(_ a: String, _ b: String) -> Bool {
    b.utf8.count >= 7 && abs(a.utf8.count - b.utf8.count) <= 2 && a.first == b.first
  }

  private func slips(of word: [Unicode.Scalar]) -> Set<String> {
    var slips: Set<String> = []
    func add(_ scalars: [Unicode.Scalar]) { slips.insert(String(String.UnicodeScalarView(scalars))) }
    for index in 0...word.count {
      let before = Array(word[..<index])
      let after = Array(word[index...])
      if let first = after.first {
        add(before + after.dropFirst())
        if after.count > 1 { add(before + [after[1], first] + after.dropFirst(2)) }
        for letter in letters { add(before + [letter] + after.dropFirst()) }
      }
      for letter in letters { add(before + [letter] + after) }
    }
    return slips
  }
}
