import Language
import Rules
import TestSupport
import Testing

@testable import Dialogue

struct PersonPhraseTests {
  private let lexicon: Lexicon

  init() throws {
    lexicon = try CoachBook.book().lexicon
  }

  @Test(arguments: [
    ("my mum", "your mum", "your mum", "your mum's"),
    ("My Mum", "your Mum", "your Mum", "your Mum's"),  // capitals are a name
    ("MY MUM", "your mum", "your mum", "your mum's"),
    ("he", "him", "he", "his"), ("him", "him", "he", "his"), ("She", "her", "she", "her"),
    ("they", "them", "they", "their"),
    ("my parents", "your parents", "your parents", "your parents'"),
    ("my boss", "your boss", "your boss", "your boss's"),
    ("my girlfriend's", "your girlfriend", "your girlfriend", "your girlfriend's"),
    ("my girlfriend’s", "your girlfriend", "your girlfriend", "your girlfriend's"),
    ("Anna", "Anna", "Anna", "Anna's"),
    ("my mother-in-law", "your mother-in-law", "your mother-in-law", "your mother-in-law's"),
    ("my “mum”!", "your mum", "your mum", "your mum's"),
    ("मेरी माँ", "मेरी माँ", "मेरी माँ", "मेरी माँ's"),
  ])
  func turnsAPhraseAround(typed: String, object: String, subject: String, possessive: String) {
    let phrase = PersonPhrase(typed, lexicon: lexicon)
    #expect(phrase?.object == object)
    #expect(phrase?.subject == subject)
    #expect(phrase?.possessive == possessive)
  }

  @Test(arguments: ["", " \n", "{}", "one two three four five six"])
  func isNoneWhereItIsEmptyOrLong(typed: String) {
    #expect(PersonPhrase(typed, lexicon: lexicon).map { _ in true } == nil)
  }
}
