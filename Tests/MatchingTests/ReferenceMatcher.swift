/// A pattern as the tests write it: rendered for the program, matched here by trial and error.
indirect enum Piece {
  case word(String)
  case quotation([String])
  case concept(String)
  case sequence([Piece])
  case choice([Piece])
  case optional([Piece])
  case anyOrder([Piece], gap: Int)
  case gap(Int)

  var text: String {
    switch self {
    case .word(let word): word
    case .quotation(let words): "\"" + words.joined(separator: " ") + "\""
    case .concept(let name): "<\(name)>"
    case .sequence(let parts): parts.map(\.text).joined(separator: " ")
    case .choice(let parts): "(" + parts.map(\.text).joined(separator: "|") + ")"
    case .optional(let parts): "[" + parts.map(\.text).joined(separator: "|") + "]"
    case .anyOrder(let parts, let gap):
      "(" + parts.map(\.text).joined(separator: gap == 3 ? " ; " : " ;\(gap) ") + ")"
    case .gap(let width): width == 3 ? "*" : "*\(width)"
    }
  }

  var canBeEmpty: Bool {
    switch self {
    case .word, .quotation, .concept, .anyOrder: false
    case .sequence(let parts): parts.allSatisfy(\.canBeEmpty)
    case .choice(let parts): parts.contains(where: \.canBeEmpty)
    case .optional, .gap: true
    }
  }
}

/// A whole pattern: a piece, and whether the sentence must begin and end with it.
struct ReferenceRule {
  var piece: Piece
  var isAtStart = false
  var isAtEnd = false

  var text: String { (isAtStart ? "^ " : "") + piece.text + (isAtEnd ? " $" : "") }
}

/// The pattern language word for word as section 2.1 of the design has it.
///
/// Every start, every alternative, every gap and every order is tried: slow, and plain enough to be believed.
struct ReferenceMatcher {
  var concepts: [String: [Piece]]
  var fillers: [[String]]
  var variants: [String: [[String]]]
  /// Concepts whose phrases count as one word: `<person>` and those that are persons by themselves.
  var persons: Set<String>
  /// Two surfaces are inflections of one word if this makes them equal.
  var lemma: (String) -> String

  /// A word of a sentence: all that it may be read as.
  struct Token {
    var readings: Set<String>
    var span: Range<Int>
  }

  /// How far a way through a pattern has come.
  private struct State: Hashable {
    /// Behind the last thing taken, a gap’s words included.
    var position: Int
    /// Behind the last word that an element took; nil before the first.
    var end: Int?
    var counted = 0
  }

  /// The tokens of each sentence of a line that holds lower-case words, spaces, commas and full stops.
  func sentences(of line: String) -> [[Token]] {
    var sentences: [[Token]] = [[]]
    var offset = 0
    for part in line.split(separator: " ", omittingEmptySubsequences: false) {
      let word = part.filter(\.isLetter)
      let readings = variants[word] ?? [[word]]
      for index in readings[0].indices where !word.isEmpty {
        let token = Token(readings: Set(readings.map { $0[index] }), span: offset..<(offset + word.count))
        sentences[sentences.count - 1].append(token)
      }
      if part.hasSuffix(".") { sentences.append([]) }
      offset += part.count + 1
    }
    return sentences
  }

  /// The spans of an intent’s matches in a sentence: the earliest start, then the most counted words, then the
  /// shortest; then on behind it.
  func spans(of rules: [ReferenceRule], in sentence: [Token]) -> [Range<Int>] {
    var spans: [Range<Int>] = []
    var start = 0
    while start < sentence.count {
      let ways = rules.flatMap { self.ways(through: $0, from: start, in: sentence) }
      let best = ways.min { ($1.counted, $0.end) < ($0.counted, $1.end) }
      guard let best else {
        start += 1
        continue
      }
      spans.append(sentence[start].span.lowerBound..<sentence[best.end - 1].span.upperBound)
      start = best.end
    }
    return spans
  }

  private func ways(
    through rule: ReferenceRule, from start: Int, in sentence: [Token]
  ) -> [(end: Int, counted: Int)] {
    if rule.isAtStart {
      // Only where nothing but fillers stands before, and only at the first such word that will do.
      let starts = skippingFillers(from: 0, in: sentence)
      guard starts.contains(start) else { return [] }
      var free = rule
      free.isAtStart = false
      if starts.contains(where: { $0 < start && !ways(through: free, from: $0, in: sentence).isEmpty }) {
        return []
      }
    }
    return states(through: rule.piece, from: State(position: start), in: sentence).compactMap { state in
      guard let end = state.end else { return nil }
      if rule.isAtEnd, !skippingFillers(from: end, in: sentence).contains(sentence.count) { return nil }
      return (end, state.counted)
    }
  }

