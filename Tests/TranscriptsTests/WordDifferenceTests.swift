import Dialogue
import TestSupport
import Testing
import Transcripts

struct WordDifferenceTests {
  @Test(arguments: [
    ("a b c", "a b c", "a b c"),
    ("a b c", "a x c", "a [-b-] {+x+} c"),
    ("a b", "a b c d", "a b {+c d+}"),
    ("a b c", "b", "[-a-] b [-c-]"),
    ("", "a", "{+a+}"),
    ("a\n\nb", "a\nb", "a / [-/-] b"),
    ("", "", ""),
  ])
  func marksWords(old: String, new: String, text: String) {
    #expect(WordDifference(from: old, to: new).text == text)
  }

  /// Without what was added it is the old text, without what was removed the new one.
  @Test func holdsBothTexts() {
    var random = SplitMix64(state: 5)
    for _ in 0..<500 {
      func words() -> [String] {
        (0..<random.number(in: 0..<12)).map { _ in random.pick(["a", "b", "c", "d"]) }
      }
      let (old, new) = (words(), words())
      let runs = WordDifference(from: old.joined(separator: " "), to: new.joined(separator: " ")).runs
      func kept(_ isKept: (WordDifference.Run) -> String?) -> [String] {
        runs.compactMap(isKept).flatMap { $0.split(separator: " ").map(String.init) }
      }
      #expect(
        kept {
          switch $0 {
          case .both(let text), .removed(let text): text
          case .added: nil
          }
        } == old)
      #expect(
        kept {
          switch $0 {
          case .both(let text), .added(let text): text
          case .removed: nil
          }
        } == new)
    }
  }

  @Test func givesUpOnBooks() {
    let long = Array(repeating: "a", count: 3_000).joined(separator: " ")
    #expect(WordDifference(from: long, to: "b").runs == [.removed(long), .added("b")])
  }
}
