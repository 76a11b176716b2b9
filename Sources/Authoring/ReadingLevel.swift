/// How hard a text is to read, in school grades.
///
/// Source: J. P. Kincaid and others, “Derivation of New Readability Formulas”, 1975; syllables are counted by
/// groups of vowels, silent endings left out.
package struct ReadingLevel: Sendable {
  package let sentences: Int
  package let words: Int
  package let syllables: Int

  package init(of text: String) {
    let words = text.split { !$0.isLetter && $0 != "'" && $0 != "’" }
    self.words = words.count
    sentences = max(1, Self.sentenceCount(in: text))
    syllables = words.reduce(0) { $0 + Self.syllables(in: $1.lowercased()) }
  }

  /// The Flesch–Kincaid grade; 0 for a text without words.
  package var grade: Double {
    guard words > 0 else { return 0 }
    return 0.39 * Double(words) / Double(sentences) + 11.8 * Double(syllables) / Double(words) - 15.59
  }

  /// Full stops, question and exclamation marks, colons at line ends; a run of them counts once.
  private static func sentenceCount(in text: String) -> Int {
    var count = 0
    var isOpen = false
    for character in text {
      if character == "." || character == "?" || character == "!" || character == "\n" {
        if isOpen { count += 1 }
        isOpen = false
      } else if character.isLetter {
        isOpen = true
      }
    }
    return count + (isOpen ? 1 : 0)
  }

  private static func syllables(in word: String) -> Int {
    let vowels: Set<Character> = ["a", "e", "i", "o", "u", "y"]
    var count = 0
    var wasVowel = false
    for character in word {
      let isVowel = vowels.contains(character)
      if isVowel && !wasVowel { count += 1 }
      wasVowel = isVowel
    }
    if word.hasSuffix("e") && !word.hasSuffix("le") && count > 1 { count -= 1 }
    if word.hasSuffix("ed") && !word.hasSuffix("ted") && !word.hasSuffix("ded") && count > 1 { count -= 1 }
    if word.hasSuffix("es") && count > 1
      && !["s", "x", "z", "c", "g", "h"].contains(word.dropLast(2).last ?? " ")
    {
      count -= 1
    }
    return max(1, count)
  }
}
