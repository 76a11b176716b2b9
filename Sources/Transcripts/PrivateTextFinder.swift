internal import Language

/// Finds what is private in a text.
struct PrivateTextFinder {
  /// Something private: some pieces of a text.
  struct Find: Equatable {
    var pieces: Range<Int>
    var kind: Pseudonyms.Kind
    /// What is the same for every wording of the same thing.
    var key: String
    /// As it was typed, without *’s*.
    var typed: String
  }

  let words: PrivacyWords
  /// Folded words that the person wants replaced, or left.
  let replaced: Set<String>
  let kept: Set<String>
  /// Words that a capital inside a sentence gave away somewhere: then a capital at its start does too.
  var givenAway: [String: Pseudonyms.Kind] = [:]

  /// What is private in a text, from left to right.
  func finds(in pieces: [TextPiece]) -> [Find] {
    let isShouted = Self.isShouted(pieces)
    var all: [Find] = []
    var index = 0
    while index < pieces.count {
      let found = finds(at: index, in: pieces, isShouted: isShouted)
      all += found
      index = found.last?.pieces.upperBound ?? index + 1
    }
    return all
  }

  private func finds(at index: Int, in pieces: [TextPiece], isShouted: Bool) -> [Find] {
    if let street = street(at: index, in: pieces) { return [street] }
    switch pieces[index].kind {
    case .gap: return []
    case .address(let address): return [find(index..<(index + 1), .address(address), pieces)]
    case .number: return numbers(from: index, in: pieces)
    case .mixed: return isCode(pieces[index].text) ? [find(index..<(index + 1), .number, pieces)] : []
    case .word:
      if let place = longPlace(at: index, in: pieces) { return [place] }
      return kind(ofWordAt: index, in: pieces, isShouted: isShouted).map {
        [find(index..<(index + 1), $0, pieces)]
      } ?? []
    }
  }

  private func find(_ range: Range<Int>, _ kind: Pseudonyms.Kind, _ pieces: [TextPiece]) -> Find {
    let typed = pieces[range].map(\.text).joined()
    let end = Self.possessiveLength(of: typed)
    return Find(
      pieces: range, kind: kind, key: folded(typed.dropLast(end)), typed: String(typed.dropLast(end)))
  }

  /// How many characters *’s* takes at the end of a word.
  static func possessiveLength(of word: String) -> Int {
    folded(word).hasSuffix("'s") && word.count > 2 ? 2 : 0
  }

  // MARK: - Words

  private func key(_ piece: TextPiece) -> String {
    folded(piece.text.dropLast(Self.possessiveLength(of: piece.text)))
  }

  private func kind(ofWordAt index: Int, in pieces: [TextPiece], isShouted: Bool) -> Pseudonyms.Kind? {
    let key = key(pieces[index])
    if kept.contains(key) { return nil }
    if replaced.contains(key) { return .name }
    if words.notPrivate.contains(key) { return nil }
    if words.places.contains(key) { return .place }
    if words.names.contains(key) { return .name }
    guard pieces[index].isCapitalized, !isShouted else { return nil }
    if let kind = givenAway[key] { return kind }
    guard !Self.opensSentence(index, in: pieces) else { return nil }
    if words.namesThatAreWords.contains(key) { return .name }
    if words.placesThatAreWords.contains(key) { return .place }
    return key.count > 1 && !words.isOrdinary(key) && !words.isFirstPerson(key) ? .name : nil
  }

  /// A place of two or three words.
  private func longPlace(at index: Int, in pieces: [TextPiece]) -> Find? {
    for length in [3, 2] {
      let end = index + 2 * length - 1
      guard end <= pieces.count else { continue }
      let name = pieces[index..<end].map(\.text).joined()
      let key = folded(name.dropLast(Self.possessiveLength(of: name)))
      guard words.places.contains(key), !kept.contains(key) else { continue }
      return find(index..<end, .place, pieces)
    }
    return nil
  }

