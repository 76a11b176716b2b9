internal import Language

/// What is put in place of the names, places, numbers and addresses of some texts: the same for the same, everywhere.
package struct Pseudonyms: Sendable {
  /// What kind of private thing it is.
  package enum Kind: Hashable, Sendable {
    case name, place, number
    case address(PrivacyWords.Address)
  }

  /// One thing that is replaced.
  package struct Replacement: Sendable {
    package var kind: Kind
    /// As it was typed first.
    package var typed: String
    package var standIn: String
    package var count: Int
  }

  /// In the order in which they came up.
  package private(set) var replacements: [Replacement] = []
  /// Words that were left and may be private all the same, each once.
  package private(set) var doubtful: [String] = []
  /// Short numbers that were left, each once.
  package private(set) var shortNumbers: [String] = []
  private var finder: PrivateTextFinder
  private var indices: [String: Int] = [:]
  /// Every word of the texts: none of them can stand in for another.
  private var said: Set<String> = []

  /// The pseudonyms of some texts, which are all that is said in a conversation.
  ///
  /// - Parameters:
  ///   - texts: What was said, in order.
  ///   - words: The lists that tell what is private.
  ///   - replaced: Words that are private for certain.
  ///   - kept: Words and numbers that are not.
  package init(
    of texts: [String], by words: PrivacyWords, replacing replaced: Set<String>, keeping kept: Set<String>
  ) {
    finder = PrivateTextFinder(
      words: words, replaced: Set(replaced.map { folded($0) }), kept: Set(kept.map { folded($0) }))
    let pieces = texts.map { TextPiece.pieces(of: $0, by: words) }
    said = Set(pieces.joined().map { folded($0.text) })
    for find in pieces.flatMap({ finder.finds(in: $0) }) where find.kind == .name || find.kind == .place {
      finder.givenAway[find.key] = find.kind
    }
    for text in pieces { assign(text) }
  }

  /// A text with all of it replaced.
  package func applied(to text: String) -> String {
    var pieces = TextPiece.pieces(of: text, by: finder.words)
    for find in finder.finds(in: pieces).reversed() {
      guard let index = indices[find.key] else { continue }
      let whole = pieces[find.pieces].map(\.text).joined()
      let standIn = Self.inCase(of: find.typed, replacements[index])
      pieces.replaceSubrange(
        find.pieces,
        with: [TextPiece(kind: .gap, text: standIn + whole.dropFirst(find.typed.count))])
    }
    return pieces.map(\.text).joined()
  }

  /// Chooses stand-ins for what a text brings, and notes what it leaves.
  private mutating func assign(_ pieces: [TextPiece]) {
    let finds = finder.finds(in: pieces)
    for find in finds {
      if let index = indices[find.key] {
        replacements[index].count += 1
        continue
      }
      indices[find.key] = replacements.count
      replacements.append(
        Replacement(kind: find.kind, typed: find.typed, standIn: standIn(for: find), count: 1))
    }
    for word in finder.doubtful(in: pieces) where !doubtful.contains(word) { doubtful.append(word) }
    let taken = Set(finds.flatMap(\.pieces))
    for index in pieces.indices where pieces[index].kind == .number && !taken.contains(index) {
      if !shortNumbers.contains(pieces[index].text) { shortNumbers.append(pieces[index].text) }
    }
  }

  private func standIn(for find: PrivateTextFinder.Find) -> String {
    let number = replacements.count { $0.kind == find.kind } + 1
    switch find.kind {
    case .name: return unused(finder.words.standInNames, number)
    case .place: return unused(finder.words.standInPlaces, number)
    case .number: return Self.digits(like: find.typed, number)
    case .address(let address): return finder.words.standIn(for: address, number: number)
    }
  }

  /// The first word of a list that nobody said and that stands for nothing yet.
  private func unused(_ list: [String], _ number: Int) -> String {
    let used = Set(replacements.map(\.standIn))
    return list.first { !used.contains($0) && !said.contains(folded($0)) }
      ?? "\(list.first ?? "X")-\(number)"
  }

  /// A number of the same shape: as many digits, letters as x.
  private static func digits(like typed: String, _ number: Int) -> String {
    let length = typed.count { $0.isWholeNumber }
    let rest = String(String(number).suffix(max(1, length - 1)))
    let padding = String(repeating: "0", count: max(0, length - 1 - rest.count))
    let digits = length > 1 ? "1" + padding + rest : rest
    var next = digits.makeIterator()
    return String(
      typed.map { character in
        character.isWholeNumber ? next.next() ?? "0" : character.isUppercase ? "X" : "x"
      })
  }

  /// A stand-in written as the word was: in small letters, in capitals, or as it is.
  private static func inCase(of typed: String, _ replacement: Replacement) -> String {
    switch replacement.kind {
    case .number, .address: return replacement.standIn
    case .name, .place:
      if typed == typed.lowercased() { return replacement.standIn.lowercased() }
      return typed.count > 1 && typed == typed.uppercased()
        ? replacement.standIn.uppercased() : replacement.standIn
    }
  }
}
