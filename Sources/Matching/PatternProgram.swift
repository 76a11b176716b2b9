internal import Language
internal import Rules

/// What one element of a compiled pattern takes.
enum Element: Hashable, Sendable {
  /// A word with one of these lemmas, sorted.
  case lemmas([SymbolID])
  /// A word with one of these very surfaces, sorted.
  case surfaces([SymbolID])
  /// The longest phrase of a concept.
  case concept(Int)
}

/// A pattern as a graph of its elements: the position automaton of Glushkov (1961), with gaps on its edges.
///
/// Elements stand in topological order; a pattern has no loops, so one pass over them finds every match.
struct PatternProgram: Sendable {
  /// A way from one element to a later one.
  struct Edge: Hashable, Sendable {
    var from: Int
    /// The most words between the two; `tight` lets not even fillers stand there.
    var gap: Int
    static let tight = -1
  }

  var elements: [Element] = []
  /// For each element, the edges that lead to it.
  var edges: [[Edge]] = []
  /// For each element, whether a match may begin with it.
  var isStart: [Bool] = []
  /// For each element, whether a match may end with it.
  var isEnd: [Bool] = []
  var isAtSentenceStart = false
  var isAtSentenceEnd = false
}

/// Builds programs, giving out numbers for words as it goes.
struct PatternCompiler {
  /// A part of a program under construction.
  private struct Fragment {
    var first: [(element: Int, gap: Int)] = []
    var last: [(element: Int, gap: Int)] = []
    /// The words that may be passed where the part is left out; nil where it must be there.
    var emptyGap: Int?

    init(first: [(element: Int, gap: Int)] = [], last: [(element: Int, gap: Int)] = [], emptyGap: Int? = nil)
    {
      self.first = first
      self.last = last
      self.emptyGap = emptyGap
    }
  }

  private(set) var vocabulary: Vocabulary
  private let stemmer: Stemmer
  private let conceptNumbers: [String: Int]
  private var program = PatternProgram()
  /// Words met before: packs say the same ones over and over.
  private var lemmas: [String: SymbolID] = [:]

