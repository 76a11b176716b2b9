internal import ArgumentParser
internal import Diagnostics
internal import Dialogue
internal import FoundationEssentials
internal import Language
internal import Matching
internal import Rules
internal import Terminal

/// A filter: one JSON line out for each line in, in order; it touches no user data and needs no HOME.
struct AnnotateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "annotate",
    abstract: "Read statements line by line; write what was understood, one JSON line each.")

  enum Input: String, CaseIterable, ExpressibleByArgument {
    /// An object with `text`, and an `id` if it likes, in each line.
    case json
    /// A statement in each line.
    case text
  }

  @OptionGroup var pack: PackOptions
  @Option(help: "What a line holds: json or text.") var input = Input.json
  @Flag(help: "Write each line at once.") var lineBuffered = false
  @Flag(help: "Print times and memory to standard error at the end.") var stats = false
  @Flag(help: "Only the pack’s own matches: no screen, no shadowing, no correction, no reply.")
  var matchOnly = false

  func run() throws {
    var annotator = try Annotator(pack: pack, matchOnly: matchOnly)
    var reader = PlainLineReader()
    var writer = BlockWriter(to: .output)
    do {
      var number = 0
      while true {
        number += 1
        let answer: JSON
        switch reader.next() {
        case .line(let bytes): answer = self.answer(to: bytes, number: number, &annotator)
        case .tooLong: answer = Self.failure(id: .integer(number), "the line is longer than 1 MiB")
        case .endOfInput, .interrupted, .terminated:
          try writer.flush()
          if stats { printError(annotator.stopwatch.report) }
          return
        case .failed: throw ExitStatus.inputOutput
        }
        var bytes: [UInt8] = []
        answer.write(to: &bytes)
        bytes.append(0x0A)
        try writer.write(verbatim: bytes)
        if lineBuffered { try writer.flush() }
      }
    } catch {
      throw ExitStatus.inputOutput
    }
  }

  private func answer(to bytes: [UInt8], number: Int, _ annotator: inout Annotator) -> JSON {
    guard let line = String(validating: bytes, as: UTF8.self) else {
      return Self.failure(id: .integer(number), "the line is not UTF-8")
    }
    guard !line.allSatisfy(\.isWhitespace) else {
      return Self.failure(id: .integer(number), "the line is blank")
    }
    switch input {
    case .text: return annotator.answer(to: line, id: .integer(number))
    case .json:
      guard let item = try? JSONDecoder().decode(Statement.self, from: Data(bytes)) else {
        return Self.failure(id: .integer(number), "the line is no JSON object with a ‘text’")
      }
      return annotator.answer(to: item.text, id: item.id?.json ?? .integer(number))
    }
  }

  private static func failure(id: JSON, _ message: String) -> JSON {
    .object([("id", id), ("error", .text(message))])
  }
}

/// Turns statements into JSON, one by one, and measures that.
private struct Annotator {
  private enum Way {
    case whole(DialogueEngine)
    case matchOnly(Reader)
  }

  private let way: Way
  private let hash: String
  private static let conversation = Conversation(seed: 0)
  var stopwatch = Stopwatch()
  /// Kept between statements for its storage.
  private var utterance = Utterance()

  init(pack: PackOptions, matchOnly: Bool) throws {
    (way, hash) = try stopwatch.measureLoad {
      if matchOnly {
        let matcher = try pack.loadPatterns()
        return (.matchOnly(Reader(matcher, correctsSpelling: false)), matcher.book.contentHash)
      }
      let rules = try pack.load()
      return (.whole(DialogueEngine(rules)), rules.matcher.book.contentHash)
    }
  }

  mutating func answer(to text: String, id: JSON) -> JSON {
    stopwatch.statements += 1
    switch way {
    case .whole(let engine):
      let utterance = stopwatch.measure(.language) { engine.utterance(of: text) }
      let reading = stopwatch.measure(.matching) { engine.reading(of: utterance) }
      stopwatch.words += utterance.words.count
      return stopwatch.measure(.rest) { [hash] in
        TurnJSON.object(id: id, turn: engine.turn(on: reading, in: Self.conversation), rulesHash: hash)
      }
    case .matchOnly(let reader):
      stopwatch.measure(.language) { reader.analyze(text, into: &utterance) }
      let matches = stopwatch.measure(.matching) { reader.bareMatches(in: utterance) }
      stopwatch.words += utterance.words.count
      return stopwatch.measure(.rest) { [hash] in
        .object([
          ("id", id), ("text", .text(text)), ("rules_hash", .text(hash)),
          ("matches", .list(matches.map(TurnJSON.match))),
        ])
      }
    }
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
