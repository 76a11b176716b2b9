import Diagnostics
import Dialogue
import Rules
import Testing
import Transcripts

struct TranscriptParserTests {
  private func parse(_ text: String) -> (transcript: Transcript, complaints: [String]) {
    let (transcript, diagnostics) = TranscriptParser.parse(SourceFile(path: "t", text: text))
    return (
      transcript,
      diagnostics.map { "\($0.place.start.line):\($0.place.start.column) \($0.code.rawValue) \($0.message)" }
    )
  }

  private func kinds(_ lines: String...) -> [Transcript.Expectation.Kind] {
    let (transcript, complaints) = parse(
      (["trellis-transcript: 1", "", "> hello"] + lines).joined(separator: "\n") + "\n")
    #expect(complaints == [])
    return transcript.entries.first?.expectations.map(\.kind) ?? []
  }

  private func axes(_ change: (inout Transcript.Axes) -> Void) -> Transcript.Axes {
    var axes = Transcript.Axes()
    change(&axes)
    return axes
  }

  @Test func readsTheHeader() {
    let (transcript, complaints) = parse(
      """
      # A comment.
      trellis-transcript: 1
      pack: en 1.2.0 9f86d081884c7d65
      seed: 18446744073709551615
      region: gb
      start: 2026-11-21T09:14:03Z
      recorded: yes
      rules: ../rules/hi
      open-step: small-no
      plan: p
      person: my mum
      safety: violence, suicide locked, own-harm asked
      tags: smoke, no

      """)
    let header = transcript.header
    #expect(complaints == [])
    #expect(header.packID == "en")
    #expect(header.packVersion == "1.2.0")
    #expect(header.seed == UInt64.max)
    #expect(header.region == "GB")
    #expect(header.start?.description == "2026-11-21T09:14:03Z")
    #expect(header.isRecorded)
    #expect(header.rules == "../rules/hi")
    #expect(header.openStep == "small-no")
    #expect(header.plan == "p")
    #expect(header.person == "my mum")
    #expect(header.packHash == "9f86d081884c7d65")
    #expect(header.safety.map(\.category) == [.violence, .suicide, .ownHarm])
    #expect(header.safety.map(\.state) == [.kept, .locked, .asked])
    #expect(header.tags == ["smoke", "no"])
    #expect(transcript.entries.isEmpty)
  }

