import BundledRules
import Diagnostics
import Language
import Rules
import Testing
import Transcripts

/// What the lists of `rules/en/privacy/` take for private, and what they leave.
struct PrivacyListsTests {
  private static let book = RuleBookReader.read(PackFiles(files: BundledRules.files)).book

  private func replaced(_ text: String) throws -> String {
    let lexicon = try #require(Self.book).lexicon
    let words = PrivacyWords(files: BundledRules.files, lexicon: lexicon)
    return Pseudonyms(of: [text], by: words, replacing: [], keeping: []).applied(to: text)
  }

  @Test(arguments: [
    ("my friend sarah and Priya", "my friend alex and Robin"),
    ("I told Mark, and Will came", "I told Alex, and Robin came"),
    ("we moved from london to New York", "we moved from fairfield to Milton"),
    ("he lives at 12 baker street", "he lives at 1 Sample Street"),
    ("call me on 07700 900123", "call me on 10001 100002"),
  ])
  func replacesPeopleAndPlaces(typed: String, expected: String) throws {
    #expect(try replaced(typed) == expected)
  }

  @Test(arguments: [
    "I can't say no to my mum, and I feel guilty.", "will you mark my hope with grace in may",
    "On Monday at 10:30 my Mum said No for the 3rd time, 24/7.", "i love him 100 times, since January, ok?",
    "we eat turkey in bed reading nice things", "ive been w/ my bf 4ever, he's 34",
  ])
  func leavesWhatEverybodySays(text: String) throws {
    #expect(try replaced(text) == text)
  }

  /// A stand-in must be no misspelling of anything, or the coach would mend it.
  @Test func standInsAreKnownWords() throws {
    let known = try #require(Self.book?.lexicon.knownWords)
    for name in ["names", "places"] {
      let file = try #require(BundledRules.files.first { $0.path.hasSuffix("/privacy/stand-in-\(name).txt") })
      let words = file.lines.filter { !$0.hasPrefix("#") && !$0.isEmpty }
      #expect(words.count >= 15)
      for word in words { #expect(known.contains(word.lowercased()), "\(word)") }
    }
  }
}