  private func states(through piece: Piece, from state: State, in sentence: [Token]) -> Set<State> {
    switch piece {
    case .word(let word):
      let readings = variants[word] ?? [[word]]
      return readings[0].indices.reduce([state]) { states, index in
        let lemmas = Set(readings.map { lemma($0[index]) })
        return Set(
          states.flatMap { state in
            element(from: state, in: sentence) { position in
              sentence[position].readings.contains { lemmas.contains(lemma($0)) } ? (position + 1, 1) : nil
            }
          })
      }
    case .quotation(let words):
      let all = words.flatMap { (variants[$0] ?? [[$0]])[0] }
      return element(from: state, in: sentence) { position in
        let isThere = all.indices.allSatisfy {
          position + $0 < sentence.count && sentence[position + $0].readings.contains(all[$0])
        }
        return isThere ? (position + all.count, all.count) : nil
      }
    case .concept(let name):
      return element(from: state, in: sentence) { longest(name, at: $0, in: sentence) }
    case .sequence(let parts):
      return parts.reduce([state]) { states, part in
        Set(states.flatMap { self.states(through: part, from: $0, in: sentence) })
      }
    case .choice(let parts): return Set(parts.flatMap { states(through: $0, from: state, in: sentence) })
    case .optional(let parts):
      return states(through: .choice(parts), from: state, in: sentence).union([state])
    case .anyOrder(let parts, let gap):
      return Set(
        orders(of: parts).flatMap { order in
          let spaced = order.enumerated().flatMap { $0 == 0 ? [$1] : [.gap(gap), $1] }
          return states(through: .sequence(spaced), from: state, in: sentence)
        })
    case .gap(let width):
      return Set(
        positions(from: state.position, passing: width, in: sentence).map { position in
          State(position: position, end: state.end, counted: state.counted)
        })
    }
  }

  /// An element takes words here, or behind fillers if something stands before it.
  private func element(
    from state: State, in sentence: [Token], take: (Int) -> (end: Int, counted: Int)?
  ) -> Set<State> {
    let starts = state.end == nil ? [state.position] : skippingFillers(from: state.position, in: sentence)
    return Set(
      starts.filter { $0 < sentence.count }.compactMap { start in
        take(start).map { State(position: $0.end, end: $0.end, counted: state.counted + $0.counted) }
      })
  }

  /// The longest phrase of a concept at a word; a person counts as one word.
  private func longest(_ concept: String, at start: Int, in sentence: [Token]) -> (end: Int, counted: Int)? {
    let ways = (concepts[concept] ?? []).flatMap { phrase in
      states(through: phrase, from: State(position: start), in: sentence).compactMap { state in
        state.end.map { (end: $0, counted: state.counted) }
      }
    }
    guard let best = ways.max(by: { ($0.end, $0.counted) < ($1.end, $1.counted) }) else { return nil }
    return (best.end, persons.contains(concept) ? min(1, best.counted) : best.counted)
  }

  private func skippingFillers(from position: Int, in sentence: [Token]) -> Set<Int> {
    positions(from: position, passing: 0, in: sentence)
  }

  /// Where one can stand after passing at most so many words; fillers are free.
  private func positions(from position: Int, passing words: Int, in sentence: [Token]) -> Set<Int> {
    var reached: Set<Int> = [position]
    for filler in fillers where position + filler.count <= sentence.count {
      let isThere = filler.indices.allSatisfy { sentence[position + $0].readings.contains(filler[$0]) }
      if isThere { reached.formUnion(positions(from: position + filler.count, passing: words, in: sentence)) }
    }
    if words > 0, position < sentence.count {
      reached.formUnion(positions(from: position + 1, passing: words - 1, in: sentence))
    }
    return reached
  }

  private func orders(of parts: [Piece]) -> [[Piece]] {
    guard parts.count > 1 else { return [parts] }
    return parts.indices.flatMap { index in
      var rest = parts
      let first = rest.remove(at: index)
      return orders(of: rest).map { [first] + $0 }
    }
  }
}
