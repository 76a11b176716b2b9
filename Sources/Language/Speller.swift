/// Takes a misspelt word for the one word of the pack that it most likely stands for.
///
/// A word that the pack or its known words hold is never touched, so no real word turns into another.
struct Speller {
  private let vocabulary: Vocabulary
  private let known: WordList
  /// Made when the first misspelt word is met.
  private lazy var byLength = Dictionary(grouping: vocabulary.surfaces) { $0.unicodeScalars.count }

  /// Nil where the pack has no known words: then nothing is corrected.
  init?(vocabulary: Vocabulary) {
    guard let known = vocabulary.lexicon.knownWords else { return nil }
    self.vocabulary = vocabulary
    self.known = known
  }

  /// The word that `typed` is taken for, or nil where it stands as it is.
  ///
  /// Distance 1 for 4 to 7 letters, 2 for longer ones; a tie leaves the word alone.
  mutating func correction(of typed: String, by stemmer: Stemmer) -> String? {
    let letters = typed.unicodeScalars.count
    guard letters >= 3, !isKnown(typed, by: stemmer) else { return nil }
    if let collapsed = collapsed(typed, by: stemmer) { return collapsed }
    guard letters >= 4, !typed.unicodeScalars.contains(where: { $0.properties.numericType != nil }) else {
      return nil
    }
    let limit = letters <= 7 ? 1 : 2
    var best: (word: String, distance: Int)?
    var isTied = false
    for length in (letters - limit)...(letters + limit) {
      for candidate in byLength[length] ?? []
      where candidate.unicodeScalars.first == typed.unicodeScalars.first {
        let distance = editDistance(typed, candidate, limit: limit)
        guard distance <= limit else { continue }
        if let found = best, found.distance <= distance {
          isTied = isTied || (found.distance == distance && !isSameLemma(found.word, candidate, by: stemmer))
        } else {
          best = (candidate, distance)
          isTied = false
        }
      }
    }
    return isTied ? nil : best?.word
  }

  private func isSameLemma(_ a: String, _ b: String, by stemmer: Stemmer) -> Bool {
    vocabulary.lemma(of: a, by: stemmer) == vocabulary.lemma(of: b, by: stemmer)
  }

  private func isKnown(_ word: String, by stemmer: Stemmer) -> Bool {
    if known.contains(word) || vocabulary.lexicon.variants[word] != nil { return true }
    if vocabulary.isSurface(word) || vocabulary.lexicon.exact.contains(word) { return true }
    if word.hasSuffix("'s"), isKnown(String(word.dropLast(2)), by: stemmer) { return true }
    return false
  }

  /// `sooo` → `so`, `loooove` → `love`: runs of a letter shortened to two, then to one.
  private func collapsed(_ word: String, by stemmer: Stemmer) -> String? {
    for longest in [2, 1] {
      let shorter = shortened(word, runs: longest)
      if shorter != word, isKnown(shorter, by: stemmer) { return shorter }
    }
    return nil
  }

  private func shortened(_ word: String, runs longest: Int) -> String {
    guard hasLongRun(word) else { return word }
    var result = ""
    var run = 0
    for character in word {
      run = character == result.last ? run + 1 : 1
      if run <= longest { result.append(character) }
    }
    return result
  }

  private func hasLongRun(_ word: String) -> Bool {
    var run = 1
    for (a, b) in zip(word, word.dropFirst()) {
      run = a == b ? run + 1 : 1
      if run > 2 { return true }
    }
    return false
  }
}

/// The Damerau–Levenshtein distance (optimal string alignment), or more than `limit` as soon as that is sure.
private func editDistance(_ a: String, _ b: String, limit: Int) -> Int {
  let a = Array(a.unicodeScalars)
  let b = Array(b.unicodeScalars)
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var cost = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
      row.append(cost)
    }
    guard (row.min() ?? 0) <= limit else { return limit + 1 }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}
