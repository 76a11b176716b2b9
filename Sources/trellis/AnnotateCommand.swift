internal import ArgumentParser
internal import Diagnostics
internal import Dialogue
internal import FoundationEssentials
internal import Matching
internal import Rules
internal import Terminal

/// A filter: one JSON line out for each line in, in order; it touches no user data and needs no HOME.
struct AnnotateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "annotate",
    abstract: "Read statements line by line; write what was understood, one JSON line each.")

  enum Input: String, CaseIterable, ExpressibleByArgument {
    /// `{"id": …, "text": …}` a line.
    case json
    /// A statement a line.
    case text
  }

  @OptionGroup var pack: PackOptions
  @Option(help: "What a line holds: json or text.") var input = Input.json
  @Flag(help: "Write each line at once.") var lineBuffered = false

  func run() throws {
    let rules = try pack.load()
    let engine = DialogueEngine(rules)
    let conversation = Conversation(seed: 0)
    var reader = PlainLineReader()
    var writer = BlockWriter(to: .output)
    var number = 0
    var isOpen = true
    do {
      while isOpen {
        number += 1
        let answer: JSON?
        switch reader.next() {
        case .line(let bytes):
          answer = self.answer(
            to: bytes, number: number, engine, conversation, rules.matcher.book.contentHash)
        case .tooLong: answer = Self.failure(id: .integer(number), "the line is longer than 1 MiB")
        case .endOfInput, .interrupted, .terminated, .failed:
          answer = nil
          isOpen = false
        }
        guard let answer else { continue }
        var bytes: [UInt8] = []
        answer.write(to: &bytes)
        bytes.append(0x0A)
        try writer.write(verbatim: bytes)
        if lineBuffered { try writer.flush() }
      }
      try writer.flush()
    } catch {
      throw ExitStatus.inputOutput
    }
  }

  private func answer(
    to bytes: [UInt8], number: Int, _ engine: DialogueEngine, _ conversation: Conversation, _ hash: String
  ) -> JSON {
    guard let line = String(validating: bytes, as: UTF8.self) else {
      return Self.failure(id: .integer(number), "the line is not UTF-8")
    }
    guard !line.allSatisfy(\.isWhitespace) else {
      return Self.failure(id: .integer(number), "the line is blank")
    }
    switch input {
    case .text:
      return TurnJSON.object(
        id: .integer(number), turn: engine.turn(on: line, in: conversation), rulesHash: hash)
    case .json:
      guard let item = try? JSONDecoder().decode(Statement.self, from: Data(bytes)) else {
        return Self.failure(id: .integer(number), "the line is no JSON object with a ‘text’")
      }
      let id = item.id?.json ?? .integer(number)
      return TurnJSON.object(id: id, turn: engine.turn(on: item.text, in: conversation), rulesHash: hash)
    }
  }

  private static func failure(id: JSON, _ message: String) -> JSON {
    .object([("id", id), ("error", .text(message))])
  }
}

/// A line of input.
private struct Statement: Decodable {
  /// An id of whatever simple kind, to be echoed.
  enum ID: Decodable {
    case text(String)
    case integer(Int)
    case number(Double)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self = .text(text)
      } else if let integer = try? container.decode(Int.self) {
        self = .integer(integer)
      } else {
        self = .number(try container.decode(Double.self))
      }
    }

    var json: JSON {
      switch self {
      case .text(let text): .text(text)
      case .integer(let integer): .integer(integer)
      case .number(let number): .number(number)
      }
    }
  }

  var id: ID?
  var text: String
}