  /// Words that may be private for all a list can tell: unknown ones, and ordinary ones with a capital.
  func doubtful(in pieces: [TextPiece]) -> [String] {
    let taken = Set(finds(in: pieces).flatMap(\.pieces))
    let isShouted = Self.isShouted(pieces)
    return pieces.indices.compactMap { index in
      guard !taken.contains(index), pieces[index].kind == .word else { return nil }
      let key = key(pieces[index])
      guard key.count > 1, !words.notPrivate.contains(key), !words.isFirstPerson(key) else { return nil }
      let stands = pieces[index].isCapitalized && !isShouted && !Self.opensSentence(index, in: pieces)
      return stands || !words.isOrdinary(key) && !words.isOrdinary(folded(pieces[index].text))
        ? pieces[index].text : nil
    }
  }

  /// Whether a word begins a sentence, or what is quoted: its capital says nothing.
  private static func opensSentence(_ index: Int, in pieces: [TextPiece]) -> Bool {
    let before = pieces[..<index].reversed().prefix { $0.kind == .gap }
    if before.count == index { return true }
    return before.contains { $0.text.contains { ".!?…\n\"“:".contains($0) } }
  }

  /// Whether most of a text is in capitals.
  private static func isShouted(_ pieces: [TextPiece]) -> Bool {
    let words = pieces.filter { $0.kind == .word && $0.text.count > 1 }
    return words.count { $0.text == $0.text.uppercased() } * 2 > words.count
  }

  // MARK: - Numbers and streets

  /// The numbers that begin here and belong together: a telephone number, a date.
  private func numbers(from start: Int, in pieces: [TextPiece]) -> [Find] {
    var numbers = [start]
    var next = start + 2
    while next < pieces.count, pieces[next].kind == .number, Self.joinsNumbers(pieces[next - 1].text) {
      numbers.append(next)
      next += 2
    }
    let digits = numbers.reduce(0) { $0 + pieces[$1].text.count }
    let isLong = digits >= 5 || numbers.contains { pieces[$0].text.count >= 3 }
    guard isLong else { return [] }
    return numbers.filter { index in
      let text = pieces[index].text
      return !kept.contains(text) && !(numbers.count == 1 && words.notPrivate.contains(text))
    }
    .map { find($0..<($0 + 1), .number, pieces) }
  }

  private static func joinsNumbers(_ gap: String) -> Bool {
    gap.count <= 2 && gap.allSatisfy { " -./:()+".contains($0) }
  }

  /// Whether letters and digits together are a code, not a number with a unit.
  private func isCode(_ text: String) -> Bool {
    let key = folded(text)
    if kept.contains(key) { return false }
    if replaced.contains(key) { return true }
    let unit = key.drop(while: \.isWholeNumber)
    let isMeasure =
      unit.count < key.count && words.units.contains(String(unit)) && key.count - unit.count <= 2
    return !isMeasure && !words.notPrivate.contains(key) && !words.isVariant(key)
  }

  /// `12 Example Street`, or with capitals `Example Street`.
  private func street(at index: Int, in pieces: [TextPiece]) -> Find? {
    let isNumbered = pieces[index].kind == .number || pieces[index].kind == .mixed
    guard isNumbered || pieces[index].isCapitalized else { return nil }
    let first = isNumbered ? index + 2 : index
    for end in stride(from: first + 6, through: first + 2, by: -2) where end < pieces.count {
      let parts = pieces[first...end]
      guard
        zip(parts.indices, parts).allSatisfy({
          ($0 - first).isMultiple(of: 2) ? $1.kind == .word : $1.text == " "
        }),
        !isNumbered || pieces[index + 1].text == " ",
        words.streets.contains(key(pieces[end])),
        parts.allSatisfy({ $0.kind == .gap || $0.isCapitalized }) || isNumbered && end == first + 2
      else { continue }
      return find(index..<(end + 1), .address(.street), pieces)
    }
    return nil
  }
}

extension TextPiece {
  fileprivate var isCapitalized: Bool { kind == .word && (text.first?.isUppercase ?? false) }
}
