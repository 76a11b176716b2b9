import Dialogue
import TestSupport
import Testing

@testable import Matching

struct WordSketchesTests {
  /// Every word of a sentence is held, and of the others few.
  @Test func neverDeniesAWordThatIsThere() {
    var random = SplitMix64(state: 7)
    var sketches = WordSketches()
    let sentences = (0..<50).map { _ in
      (0..<Int.random(in: 0..<20, using: &random)).map { _ in WordCode(number: .random(in: 2..<40_000)) }
    }
    for words in sentences {
      sketches.beginSentence()
      for word in words { sketches.insert(word) }
    }
    for (number, words) in sentences.enumerated() {
      #expect(words.allSatisfy { sketches.mayHold(WordSketches.bit(of: $0), in: number) })
      let held = (0...UInt8.max).count { sketches.mayHold($0, in: number) }
      #expect(held <= words.count)
    }
  }

  @Test(arguments: 1...12)
  func aClassCarriesTheBitsOfItsWordsIfTheyAreFew(_ count: Int) {
    let words = (1...count).map { WordCode(number: Int32($0 * 37)) }
    let wordClass = ProgramTable.WordClass(words, first: 5)
    #expect(wordClass.range == 5..<(5 + count))
    #expect(wordClass.isSketched == (count <= 8))
    let bits = (0..<min(count, 8)).map { UInt8(truncatingIfNeeded: wordClass.sketch >> UInt64(8 * $0)) }
    #expect(!wordClass.isSketched || bits == words.map(WordSketches.bit))
  }
}
