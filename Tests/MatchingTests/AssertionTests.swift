import Matching
import Rules
import TestSupport
import Testing

/// How a match is meant: design.md, section 2.2, with a small book of cues.
struct AssertionTests {
  private static let book = """
    lexicon:
      variants: |
        can't = can not
        don't = do not
        didn't = did not
        i'm = i am
        he's = he is | he has
      irregular: |
        feel feels feeling | felt
        be | was were
        do does doing | did
        say says saying | said
        make makes | made
      exact: |
        i me my he him his she her we us our they them not no never is am was were do does did has have had to
      clause-starts: because when if
      joiners: and but
      subjects: i he she we they my
      past-auxiliaries: was were did had
      present-auxiliaries: am is are has have do does can
      pronouns: |
        he him his
        she her her
        they them their
      mirror: |
        i = you
        me = you
        my = your
        our = your
        we = you
        us = you
    persons:
      self: i my me
      we: we us our
      partner: husband wife boyfriend
      other: mum sister boss everyone you
      pronouns: he she they him her them
      passed-over-after: with for of to from
      subject-after: make let want
      joiners: and but
    cues:
      - {id: not, sets: {polarity: negated}, reach: forward, words: [not, never, no], unless: [not only, no wonder], ends-at: [but]}
      - {id: no-longer, sets: {polarity: negated, time: past}, reach: forward, words: [no longer]}
      - {id: used-to, sets: {time: past}, reach: clause, words: ["\\"used\\" to", back then]}
      - {id: now, sets: {time: now}, reach: clause, words: [always, still, every time]}
      - {id: wish, sets: {time: hypothetical}, reach: forward, words: [what if, i wish, might]}
      - {id: howto, sets: {mood: howto}, reach: clause, words: [how do i, how to]}
      - {id: reported, sets: {mood: reported}, reach: forward, words: [(he|she|they) (say|think)], unless: [i (say|think)]}
    concepts:
      person: |
        (he|she|him|her)
        my (mum|husband|sister)
    intents:
      - {id: guilty, kind: sign, patterns: [feel guilty]}
      - {id: cannot, kind: sign, patterns: [can not * refuse]}
      - {id: clingy, kind: sign, patterns: [clingy]}
      - {id: please, kind: sign, patterns: [please everyone]}
      - {id: all, kind: sign, patterns: [<person> is my everything]}
      - {id: own, kind: sign, patterns: [i worry, we argue]}
      - {id: small, kind: sign, patterns: [make me feel small, feel tiny]}
      - {id: gap, kind: sign, patterns: [feel bad when * refuse]}

    """

  private let reader: Reader

  init() throws {
    reader = Reader(Matcher(try RuleBook(sections: Self.book)))
  }

  private func assertion(_ text: String) throws -> Assertion {
    let matches = reader.read(text).matches
    #expect(matches.count == 1, "\(matches.map(\.intent))")
    return try #require(matches.first).assertion
  }

  @Test(arguments: [
    ("i feel guilty", false), ("i don't feel guilty", true), ("i never feel guilty", true),
    // Cues cancel in pairs.
    ("i don't never feel guilty", false),
    // The reach ends at a terminator and at the end of its clause.
    ("i am not sad but feel guilty", false), ("i do not sleep because i feel guilty", false),
    ("no. i feel guilty", false),
    // What only looks like a cue.
    ("not only do i feel guilty", false), ("no wonder i feel guilty", false),
    // An element matched the cue; one in a gap counts.
    ("i can't refuse", false), ("i can't ever refuse", false), ("i feel bad when i don't refuse", true),
    ("i feel bad when i refuse", false),
    // Behind the match it governs nothing.
    ("i feel guilty, not sad", false),
    ("i no longer feel guilty", true),
  ])
  func findsNegation(text: String, isNegated: Bool) throws {
    #expect(try assertion(text).polarity == (isNegated ? .negated : .affirmed))
  }

