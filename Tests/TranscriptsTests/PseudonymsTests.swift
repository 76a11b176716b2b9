import Diagnostics
import Dialogue
import Language
import TestSupport
import Testing

@testable import Transcripts

struct PseudonymsTests {
  private let words: PrivacyWords

  init() {
    var lexicon = Lexicon(language: "en")
    lexicon.mirror = ["i": "you"]
    lexicon.variants = ["i'm": [["i", "am"]], "b4": [["before"]]]
    lexicon.knownWords = WordList(
      lines: Array("and\ncall\nfriend\nhome\nlives\nmark\nreading\nsaid\nshe\nsister\nthe\ntold\nwith\n".utf8)
    )
    func list(_ name: String, _ lines: String) -> SourceFile {
      SourceFile(path: "pack/privacy/\(name).txt", text: lines)
    }
    words = PrivacyWords(
      files: [
        list("names", "# people\npriya\nsarah\n"), list("names-that-are-words", "mark\n"),
        list("places", "london\nnew york\n"), list("places-that-are-words", "reading\n"),
        list("not-private", "100\nmonday\n"), list("units", "pm\nth\n"), list("streets", "street\n"),
        list("page-endings", "com\n"), list("stand-in-names", "# in order\nAlex\nRobin\nSam\n"),
        list("stand-in-places", "Milton\nClifton\n"),
        list(
          "stand-in-addresses",
          "street {number} Sample Street\nmail someone{number}@example.org\npage https://example.org/{number}\nhandle @someone{number}\n"
        ),
      ], lexicon: lexicon)
  }

  private func replaced(_ texts: String..., replacing: Set<String> = [], keeping: Set<String> = [])
    -> [String]
  {
    let pseudonyms = Pseudonyms(of: texts, by: words, replacing: replacing, keeping: keeping)
    return texts.map(pseudonyms.applied)
  }

  @Test(arguments: [
    // Names of the list, in any case; possessives keep their ending.
    ("I told Sarah", "I told Alex"),
    ("sarah’s sister and SARAH", "alex’s sister and ALEX"),
    // A word that is a name too counts with a capital inside a sentence, then everywhere with one.
    ("Mark said home. she told Mark, mark it", "Alex said home. she told Alex, mark it"),
    ("Mark said no", "Mark said no"),
    // An unknown word with a capital is somebody; at the start of a sentence it may be anything.
    ("she told Kasjana", "she told Alex"),
    ("Blorf. she said", "Blorf. she said"),
    // Nobody is given away by a shout.
    ("SHE TOLD THE SISTER", "SHE TOLD THE SISTER"),
    ("I'm with I'm", "I'm with I'm"),
    ("home on Monday", "home on Monday"),
    // Places, of two words too.
    ("she lives in new york, not New York's", "she lives in milton, not Milton's"),
    ("with Sarah in Reading reading", "with Alex in Milton reading"),
    // Numbers: long ones, and short ones that make a long one together.
    ("call 07700 900123", "call 10001 100002"),
    ("on 3/5/1987", "on 1/2/1003"),
    ("at 10:30, 3 times, 24/7, 100 friend", "at 10:30, 3 times, 24/7, 100 friend"),
    ("in 2019 and 2019 and 2020", "in 1001 and 1001 and 1002"),
    ("at 7pm on the 12th b4 home", "at 7pm on the 12th b4 home"),
    ("SW1A 1AA, 4b", "XX1X 2XX, 3x"),
    // Addresses.
    ("mail Sarah.X@corp.example.net.", "mail someone1@example.org."),
    ("(see www.foo.example/a?b and foo.com)", "(see https://example.org/1 and https://example.org/2)"),
    ("with @sarah_x!", "with @someone1!"),
    (
      "she lives at 12 Baker Street, and at 12 baker street",
      "she lives at 1 Sample Street, and at 1 Sample Street"
    ),
    ("with the Old Mill Street", "with the 1 Sample Street"),
  ])
  func replacesWhatIsPrivate(typed: String, expected: String) {
    #expect(replaced(typed) == [expected])
  }

  @Test func isTheSameInEveryText() {
    #expect(
      replaced("she told Kasjana", "Kasjana and Sarah", "sarah") == [
        "she told Alex", "Alex and Robin", "robin",
      ])
  }

  @Test func takesNoStandInThatSomebodySaid() {
    #expect(replaced("I told Sarah and alex") == ["I told Robin and alex"])
  }

  @Test func runsOutOfStandInsWithoutMixingPeopleUp() {
    let texts = replaced("told Ab1 Kaa and Kbb and Kcc and Kdd and Kee")
    #expect(texts == ["told Xx1 Alex and Robin and Sam and Alex-4 and Alex-5"])
  }

  @Test func doesWhatThePersonSays() {
    #expect(replaced("Sarah and sister", replacing: ["sister"], keeping: ["sarah"]) == ["Sarah and alex"])
  }

  @Test func namesWhatItLeft() {
    let texts = ["she told the blorf with The Sister, 7 and 7 and 12"]
    let pseudonyms = Pseudonyms(of: texts, by: words, replacing: [], keeping: [])
    #expect(pseudonyms.replacements.isEmpty)
    #expect(pseudonyms.doubtful == ["blorf", "The", "Sister"])
    #expect(pseudonyms.shortNumbers == ["7", "12"])
  }

  /// Whatever is typed, all that is not private comes back as it was, and nothing traps.
  @Test func leavesEverythingElseAlone() {
    var random = SplitMix64(state: 11)
    let parts = [
      "Sarah", "'s", ".", "@", "12", "/", "street", "New", "York", "é", "👩‍👩‍👧", "’", "\n", "a1", "(", "x.com",
    ]
    for _ in 0..<2000 {
      let chosen = (0..<8).map { _ in random.pick(parts) }
      for text in [chosen.joined(), chosen.joined(separator: " ")] {
        #expect(TextPiece.pieces(of: text, by: words).map(\.text).joined() == text)
      }
      let text = chosen.joined(separator: " ")
      #expect(!replaced(text)[0].contains("Sarah"), "\(text)")
    }
  }
}
