internal import Dialogue
internal import Language
internal import Matching
internal import Rules
internal import Terminal

/// What annotators that work side by side have in common.
struct AnnotationPlan: Sendable {
  enum Input: String, CaseIterable, Sendable {
    /// An object with `text`, and an `id` if it likes, in each line.
    case json
    /// A statement in each line.
    case text
  }

  enum Depth: Sendable {
    /// The whole turn: screen, matches, reply.
    case turn(DialogueEngine.Rules)
    /// The pack’s own matches alone.
    case matchesOnly(Matcher)
  }

  var input: Input
  var depth: Depth
  /// The key that names the conversation of a line.
  var sessionField: String?
  var measures = false
  /// When each of them is said; nil for the moment at which it is answered.
  var instant: Instant?

  var rulesHash: String {
    switch depth {
    case .turn(let rules): rules.matcher.book.contentHash
    case .matchesOnly(let matcher): matcher.book.contentHash
    }
  }

  /// What stands in a line of a block.
  func statement(_ line: Range<Int>?, of block: LineBlock) throws(Statement.Failure) -> Statement {
    guard let line else { throw Statement.Failure(mistake: .tooLong) }
    switch input {
    case .text: return try Statement.read(text: block.bytes, line)
    case .json: return try Statement.read(json: block.bytes, line, sessionField: sessionField)
    }
  }
}

/// Answers statements with lines of JSON, in the order in which it gets them.
struct Annotator {
  private enum Engine {
    case turn(DialogueEngine)
    case matchesOnly(Reader)
  }

  private let plan: AnnotationPlan
  private let engine: Engine
  private let rulesHash: String
  private let fresh = Conversation(seed: 0)
  private var conversations = ConversationTable()
  private(set) var stopwatch: Stopwatch
  /// Kept between statements for its storage.
  private var utterance = Utterance()

  init(_ plan: AnnotationPlan) {
    self.plan = plan
    rulesHash = plan.rulesHash
    stopwatch = Stopwatch(isRunning: plan.measures)
    engine =
      switch plan.depth {
      case .turn(let rules): .turn(DialogueEngine(rules))
      case .matchesOnly(let matcher): .matchesOnly(Reader(matcher, correctsSpelling: false))
      }
  }

  /// Writes one line: the answer to a line of a block, or what is wrong with it.
  ///
  /// The number of the line stands for an id where the caller gave none.
  mutating func answer(_ line: Range<Int>?, of block: LineBlock, number: Int, to json: inout JSONWriter) {
    do throws(Statement.Failure) {
      let statement = try plan.statement(line, of: block)
      let answer = answer(to: statement)
      stopwatch.measure(.rest) { [rulesHash] in
        json.object { json in
          Self.write(id: statement.id, number, to: &json)
          Self.write(answer, rulesHash, to: &json)
        }
      }
    } catch {
      json.object { json in
        Self.write(id: error.id, number, to: &json)
        json.key("rules_hash")
        json.text(rulesHash)
        json.key("error")
        json.text(error.mistake.rawValue)
      }
    }
    json.endLine()
  }

  private static func write(id: [UInt8]?, _ number: Int, to json: inout JSONWriter) {
    json.key("id")
    if let id { json.verbatim(id) } else { json.integer(number) }
  }

  private enum Answer {
    case turn(Turn, Statement.Session?)
    case matches(String, [Match])
  }

  private mutating func answer(to statement: Statement) -> Answer {
    switch engine {
    case .turn(let engine):
      let utterance = stopwatch.measure(.language) { engine.utterance(of: statement.text) }
      let reading = stopwatch.measure(.matching) { engine.reading(of: utterance) }
      stopwatch.count(words: utterance.words.count)
      let before = statement.session.map { conversations[$0] } ?? fresh
      let instant = plan.instant ?? .now
      let turn = stopwatch.measure(.rest) { engine.turn(on: reading, in: before, at: instant) }
      if let session = statement.session { conversations[session] = turn.conversation }
      return .turn(turn, statement.session)
    case .matchesOnly(let reader):
      stopwatch.measure(.language) { reader.analyze(statement.text, into: &utterance) }
      let matches = stopwatch.measure(.matching) { reader.bareMatches(in: utterance) }
      stopwatch.count(words: utterance.words.count)
      return .matches(statement.text, matches)
    }
  }

  private static func write(_ answer: Answer, _ rulesHash: String, to json: inout JSONWriter) {
    switch answer {
    case .turn(let turn, let session):
      if let session {
        json.key("session")
        json.verbatim(session.json)
        json.key("turn")
        json.integer(turn.conversation.turnCount)
      }
      TurnJSON.write(turn, rulesHash: rulesHash, to: &json)
    case .matches(let text, let matches):
      json.key("text")
      json.text(text)
      json.key("rules_hash")
      json.text(rulesHash)
      json.key("matches")
      json.list(matches) { TurnJSON.write($1, to: &$0) }
    }
  }
}
