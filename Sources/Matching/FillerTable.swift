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

  var isEmpty: Bool { phrases.isEmpty }

  /// For each word of the sentence, the length of the filler that begins there, or 0.
  func lengths(in utterance: Utterance, _ sentence: Range<Int>) -> [Int8] {
    var lengths = [Int8](repeating: 0, count: sentence.count)
    for word in sentence {
      guard let candidates = phrases[utterance.words[word].form.surface] else { continue }
      for phrase in candidates where word + phrase.count <= sentence.upperBound {
        let fits = phrase.indices.allSatisfy { utterance.word(word + $0, hasSurface: phrase[$0]) }
        if fits {
          lengths[word - sentence.lowerBound] = Int8(min(phrase.count, 100))
          break
        }
      }
    }
    return lengths
  }
}
