/// What a pack says about the words of its language: a plain value.
///
/// All words in it are folded (see `folded(_:)`). An empty lexicon knows no variants, fillers or exceptions.
package struct Lexicon: Sendable {
  /// One form of an irregular word: `felt` is a past form of `feel`.
  package struct IrregularForm: Hashable, Sendable {
    package var base: String
    package var isPast: Bool

    package init(base: String, isPast: Bool) {
      self.base = base
      self.isPast = isPast
    }
  }

  /// The three forms that a reply needs of a pronoun: he, him, his.
  package struct Pronoun: Hashable, Sendable {
    package var subject: String
    package var object: String
    package var possessive: String

    package init(subject: String, object: String, possessive: String) {
      self.subject = subject
      self.object = object
      self.possessive = possessive
    }
  }

  /// ISO 639-1; decides the stemmer.
  package var language: String
  /// A typed word → its readings, all of the same length: `he's` → `he is`, `he has`.
  package var variants: [String: [[String]]] = [:]
  package var irregular: [String: IrregularForm] = [:]
  /// Words that match only themselves.
  package var exact: Set<String> = []
  /// Groups of words that share a stem and are different words.
  package var distinct: [[String]] = []
  package var fillers: [[String]] = []
  package var abbreviations: Set<String> = []
  /// Words that begin a clause wherever they stand.
  package var clauseStarts: Set<String> = []
  /// Words that begin a clause when a new subject follows.
  package var joiners: Set<String> = []
  /// Words that a new clause’s subject begins with: `i`, `my`, `they`.
  package var subjects: Set<String> = []
  /// Words in *-ed* that are no past forms: `scared`, `need`.
  package var adjectives: Set<String> = []
  package var pastAuxiliaries: Set<String> = []
  package var presentAuxiliaries: Set<String> = []
  /// How the user’s words are turned around in a reply: `my` → `your`.
  package var mirror: [String: String] = [:]
  package var pronouns: [Pronoun] = []
  /// Words that no spelling correction may touch; nil switches correction off.
  package var knownWords: WordList?

  package init(language: String = "en") {
    self.language = language
  }

  /// Every word of which a list says how it is meant; a few stand twice.
  var listedWords: [String] {
    Array(variants.keys) + Array(irregular.keys)
      + [
        exact, abbreviations, clauseStarts, joiners, subjects, adjectives, pastAuxiliaries,
        presentAuxiliaries,
      ].joined()
  }

  /// Every word of the variants, for tests of “is this a word that the pack speaks of?”.
  package func readings(of word: String) -> [[String]] {
    variants[word] ?? [[word]]
  }
}

/// A word as it is compared: lower case, typographic apostrophes made plain.
///
/// Comparison of Swift strings is by canonical equivalence, which makes NFC and NFD alike.
package func folded(_ word: some StringProtocol) -> String {
  let lower = word.lowercased()
  guard lower.utf8.contains(where: { $0 > 0x7F }) else { return lower }
  return String(String.UnicodeScalarView(lower.unicodeScalars.map { isApostrophe($0) ? "'" : $0 }))
}

/// Whether `scalar` is one of the characters that people type for an apostrophe.
package func isApostrophe(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "'", "\u{2019}", "\u{2018}", "\u{02BC}", "\u{FF07}", "\u{0060}", "\u{00B4}": true
  default: false
  }
}

/// Whether `scalar` belongs to a word: a letter, a mark or a digit (joiners of Indic scripts included).
package func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.isASCII {
    return switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    default: false
    }
  }
  if scalar.value == 0x200C || scalar.value == 0x200D { return true }
  // Emoji variation and skin tone are marks by category, but they belong to the emoji.
  if (0xFE00...0xFE0F).contains(scalar.value) || scalar.properties.isEmojiModifier { return false }
  switch scalar.properties.generalCategory {
  case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
    .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
    return true
  default:
    return false
  }
}
