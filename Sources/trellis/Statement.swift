/// A line of input: what was said, and what is to be echoed with the answer.
struct Statement: Equatable {
  /// JSON of the caller’s own id, a string, a number or a truth value.
  var id: [UInt8]?
  var text: String
  /// Which conversation it belongs to, where that was asked for.
  var session: Session?

  /// The name of a conversation.
  struct Session: Hashable {
    /// As it came in, JSON.
    var json: [UInt8]
  }

  /// Why a line holds no statement.
  enum Mistake: String, Error {
    case tooLong = "the line is longer than 1 MiB"
    case encoding = "the line is not UTF-8"
    case blank = "the line is blank"
    case noObject = "the line is no JSON object"
    case noText = "the object has no ‘text’ that is a string"
    case noSimpleID = "the ‘id’ is no string, number or truth value"
    case noSession = "the object has no string or number in the session field"
  }

  /// A mistake, with the id of its line where that could be read.
  struct Failure: Error, Equatable {
    var mistake: Mistake
    var id: [UInt8]?
  }

  /// Reads a line that is a statement as it stands.
  static func read(text bytes: [UInt8], _ line: Range<Int>) throws(Failure) -> Statement {
    guard let text = String(validating: bytes[line], as: UTF8.self) else { throw Failure(mistake: .encoding) }
    if text.isBlank { throw Failure(mistake: .blank) }
    return Statement(text: text)
  }

  /// Reads a line that is a JSON object with `text`, an `id` if it likes, and the session where `field` names one.
  ///
  /// Of a key that is there twice the last one counts; keys that mean nothing here are passed over.
  static func read(json bytes: [UInt8], _ line: Range<Int>, sessionField field: String?) throws(Failure)
    -> Statement
  {
    guard isUTF8(bytes, line) else { throw Failure(mistake: .encoding) }
    var fields = Fields()
    var scanner = JSONScanner(bytes, line)
    if scanner.isAtEnd { throw Failure(mistake: .blank) }
    let isObject = scanner.object { scanner, key in
      guard key == "text" else {
        guard let value = scanner.value() else { return false }
        if key == field { fields.session = value }
        if key == "id" { fields.id = value }
        return true
      }
      return fields.takeText(&scanner)
    }
    guard isObject, scanner.isAtEnd else { throw Failure(mistake: .noObject) }
    return try fields.statement(in: bytes, hasSession: field != nil)
  }

  /// What the members of an object came to.
  private struct Fields {
    var id: Range<Int>?
    var session: Range<Int>?
    var text: String?

    mutating func takeText(_ scanner: inout JSONScanner) -> Bool {
      text = scanner.string()
      return text != nil || scanner.value() != nil
    }

    func statement(in bytes: [UInt8], hasSession: Bool) throws(Failure) -> Statement {
      let id = id.map { Array(bytes[$0]) }
      if let first = id?.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
        throw Failure(mistake: .noSimpleID)
      }
      let given = id == Array("null".utf8) ? nil : id
      guard let text else { throw Failure(mistake: .noText, id: given) }
      if text.isBlank { throw Failure(mistake: .blank, id: given) }
      guard hasSession else { return Statement(id: given, text: text) }
      guard let session, Self.canName(bytes[session.lowerBound]) else {
        throw Failure(mistake: .noSession, id: given)
      }
      return Statement(id: given, text: text, session: Session(json: Array(bytes[session])))
    }

    /// Whether a value that begins so is a string or a number.
    private static func canName(_ first: UInt8) -> Bool {
      first == UInt8(ascii: "\"") || first == UInt8(ascii: "-") || first &- 0x30 < 10
    }
  }

  private static func isUTF8(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
    (try? UTF8Span(validating: bytes.span.extracting(line))) != nil
  }
}

extension String {
  /// Whether there is nothing to be seen in it.
  fileprivate var isBlank: Bool {
    !utf8.contains { 0x21...0x7E ~= $0 } && allSatisfy(\.isWhitespace)
  }
}