  @Test func readsEveryKindOfExpectation() {
    #expect(kinds("= a.b") == [.intent(ID("a.b"), axes { _ in })])
    #expect(
      kinds("= a.b polarity=negated who=self time=past mood=howto")
        == [
          .intent(
            ID("a.b"),
            axes {
              $0.polarity = .negated
              $0.who = .oneself
              $0.time = .past
              $0.mood = .howto
            })
        ])
    #expect(kinds("= !a.b", "= none") == [.notIntent(ID("a.b")), .noIntent])
    #expect(kinds("+ small-no", "+ none") == [.step("small-no"), .step(nil)])
    #expect(
      kinds(
        "! violence red", "! suicide amber", "! own-harm asked", "! suicide locked", "! none", "! withheld")
        == [
          .safety(.hit(.violence, .red)), .safety(.hit(.suicide, .amber)), .safety(.asked(.ownHarm)),
          .safety(.locked(.suicide)), .safety(.none), .safety(.withheld),
        ])
    #expect(
      kinds("% asked a.b/why", "% person my mum's boss", "% agenda a b")
        == [.fact("asked", "a.b/why"), .fact("person", "my mum's boss"), .fact("agenda", "a b")])
    #expect(
      kinds(
        #"~ reply contains "say \"no\" > now""#, #"~ reply lacks "x""#, #"~ reply one-of "a" "b c""#,
        "~ act reflect",
        "~ acts reflect ask", "~ words <= 70", "~ words = 3", "~ asked a.b/why")
        == [
          .looser(.contains(#"say "no" > now"#)), .looser(.lacks("x")), .looser(.oneOf(["a", "b c"])),
          .looser(.act("reflect")), .looser(.acts(["reflect", "ask"])), .looser(.words(.atMost, 70)),
          .looser(.words(.equal, 3)), .looser(.asked("a.b/why")),
        ])
    #expect(kinds("< one", "<", "< > two") == [.reply("one\n\n> two")])
  }

  /// The marker and one space go; the rest is text, whatever it begins with.
  @Test(arguments: [
    ("> hello", ["hello"]),
    ("> > hello", ["> hello"]),
    (">   hello", ["  hello"]),
    ("> = a.b", ["= a.b"]),
    (">", [""]),
    ("> one\n> two", ["one\ntwo"]),
    ("> one\n\n> two", ["one", "two"]),
    ("> one\n= none\n> two", ["one", "two"]),
    ("> one\n# aside\n> two", ["one\ntwo"]),
    ("> one\r\n> two\r\n", ["one\ntwo"]),
    ("> a\u{2028}b\u{85}c", ["a\u{2028}b\u{85}c"]),
  ])
  func readsWhatWasSaid(lines: String, expected: [String]) {
    let (transcript, complaints) = parse("trellis-transcript: 1\n\n" + lines)
    #expect(complaints == [])
    #expect(transcript.entries.map(\.text) == expected)
  }

  @Test(arguments: [
    ("", "1:1 TR0502 the header is missing"),
    ("> hello\n", "1:1 TR0502 the header is missing"),
    ("pack: en 1\n", "1:1 TR0502 the header is missing"),
    ("trellis-transcript: 2\n", "1:21 TR0503 format 2 is not known"),
    ("trellis-transcript: new\n", "1:21 TR0503 format new is not known"),
    ("trellis-transcript: 1\n> a\ntrellis-transcript: 1\n", "3:1 TR0502 a second header"),
    ("trellis-transcript: 1\nsede: 7\n", "2:1 TR0502 unknown key ‘sede’"),
    ("trellis-transcript: 1\nseed: -7\n", "2:7 TR0502 ‘seed’ is a whole number"),
    ("trellis-transcript: 1\nstart: today\n", "2:8 TR0502 ‘start’ is an instant"),
    ("trellis-transcript: 1\nhello\n", "2:1 TR0502 this is no ‘key: value’"),
    ("trellis-transcript: 1\n= a.b\n", "2:1 TR0501 an expectation stands before the first turn"),
    ("trellis-transcript: 1\n> a\nhello\n", "3:1 TR0501 this line means nothing"),
    ("trellis-transcript: 1\n> a\nseed: 7\n", "3:1 TR0501 this line means nothing"),
    ("trellis-transcript: 1\n> a\n=\n", "3:1 TR0501 an intent is missing"),
    ("trellis-transcript: 1\n> a\n= a.b whom=self\n", "3:7 TR0501 ‘whom=self’ is no axis"),
    ("trellis-transcript: 1\n> a\n= a.b who=nobody\n", "3:7 TR0501 ‘who=nobody’ is no axis"),
    ("trellis-transcript: 1\n> a\n= a.b who=self time=never\n", "3:16 TR0501 ‘time=never’ is no axis"),
    ("trellis-transcript: 1\n> a\n! violense red\n", "3:3 TR0501 this is no safety result"),
    ("trellis-transcript: 1\n> a\n! violence blue\n", "3:12 TR0501 ‘blue’ is no level"),
    ("trellis-transcript: 1\n> a\n% offred x\n", "3:3 TR0501 this is no fact"),
    ("trellis-transcript: 1\n> a\n~ reply contains no\n", "3:18 TR0501 this expectation means nothing"),
    ("trellis-transcript: 1\n> a\n~ reply contains \"open\n", "3:18 TR0501 a quotation is not closed"),
    ("trellis-transcript: 1\n> a\n~ words about 70\n", "3:9 TR0501 this expectation means nothing"),
    ("trellis-transcript: 1\n> a\n~ act dance\n", "3:7 TR0501 ‘dance’ is no act"),
    ("trellis-transcript: 1\n> a\n@ later\n", "3:3 TR0501 this is no instant"),
    ("trellis-transcript: 1\nregion: gbr\n", "2:9 TR0502 ‘region’ is the two letters of a country"),
    ("trellis-transcript: 1\nrecorded: perhaps\n", "2:11 TR0502 ‘recorded’ is yes or no"),
    ("trellis-transcript: 1\nseed: 1\nseed: 2\n", "3:1 TR0502 ‘seed’ is given twice"),
    ("trellis-transcript: 1\nsafety: violense\n", "2:9 TR0502 ‘violense’ is no safety category"),
    ("trellis-transcript: 1\nsafety: violence gone\n", "2:18 TR0502 ‘gone’ is no state"),
    ("trellis-transcript: 1\nstart: 2026-02-29T09:00:00Z\n", "2:8 TR0502 ‘start’ is an instant"),
    ("trellis-transcript: 1\n>a\n", "2:1 TR0501 no space behind ‘>’"),
    ("trellis-transcript: 1\n> a\n=a.b\n", "3:1 TR0501 no space behind ‘=’"),
    ("trellis-transcript: 1\n> a\n= none who=self\n", "3:8 TR0501 ‘who=self’ stands behind ‘none’"),
    ("trellis-transcript: 1\n> a\n+ two steps\n", "3:1 TR0501 a step is one id"),
    (
      "trellis-transcript: 1\n> a\n~ reply contains \"a\" \"b\"\n",
      "3:9 TR0501 ‘contains’ takes one quotation"
    ),
    ("trellis-transcript: 1\n> a\n~ reply lacks \"\"\n", "3:15 TR0501 an empty quotation is in every reply"),
    ("trellis-transcript: 1\n> a\n~ words <= -1\n", "3:9 TR0501 this expectation means nothing"),
    ("trellis-transcript: 1\n> a\n~ asked a b\n", "3:1 TR0501 this expectation means nothing"),
    (
      "trellis-transcript: 1\n> a\n@ 2026-01-01T09:00:00Z\n@ 2026-01-01T09:00:00Z\n",
      "4:1 TR0501 a second ‘@’ in one turn"
    ),
    (
      "trellis-transcript: 1\n>-\n! withheld\n= a.b\n",
      "4:1 TR0501 a withheld turn has no text, so this is never checked"
    ),
    ("trellis-transcript: 1\n\n# xfail\n> a\n", "3:3 TR0501 an xfail says why"),
    ("trellis-transcript: 1\n\n# xfail:\n> a\n", "3:3 TR0501 an xfail says why"),
    ("trellis-transcript: 1\n> a\n\n# xfail: why\n", "4:1 TR0501 ‘# xfail’ stands above no turn"),
  ])
  func complainsOfWhatMeansNothing(text: String, expected: String) {
    let (_, diagnostics) = TranscriptParser.parse(SourceFile(path: "t", text: text))
    #expect(parse(text).complaints == [expected])
    for diagnostic in diagnostics { #expect(diagnostic.hint != nil, "\(diagnostic)") }
  }

  @Test func namesTheNearestWordInItsHints() {
    let text = "trellis-transcript: 1\nsede: 7\n\n> a\n! violense red\n% offred x\n"
    let (_, diagnostics) = TranscriptParser.parse(SourceFile(path: "t", text: text))
    #expect(
      diagnostics.map(\.hint) == [
        "did you mean ‘seed’?", "did you mean ‘violence’?", "did you mean ‘offered’?",
      ])
  }

  @Test func tellsOfBytesThatAreNoUTF8() {
    let bytes = Array("trellis-transcript: 1\n\n> caf".utf8) + [0xE9, 0x0A]
    let (_, diagnostics) = TranscriptParser.parse(SourceFile(path: "t", bytes: bytes))
    #expect(diagnostics.map(\.description) == ["t:3:1: error[TR0504]: the file is not UTF-8"])
  }

  @Test func readsFilesWithAByteOrderMarkAndCRLF() {
    let (transcript, complaints) = parse("\u{FEFF}trellis-transcript: 1\r\nseed: 7\r\n\r\n> hi\r\n= none\r\n")
    #expect(complaints == [])
    #expect(transcript.header.seed == 7)
    #expect(transcript.entries.map(\.text) == ["hi"])
    #expect(transcript.entries[0].expectations.map(\.line) == [5])
  }

  @Test func takesAnXfailForWhatItStandsAt() {
    let (transcript, complaints) = parse(
      """
      trellis-transcript: 1

      # xfail: above
      > one
      = a
      > two
      # xfail: inside
      = b

      > three
      """)
    #expect(complaints == [])
    #expect(transcript.header.expectedToFail == nil)
    #expect(transcript.entries.map(\.expectedToFail) == ["above", "inside", nil])
    #expect(parse("trellis-transcript: 1\n# xfail: all\n\n> one\n").transcript.header.expectedToFail == "all")
  }

  @Test func takesTheLastTurnOfARecordedFileForTornWhereItHasNoInstant() {
    let body = "\n\n> one\n= none\n@ 2026-01-01T09:00:00Z\n\n> two\n= none\n"
    let recorded = parse("trellis-transcript: 1\nrecorded: yes" + body).transcript
    #expect(recorded.entries.map(\.text) == ["one"])
    #expect(recorded.torn?.text == "two")
    #expect(recorded.torn?.line == 8)
    let written = parse("trellis-transcript: 1" + body).transcript
    #expect(written.entries.map(\.text) == ["one", "two"])
    #expect(written.torn == nil)
  }

  @Test func readsWithheldTurns() {
    let (transcript, complaints) = parse(
      "trellis-transcript: 1\n\n>-\n! withheld\n@ 2026-01-01T09:00:00Z\n\n> one\n")
    #expect(complaints == [])
    #expect(transcript.entries.map(\.isWithheld) == [true, false])
    #expect(transcript.entries.map(\.text) == ["", "one"])
  }
}
