internal import Language

/// Reads the text of one pattern, by recursive descent.
struct PatternParser {
  private let scalars: [Unicode.Scalar]
  /// The same as bytes, of a text that is ASCII alone; else none.
  private let ascii: [UInt8]
  private var position = 0
  private var depth = 0

  init(_ text: String) {
    let bytes = Array(text.utf8)
    ascii = bytes.allSatisfy { $0 < 0x80 } ? bytes : []
    scalars = ascii.isEmpty ? Array(text.unicodeScalars) : ascii.map { Unicode.Scalar($0) }
  }

  /// The whole pattern.
  ///
  /// - Throws: The first mistake; a pattern is too short to go on after one.
  mutating func parse() throws(PatternError) -> Pattern {
    skipSpaces()
    guard position < scalars.count else { throw .empty }
    var parts: [Pattern] = []
    if take("^") { parts.append(.sentenceStart) }
    parts += try items(isTopLevel: true)
    if position < scalars.count {
      let mark = Character(scalars[position])
      throw mark == "|" || mark == ";"
        ? .strayOperator(mark, offset: position) : .unexpected(mark, offset: position)
    }
    let pattern = parts.count == 1 ? parts[0] : Pattern.sequence(parts)
    guard pattern.size > 0 else { throw .onlyGaps }
    guard !pattern.canBeEmpty else { throw .canBeEmpty }
    guard pattern.size <= Pattern.largestSize else { throw .tooLarge(pattern.size) }
    return pattern
  }

  /// The items up to a mark that ends a list of them, which is not taken.
  private mutating func items(isTopLevel: Bool) throws(PatternError) -> [Pattern] {
    var parts: [Pattern] = []
    var gapOffset: Int?
    skipSpaces()
    while position < scalars.count, !isClosing(scalars[position]) {
      let offset = position
      let item = try item(isTopLevel: isTopLevel)
      if case .gap = item {
        if parts.isEmpty || parts == [.sentenceStart] { throw .gapAtEnd(offset: offset) }
        if gapOffset != nil { throw .gapBesideGap(offset: offset) }
        gapOffset = offset
      } else {
        if case .sentenceEnd = item, let gapOffset { throw .gapAtEnd(offset: gapOffset) }
        gapOffset = nil
      }
      parts.append(item)
      skipSpaces()
    }
    if let gapOffset { throw .gapAtEnd(offset: gapOffset) }
    return parts
  }

  private func isClosing(_ scalar: Unicode.Scalar) -> Bool {
    scalar == ")" || scalar == "]" || scalar == "|" || scalar == ";"
  }

  private mutating func item(isTopLevel: Bool) throws(PatternError) -> Pattern {
    let offset = position
    switch scalars[position] {
    case "(": return try group(closedBy: ")")
    case "[": return .optional(try group(closedBy: "]"))
    case "<": return try concept()
    case "\"", "\u{201C}", "\u{201D}": return try quotation()
    case "*": return try gap()
    case "^": throw .anchorInside("^", offset: offset)
    case "$":
      position += 1
      skipSpaces()
      guard isTopLevel, position == scalars.count else { throw .anchorInside("$", offset: offset) }
      return .sentenceEnd
    default: return try word()
    }
  }

  /// `(a|b c)`, `(a ; b)`, or what stands in `[ ]`.
  private mutating func group(closedBy end: Unicode.Scalar) throws(PatternError) -> Pattern {
    let opening = position
    position += 1
    depth += 1
    guard depth <= Pattern.deepestNesting else { throw .tooDeep(offset: opening) }
    defer { depth -= 1 }
    var parts: [Pattern] = []
    var gap: Int?
    var isChoice = false
    while true {
      let items = try items(isTopLevel: false)
      guard position < scalars.count else { throw .unclosed(Character(scalars[opening]), offset: opening) }
      guard !items.isEmpty else { throw .emptyAlternative(offset: min(position, scalars.count - 1)) }
      parts.append(items.count == 1 ? items[0] : .sequence(items))
      let mark = scalars[position]
      position += 1
      if mark == end { break }
      if mark == "|" {
        guard gap == nil else { throw .mixedOperators("|", offset: position - 1) }
        isChoice = true
      } else if mark == ";" {
        guard !isChoice, end == ")" else { throw .mixedOperators(";", offset: position - 1) }
        let width = try number(at: position - 1) ?? Pattern.usualGap
        gap = max(gap ?? 0, width)
      } else {
        throw .unexpected(Character(mark), offset: position - 1)
      }
    }
    if let gap {
      guard (2...4).contains(parts.count) else { throw .partsOutOfRange(parts.count, offset: opening) }
      if parts.contains(where: \.canBeEmpty) { throw .emptyAlternative(offset: opening) }
      return .anyOrder(parts, gap: gap)
    }
    return parts.count == 1 ? parts[0] : .choice(parts)
  }

