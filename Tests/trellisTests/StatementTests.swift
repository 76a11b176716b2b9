import Testing

@testable import trellis

struct StatementTests {
  private func read(_ line: String, sessionField: String? = nil) -> Result<Statement, Statement.Failure> {
    let bytes = Array("before\n\(line)\nafter".utf8)
    do throws(Statement.Failure) {
      return .success(
        try Statement.read(json: bytes, 7..<(7 + line.utf8.count), sessionField: sessionField))
    } catch {
      return .failure(error)
    }
  }

  @Test(
    arguments: [
      (#"{"text": "a"}"#, nil, "a"),
      (#"  {"id" : 7 , "text":"a b" }  "#, "7", "a b"),
      (#"{"id": "x\"y", "text": "a\n\u00e9\ud83d\ude00\/"}"#, #""x\"y""#, "a\né😀/"),
      (#"{"id": 12345678901234567890, "text": "a"}"#, "12345678901234567890", "a"),
      (#"{"id": -1.5E+3, "text": "a"}"#, "-1.5E+3", "a"),
      (#"{"id": false, "text": "a"}"#, "false", "a"),
      (#"{"id": null, "text": "a"}"#, nil, "a"),
      (#"{"text": "first", "more": [{"text": "no"}, null, true, 0.1], "text": "last"}"#, nil, "last"),
      ("{\"id\":1,\"text\":\"a\"}\r", "1", "a"),
    ] as [(String, String?, String)])
  func readsAnObject(line: String, id: String?, text: String) {
    #expect(read(line) == .success(Statement(id: id.map { Array($0.utf8) }, text: text)))
  }

  @Test(
    arguments: [
      ("", .blank, nil), (" \t", .blank, nil), (#"{"id":1,"text":" \n"}"#, .blank, "1"),
      ("hello", .noObject, nil), ("[1]", .noObject, nil), (#""text""#, .noObject, nil),
      (#"{"text": "a"} x"#, .noObject, nil), (#"{"text": "a",}"#, .noObject, nil),
      (#"{"text": "a""#, .noObject, nil), (#"{"text": "a}"#, .noObject, nil),
      (#"{text: "a"}"#, .noObject, nil),
      (#"{"text": "\ud83d"}"#, .noObject, nil), (#"{"text": "\x"}"#, .noObject, nil),
      ("{\"text\": \"a\tb\"}", .noObject, nil), (#"{"id": 01, "text": "a"}"#, .noObject, nil),
      (#"{"id": 1., "text": "a"}"#, .noObject, nil), (#"{"id": -, "text": "a"}"#, .noObject, nil),
      (#"{"id": nul, "text": "a"}"#, .noObject, nil),
      (#"{"id": "a"}"#, .noText, #""a""#), (#"{"id": "a", "text": 5}"#, .noText, #""a""#),
      (#"{"text": null}"#, .noText, nil),
      (#"{"id": [1], "text": "a"}"#, .noSimpleID, nil), (#"{"id": {}, "text": "a"}"#, .noSimpleID, nil),
    ] as [(String, Statement.Mistake, String?)])
  func tellsWhatIsWrong(line: String, mistake: Statement.Mistake, id: String?) {
    #expect(read(line) == .failure(Statement.Failure(mistake: mistake, id: id.map { Array($0.utf8) })))
  }

  @Test func refusesWhatIsNestedWithoutEnd() {
    func line(_ depth: Int) -> String {
      #"{"x": \#(String(repeating: "[", count: depth))\#(String(repeating: "]", count: depth)), "text": "a"}"#
    }
    #expect(read(line(50)) == .success(Statement(text: "a")))
    #expect(read(line(100_000)) == .failure(Statement.Failure(mistake: .noObject)))
  }

  @Test func readsTheConversation() {
    let line = #"{"c": "ana", "id": 1, "text": "a"}"#
    let session = Statement.Session(json: Array(#""ana""#.utf8))
    #expect(read(line, sessionField: "c") == .success(Statement(id: [0x31], text: "a", session: session)))
    for line in [#"{"text": "a"}"#, #"{"c": null, "text": "a"}"#, #"{"c": [], "text": "a"}"#] {
      #expect(read(line, sessionField: "c") == .failure(Statement.Failure(mistake: .noSession)), "\(line)")
    }
  }

  @Test func refusesBytesThatAreNoText() {
    let bytes: [UInt8] = Array(#"{"text": ""#.utf8) + [0xFF] + Array(#""}"#.utf8)
    #expect(throws: Statement.Failure(mistake: .encoding)) {
      try Statement.read(json: bytes, 0..<bytes.count, sessionField: nil)
    }
    #expect(throws: Statement.Failure(mistake: .encoding)) {
      try Statement.read(text: [0xC3], 0..<1)
    }
  }
}

struct JSONWriterTests {
  @Test func writesKeysInTheirOrder() {
    var json = JSONWriter()
    json.object { json in
      json.key("id")
      json.verbatim(Array("1e3".utf8))
      json.key("list")
      json.list([1, 23]) { $0.integer($1) }
      json.key("empty")
      json.object { _ in }
      json.key("rest")
      json.list(["a"]) { json, text in
        json.object { json in
          json.key(text)
          json.null()
          json.key("b")
          json.bool(true)
        }
      }
      json.key("x")
      json.number(0.5)
    }
    json.endLine()
    #expect(
      String(decoding: json.bytes, as: UTF8.self)
        == #"{"id": 1e3, "list": [1, 23], "empty": {}, "rest": [{"a": null, "b": true}], "x": 0.5}"# + "\n")
  }

  @Test(arguments: [
    ("plain é 😀", "plain é 😀"), ("\"\\", #"\"\\"#), ("\n\t\r\u{1}\u{7F}", #"\n\t\r\u0001\u007f"#),
    ("a\u{85}b\u{2028}c\u{2029}“”", #"a\u0085b\u2028c\u2029“”"#),
  ])
  func escapesWhatEndsALine(text: String, expected: String) {
    var json = JSONWriter()
    json.text(text)
    #expect(String(decoding: json.bytes, as: UTF8.self) == "\"\(expected)\"")
  }

  /// What is written is read again as it was.
  @Test(arguments: ["", "a\"b\\c\n\u{0}\u{2028}é😀", "\u{FFFD}\u{10FFFF}"])
  func comesBack(text: String) {
    var json = JSONWriter()
    json.text(text)
    var scanner = JSONScanner(json.bytes, 0..<json.bytes.count)
    #expect(scanner.string() == text)
    #expect(scanner.isAtEnd)
  }
}
