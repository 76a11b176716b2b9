internal import Language

/// The phrases that may be skipped, found at each word of a sentence.
struct FillerTable: Sendable {
  /// First symbol → the phrases, longest first, as surfaces.
  private var phrases: [SymbolID: [[SymbolID]]] = [:]

  init(lexicon: Lexicon, compiler: inout PatternCompiler) {
    for phrase in lexicon.fillers {
      let symbols = phrase.flatMap { lexicon.readings(of: $0)[0] }.map { compiler.surface(of: $0) }
      guard let first = symbols.first else { continue }
      phrases[first, default: []].append(symbols)
    }
    for first in phrases.keys { phrases[first]?.sort { $0.count > $1.count } }
  }

  /// Puts into `lengths`, for each word of the sentence, the lengths of the fillers that begin there: bit *n* for
  /// a filler of *n* words.
  ///
  /// False where the sentence has no filler; `lengths` is then of no use.
  func find(in utterance: Utterance, _ sentence: Range<Int>, into lengths: inout [UInt32]) -> Bool {
    guard !phrases.isEmpty else { return false }
    lengths.removeAll(keepingCapacity: true)
    var hasAny = false
    for word in sentence {
      let found = self.lengths(at: word, in: utterance, sentence)
      lengths.append(found)
      if found != 0 { hasAny = true }
    }
    return hasAny
  }

  private func lengths(at word: Int, in utterance: Utterance, _ sentence: Range<Int>) -> UInt32 {
    guard let candidates = phrases[utterance.words[word].form.surface] else { return 0 }
    var lengths: UInt32 = 0
    for phrase in candidates where word + phrase.count <= sentence.upperBound && phrase.count < 32 {
      let fits = phrase.indices.allSatisfy { utterance.word(word + $0, hasSurface: phrase[$0]) }
      if fits { lengths |= 1 << UInt32(phrase.count) }
    }
    return lengths
  }
}