  private mutating func concept() throws(PatternError) -> Pattern {
    let opening = position
    position += 1
    let start = position
    while position < scalars.count, isNameScalar(scalars[position]) { position += 1 }
    guard position < scalars.count else { throw .unclosed("<", offset: opening) }
    guard scalars[position] == ">" else {
      if scalars[position...].contains(">") {
        throw .unknownCharacter(Character(scalars[position]), offset: position)
      }
      throw .unclosed("<", offset: opening)
    }
    guard position > start else { throw .emptyAlternative(offset: opening) }
    let name = text(start..<position)
    position += 1
    return .concept(name)
  }

  private func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
    isWordScalar(scalar) || scalar == "-" || scalar == "_" || scalar == "."
  }

  private mutating func quotation() throws(PatternError) -> Pattern {
    let opening = position
    position += 1
    var words: [String] = []
    while position < scalars.count {
      let scalar = scalars[position]
      if scalar == "\"" || scalar == "\u{201C}" || scalar == "\u{201D}" {
        position += 1
        guard !words.isEmpty else { throw .emptyQuotation(offset: opening) }
        return .quotation(words)
      }
      if isWordScalar(scalar) { words.append(takeWord()) } else { position += 1 }
    }
    throw .unclosed("\"", offset: opening)
  }

  private mutating func gap() throws(PatternError) -> Pattern {
    let offset = position
    position += 1
    return .gap(try number(at: offset) ?? Pattern.usualGap)
  }

  /// The number that stands right here, if one does; 1 to the widest gap.
  private mutating func number(at offset: Int) throws(PatternError) -> Int? {
    let start = position
    while position < scalars.count, ("0"..."9").contains(scalars[position]) { position += 1 }
    guard position > start else { return nil }
    let number = Int(text(start..<min(position, start + 6))) ?? 0
    guard (1...Pattern.widestGap).contains(number) else { throw .gapTooWide(number, offset: offset) }
    return number
  }

  private mutating func word() throws(PatternError) -> Pattern {
    let scalar = scalars[position]
    guard isWordScalar(scalar) else {
      if scalar == ">" { throw .unexpected(">", offset: position) }
      throw .unknownCharacter(Character(scalar), offset: position)
    }
    let word = takeWord()
    // A possessive’s last apostrophe (others’) belongs to no word, in statements either.
    if position < scalars.count, isApostrophe(scalars[position]) { position += 1 }
    return .word(word)
  }

  /// A folded word: letters, marks, digits and inner apostrophes.
  private mutating func takeWord() -> String {
    let start = position
    while position < scalars.count {
      if isWordScalar(scalars[position]) {
        position += 1
      } else if isApostrophe(scalars[position]), position + 1 < scalars.count,
        isWordScalar(scalars[position + 1])
      {
        position += 1
      } else {
        break
      }
    }
    return folded(text(start..<position))
  }

  private func text(_ range: Range<Int>) -> String {
    guard ascii.isEmpty else { return String(decoding: ascii[range], as: UTF8.self) }
    return String(String.UnicodeScalarView(scalars[range]))
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard position < scalars.count, scalars[position] == scalar else { return false }
    position += 1
    return true
  }

  private func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? scalar == " " || ("\t"..."\r").contains(scalar) : scalar.properties.isWhitespace
  }

  private mutating func skipSpaces() {
    while position < scalars.count, isSpace(scalars[position]) { position += 1 }
  }
}

extension Pattern {
  /// Reads one pattern, such as `<cannot> * (say no|refuse)`.
  ///
  /// - Throws: The first mistake.
  package init(parsing text: String) throws(PatternError) {
    var parser = PatternParser(text)
    self = try parser.parse()
  }
}
