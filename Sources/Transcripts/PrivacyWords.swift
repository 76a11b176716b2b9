package import Diagnostics
package import Language

/// The lists of `rules/en/privacy/`: what is private in a text, and what stands in for it.
package struct PrivacyWords: Sendable {
  /// What points to somebody or somewhere, each with a stand-in of its own.
  package enum Address: String, CaseIterable, Sendable {
    case street, mail, page, handle
  }

  /// Replaced wherever they stand.
  let names: WordList
  let places: WordList
  /// Replaced with a capital inside a sentence.
  let namesThatAreWords: WordList
  let placesThatAreWords: WordList
  let notPrivate: WordList
  /// What may stand right behind a number that is no code.
  let units: WordList
  /// Last words of the names of streets.
  let streets: WordList
  /// What `example.com` ends in.
  let pageEndings: WordList
  let standInNames: [String]
  let standInPlaces: [String]
  private let standInAddresses: [String: String]
  private let lexicon: Lexicon

  /// The lists among the files of a pack, and the pack’s words.
  package init(files: [SourceFile], lexicon: Lexicon) {
    func bytes(_ name: String) -> [UInt8] {
      files.first { $0.path.hasSuffix("/privacy/\(name).txt") }?.bytes ?? []
    }
    func lines(_ name: String) -> [String] {
      String(decoding: bytes(name), as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
        .map(String.init)
    }
    names = WordList(lines: bytes("names"))
    places = WordList(lines: bytes("places"))
    namesThatAreWords = WordList(lines: bytes("names-that-are-words"))
    placesThatAreWords = WordList(lines: bytes("places-that-are-words"))
    notPrivate = WordList(lines: bytes("not-private"))
    units = WordList(lines: bytes("units"))
    streets = WordList(lines: bytes("streets"))
    pageEndings = WordList(lines: bytes("page-endings"))
    standInNames = lines("stand-in-names")
    standInPlaces = lines("stand-in-places")
    let addresses = lines("stand-in-addresses").map {
      $0.split(separator: " ", maxSplits: 1).map(String.init)
    }
    standInAddresses = Dictionary(
      addresses.filter { $0.count == 2 }.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
    self.lexicon = lexicon
  }

  /// Whether a folded word is one that everybody uses; of two letters any is, for lists of words leave them out.
  func isOrdinary(_ word: String) -> Bool {
    word.count <= 2 || (lexicon.knownWords?.contains(word) ?? false) || isVariant(word)
  }

  /// Whether a folded word is typed for others: *gonna*, *b4*.
  func isVariant(_ word: String) -> Bool { lexicon.variants[word] != nil }

  /// Whether a folded word is *I*, with or without a verb: *i’m*, *ive*.
  func isFirstPerson(_ word: String) -> Bool {
    lexicon.readings(of: word).first?.first.map { lexicon.mirror[$0] == "you" } ?? false
  }

  /// What stands for the address number `number` of its kind.
  func standIn(for address: Address, number: Int) -> String {
    guard let text = standInAddresses[address.rawValue], let slot = text.firstRange(of: "{number}") else {
      return "\(address.rawValue)-\(number)"
    }
    return text.replacingCharacters(in: slot, with: number)
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with number: Int) -> String {
    self[..<range.lowerBound] + String(number) + self[range.upperBound...]
  }
}