  @Test(arguments: [
    ("i feel guilty", Assertion.Time.now), ("i felt guilty", .past), ("i used to feel guilty", .past),
    ("back then i feel guilty", .past), ("i no longer feel guilty", .past),
    ("i always felt guilty", .now), ("i felt guilty every time", .now), ("i still felt guilty", .now),
    ("he was sad and i feel guilty", .now), ("i feel guilty because he left", .now),
    ("i was clingy", .past), ("i am clingy", .now), ("i have felt guilty", .now),
    ("what if i feel guilty", .hypothetical), ("i might feel guilty", .hypothetical),
    ("i wish i could feel guilty", .hypothetical),
    ("if he is sad, i feel guilty", .now), ("i did feel guilty", .past),
  ])
  func findsTheTime(text: String, time: Assertion.Time) throws {
    #expect(try assertion(text).time == time)
  }

  @Test(arguments: [
    // No person: the user drops the I.
    ("feel guilty", Assertion.Who.oneself), ("i feel guilty", .oneself), ("we feel guilty", .we),
    ("my husband feels guilty", .partner), ("my sister feels guilty", .other),
    ("everyone feels guilty", .other),
    ("he feels guilty", .partner), ("my sister called. she feels guilty", .other),
    ("my husband called. he feels guilty", .partner),
    // Possessors and persons behind prepositions are no subjects.
    ("my mum's husband feels guilty", .other), ("his mum feels guilty", .other),
    ("her husband feels guilty", .other),
    ("with him i feel guilty", .oneself), ("i talk to my mum and feel guilty", .oneself),
    ("with my husband i feel guilty", .oneself),
    // The object of make and let is the subject.
    ("he makes me feel guilty", .oneself), ("he lets me feel guilty", .oneself),
    ("i make him feel guilty", .partner),
    // X and I.
    ("my husband and i feel guilty", .we), ("he and i feel guilty", .we),
    // The clause before, when joined.
    ("he sleeps and feels guilty", .partner), ("i sleep but feel guilty", .oneself),
    // The author has decided.
    ("he is my everything", .oneself), ("i worry", .oneself), ("we argue", .we),
    ("he makes me feel small", .oneself),
    ("he can't refuse", .partner), ("my sister can't ever refuse", .other),
  ])
  func findsWho(text: String, who: Assertion.Who) throws {
    #expect(try assertion(text).who == who)
  }

  @Test(arguments: [
    ("i feel guilty", Assertion.Mood.statement), ("do i feel guilty?", .question),
    ("i feel guilty. why?", .statement),
    ("how do i please everyone", .howto), ("how to please everyone?", .howto),
    ("he says i'm clingy", .reported), ("he thinks i am clingy", .reported),
    ("i say i am clingy", .statement),
  ])
  func findsTheMood(text: String, mood: Assertion.Mood) throws {
    #expect(try assertion(text).mood == mood)
  }

  @Test func namesTheCuesThatDecided() throws {
    let match = try #require(reader.read("i don't feel guilty").matches.first)
    #expect(match.evidence.map(\.cue) == ["not"])
    #expect(match.status == .refused(.negated))
  }

  /// The first axis that is off, in the order of the replies.
  @Test(arguments: [
    ("my sister doesn't feel guilty", Accepts.Refusal.who), ("i used to not feel guilty", .past),
    ("i don't feel guilty", .negated), ("how do i not feel guilty", .howto),
    ("what if he says i'm clingy", .reported),
    ("what if i don't feel guilty", .hypothetical),
  ])
  func refusesForTheFirstAxisThatIsOff(text: String, refusal: Accepts.Refusal) throws {
    #expect(try #require(reader.read(text).matches.first).status == .refused(refusal))
  }

  @Test func takesAnythingForTheUsersOwnWithoutCues() throws {
    let bare = Reader(
      Matcher(try RuleBook(sections: "intents:\n  - {id: a, kind: sign, patterns: [guilty]}\n")))
    for text in ["he was never guilty", "if they were guilty", "she says: guilty"] {
      #expect(bare.read(text).matches.map(\.assertion) == [Assertion()])
    }
    #expect(bare.read("guilty?").matches.map(\.assertion.mood) == [.question])
  }
}
