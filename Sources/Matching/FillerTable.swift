internal import Archive
internal import Language

/// The phrases of one place in a sentence that may be skipped.
struct Filler: Sendable {
  /// The first word, counted from that of the sentence.
  var place: Int
  /// Bit *n* for one of *n* words.
  var lengths: UInt32

  /// The number of words of the longest.
  var longest: Int { 31 - lengths.leadingZeroBitCount }
}

/// The phrases that may be skipped, found at each word of a sentence.
struct FillerTable: Sendable {
  /// First symbol → the phrases, longest first, as surfaces.
  private var phrases: [SymbolID: [[SymbolID]]] = [:]

  init() {}

  init(lexicon: Lexicon, compiler: inout PatternCompiler) {
    for phrase in lexicon.fillers {
      let symbols = phrase.flatMap { lexicon.readings(of: $0)[0] }.map { compiler.surface(of: $0) }
      guard let first = symbols.first else { continue }
      phrases[first, default: []].append(symbols)
    }
    for first in phrases.keys { phrases[first]?.sort { $0.count > $1.count } }
  }

  var isEmpty: Bool { phrases.isEmpty }

  /// The lengths of the fillers that begin at a word: bit *n* for one of *n* words.
  func lengths(at word: Int, in utterance: borrowing Utterance, _ sentence: Range<Int>) -> UInt32 {
    guard let candidates = phrases[utterance.words[word].form.surface] else { return 0 }
    var lengths: UInt32 = 0
    for phrase in candidates where word + phrase.count <= sentence.upperBound && phrase.count < 32 {
      let fits = phrase.indices.allSatisfy { utterance.word(word + $0, hasSurface: phrase[$0]) }
      if fits { lengths |= 1 << UInt32(phrase.count) }
    }
    return lengths
  }
}

extension FillerTable: Archivable {
  static var blank: FillerTable { FillerTable() }

  mutating func code(by archive: inout Archive) throws(Archive.Damage) { try archive.code(map: &phrases) }
}
