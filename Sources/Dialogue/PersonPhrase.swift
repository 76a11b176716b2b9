internal import Language

/// Whom the person speaks of, turned around for a reply: *my mum* becomes *your mum*.
struct PersonPhrase {
  private static let longest = 5
  private let words: [String]
  private let lexicon: Lexicon

  /// Nil where the phrase is empty or longer than five words.
  init?(_ typed: String, lexicon: Lexicon) {
    let words = typed.split {
      !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" && $0 != "-" && !$0.isMark
    }
    guard (1...Self.longest).contains(words.count) else { return nil }
    let shouts = words.allSatisfy { $0 == $0.uppercased() && $0 != $0.lowercased() }
    var turned = words.map { word in
      let isSmallWord = shouts || lexicon.exact.contains(folded(word))
      return lexicon.mirror[folded(word)] ?? (isSmallWord ? word.lowercased() : String(word))
    }
    // “My girlfriend’s moods” are about my girlfriend.
    if turned.count > 1, let last = turned.last, folded(last).hasSuffix("'s") {
      turned[turned.count - 1] = String(last.dropLast(2))
    }
    self.words = turned
    self.lexicon = lexicon
  }

  private var pronoun: Lexicon.Pronoun? {
    guard words.count == 1 else { return nil }
    let word = folded(words[0])
    return lexicon.pronouns.first { $0.subject == word || $0.object == word || $0.possessive == word }
  }

  /// As in *him*, *your mum*.
  var object: String { pronoun?.object ?? phrase }
  /// As in *he*, *your mum*.
  var subject: String { pronoun?.subject ?? phrase }
  /// As in *his*, *your mum’s*; nil for *a friend of yours*, which has none.
  var possessive: String? {
    if let pronoun { return pronoun.possessive }
    if let last = words.last, lexicon.mirror.values.contains(last) { return nil }
    return phrase.hasSuffix("s") && !phrase.hasSuffix("ss") ? phrase + "'" : phrase + "'s"
  }

  /// The words in lower case, unless somebody wrote a name.
  private var phrase: String {
    words.map { $0.first?.isLowercase == true ? $0.lowercased() : $0 }.joined(separator: " ")
  }
}

extension Character {
  fileprivate var isMark: Bool {
    unicodeScalars.first.map {
      $0.properties.generalCategory == .nonspacingMark || $0.properties.generalCategory == .spacingMark
    }
      ?? false
  }
}