  init(lexicon: Lexicon, concepts: [String]) {
    vocabulary = Vocabulary(lexicon: lexicon)
    stemmer = Stemmer(language: lexicon.language)
    conceptNumbers = Dictionary(
      concepts.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The number of the lemma of a word that is looked for outside patterns.
  mutating func lemma(of word: String) -> SymbolID {
    if let known = lemmas[word] { return known }
    let number = vocabulary.number(ofLemmaOf: word, by: stemmer)
    lemmas[word] = number
    return number
  }

  /// The surface number of a word that is looked for outside patterns.
  mutating func surface(of word: String) -> SymbolID { vocabulary.number(ofSurface: word) }

  mutating func compile(_ pattern: Pattern) -> PatternProgram {
    program = PatternProgram()
    let whole = fragment(pattern)
    for (element, _) in whole.first { program.isStart[element] = true }
    for (element, _) in whole.last { program.isEnd[element] = true }
    return program
  }

  /// The phrases of the concepts that programs speak of, themselves or through other concepts; none of the rest.
  mutating func phrases(of concepts: [Concept], spokenOfBy programs: [PatternProgram]) -> [[PatternProgram]] {
    var phrases = [[PatternProgram]](repeating: [], count: concepts.count)
    var isCompiled = [Bool](repeating: false, count: concepts.count)
    var open = programs
    while let program = open.popLast() {
      for case .concept(let number) in program.elements where !isCompiled[number] {
        isCompiled[number] = true
        phrases[number] = concepts[number].phrases.map { compile($0.pattern) }
        open += phrases[number]
      }
    }
    return phrases
  }

  /// How often sentences have each lemma that the programs speak of.
  func lemmaCounts(of sentences: [String]) -> [SymbolID: Int] {
    var counts: [SymbolID: Int] = [:]
    var known: [Substring: [SymbolID]] = [:]
    for sentence in sentences {
      for word in sentence.split(whereSeparator: { !$0.isLetter && $0 != "'" && $0 != "’" }) {
        let lemmas: [SymbolID] =
          known[word]
          ?? vocabulary.lexicon.readings(of: word.lowercased().replacing("’", with: "'")).flatMap(\.self)
          .map { vocabulary.form(of: $0, by: stemmer).lemma }.filter { $0 != 0 }
        known[word] = lemmas
        for lemma in lemmas { counts[lemma, default: 0] += 1 }
      }
    }
    return counts
  }

  private mutating func fragment(_ pattern: Pattern) -> Fragment {
    switch pattern {
    case .word(let word): return expanded(word)
    case .quotation(let words): return tightSequence(words.flatMap { vocabulary.lexicon.readings(of: $0)[0] })
    case .concept(let name):
      guard let number = conceptNumbers[name] else { return Fragment() }
      return single(.concept(number))
    case .gap(let width): return Fragment(emptyGap: width)
    case .sentenceStart:
      program.isAtSentenceStart = true
      return Fragment(emptyGap: 0)
    case .sentenceEnd:
      program.isAtSentenceEnd = true
      return Fragment(emptyGap: 0)
    case .sequence(let parts): return sequence(parts.map { part in { $0.fragment(part) } })
    case .choice(let parts): return choice(parts)
    case .optional(let part):
      var inner = fragment(part)
      inner.emptyGap = max(inner.emptyGap ?? 0, 0)
      return inner
    case .anyOrder(let parts, let gap):
      return union(
        permutations(of: parts).map { order in
          let spaced = order.enumerated().flatMap { $0 == 0 ? [$1] : [.gap(gap), $1] }
          return sequence(spaced.map { part in { $0.fragment(part) } })
        })
    }
  }

  private mutating func single(_ element: Element) -> Fragment {
    program.elements.append(element)
    program.edges.append([])
    program.isStart.append(false)
    program.isEnd.append(false)
    let number = program.elements.count - 1
    return Fragment(first: [(number, 0)], last: [(number, 0)])
  }

  /// A word, with the variants of the lexicon: `can't` is `can not`.
  private mutating func expanded(_ word: String) -> Fragment {
    let readings = vocabulary.lexicon.readings(of: word)
    return sequence(
      (readings.first ?? []).indices.map { position in
        { compiler in
          let lemmas = Set(readings.map { compiler.lemma(of: $0[position]) })
          return compiler.single(.lemmas(lemmas.sorted()))
        }
      })
  }

  private mutating func tightSequence(_ words: [String]) -> Fragment {
    var whole = Fragment(emptyGap: 0)
    for word in words {
      let part = single(.surfaces([vocabulary.number(ofSurface: word)]))
      whole = joined(whole, part, isTight: true)
    }
    return whole
  }

  private mutating func sequence(_ parts: [(inout PatternCompiler) -> Fragment]) -> Fragment {
    var whole = Fragment(emptyGap: 0)
    for part in parts { whole = joined(whole, part(&self)) }
    return whole
  }

  /// Two parts in a row; links each end of the first with each beginning of the second.
  private mutating func joined(_ left: Fragment, _ right: Fragment, isTight: Bool = false) -> Fragment {
    for (from, gapAfter) in left.last {
      for (to, gapBefore) in right.first {
        let edge = PatternProgram.Edge(
          from: from, gap: isTight ? PatternProgram.Edge.tight : gapAfter + gapBefore)
        program.edges[to].append(edge)
      }
    }
    var whole = Fragment()
    whole.first = left.first
    if let skipped = left.emptyGap { whole.first += right.first.map { ($0.element, $0.gap + skipped) } }
    whole.last = right.last
    if let skipped = right.emptyGap { whole.last += left.last.map { ($0.element, $0.gap + skipped) } }
    if let a = left.emptyGap, let b = right.emptyGap { whole.emptyGap = a + b }
    return whole
  }

  /// Alternatives; those of one word become a single element.
  private mutating func choice(_ parts: [Pattern]) -> Fragment {
    var lemmas: Set<SymbolID> = []
    var surfaces: Set<SymbolID> = []
    var fragments: [Fragment] = []
    for part in parts {
      if case .word(let word) = part, let readings = singleWords(word) {
        for reading in readings { lemmas.insert(lemma(of: reading)) }
      } else if case .quotation(let words) = part, words.count == 1,
        let surface = singleWords(words[0])?.first
      {
        surfaces.insert(vocabulary.number(ofSurface: surface))
      } else {
        fragments.append(fragment(part))
      }
    }
    if !lemmas.isEmpty { fragments.append(single(.lemmas(lemmas.sorted()))) }
    if !surfaces.isEmpty { fragments.append(single(.surfaces(surfaces.sorted()))) }
    return union(fragments)
  }

  /// The readings of a word, where each is one word.
  private func singleWords(_ word: String) -> [String]? {
    let readings = vocabulary.lexicon.readings(of: word)
    return readings[0].count == 1 ? readings.map { $0[0] } : nil
  }

  private func union(_ fragments: [Fragment]) -> Fragment {
    fragments.dropFirst().reduce(fragments.first ?? Fragment()) { whole, part in
      Fragment(
        first: whole.first + part.first, last: whole.last + part.last,
        emptyGap: [whole.emptyGap, part.emptyGap].compactMap(\.self).max())
    }
  }
}

/// Every order of a few parts.
private func permutations(of parts: [Pattern]) -> [[Pattern]] {
  guard parts.count > 1 else { return [parts] }
  return parts.indices.flatMap { index in
    var rest = parts
    let first = rest.remove(at: index)
    return permutations(of: rest).map { [first] + $0 }
  }
}
