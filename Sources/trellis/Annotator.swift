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
///
/// It goes through a batch stage by stage, all words before any matching before any writing: the code of one stage fits
/// into the nearest cache of the processor, that of all does not.
struct Annotator {
  private enum Engine {
    case turn(DialogueEngine)
    case matchesOnly(Reader)
  }

  private enum Answer {
    case turn(Turn)
    case matches([Match])
  }

  private static let batch = 32
  private let plan: AnnotationPlan
  private let engine: Engine
  private let rulesHash: String
  private let fresh = Conversation(seed: 0)
  private var conversations = ConversationTable()
  private(set) var stopwatch: Stopwatch
  /// Kept between batches for their storage.
  private var utterances = Array(repeating: Utterance(), count: batch)

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

  /// Writes one line for each line of a portion: the answer, or what is wrong with it.
  ///
  /// - Returns: Where each of them ends in the bytes of `json`.
  mutating func answer(_ portion: AnnotationPipeline.Portion, to json: inout JSONWriter) -> [Int] {
    var ends: [Int] = []
    ends.reserveCapacity(portion.lines.count)
    var rest = portion.lines[...]
    while !rest.isEmpty {
      answer(rest.prefix(Self.batch), of: portion, to: &json, &ends)
      rest = rest.dropFirst(Self.batch)
    }
    return ends
  }

  private mutating func answer(
    _ lines: ArraySlice<Int>, of portion: AnnotationPipeline.Portion, to json: inout JSONWriter,
    _ ends: inout [Int]
  ) {
    let inputs = lines.map { line in
      Result { () throws(Statement.Failure) in
        try plan.statement(portion.block.lines[line], of: portion.block)
      }
    }
    stopwatch.start()
    var answers = answers(to: inputs.compactMap { try? $0.get() }).makeIterator()
    for (line, input) in zip(lines, inputs) {
      json.object { json in
        switch input {
        case .success(let statement):
          write(id: statement.id, portion.firstNumber + line, to: &json)
          if let answer = answers.next() { write(answer, to: statement, &json) }
        case .failure(let failure):
          write(id: failure.id, portion.firstNumber + line, to: &json)
          write(failure.mistake, to: &json)
        }
      }
      json.endLine()
      ends.append(json.bytes.count)
    }
    stopwatch.finish(.rest)
  }

  // MARK: - Answers

  private mutating func answers(to statements: [Statement]) -> [Answer] {
    switch engine {
    case .turn(let engine): turns(on: statements, by: engine).map(Answer.turn)
    case .matchesOnly(let reader): matches(of: statements, by: reader).map(Answer.matches)
    }
  }

  private mutating func turns(on statements: [Statement], by engine: DialogueEngine) -> [Turn] {
    let utterances = statements.map { engine.utterance(of: $0.text) }
    stopwatch.finish(.language)
    let readings = utterances.map { engine.reading(of: $0) }
    stopwatch.finish(.matching)
    for utterance in utterances { stopwatch.count(words: utterance.words.count) }
    return zip(statements, readings).map { statement, reading in
      let before = statement.session.map { conversations[$0] } ?? fresh
      let turn = engine.turn(on: reading, in: before, at: plan.instant ?? .now)
      if let session = statement.session { conversations[session] = turn.conversation }
      return turn
    }
  }

  private mutating func matches(of statements: [Statement], by reader: Reader) -> [[Match]] {
    reader.analyze(statements.map(\.text), into: &utterances)
    stopwatch.finish(.language)
    let found = reader.bareMatches(in: utterances, statements.count)
    stopwatch.finish(.matching)
    for index in statements.indices { stopwatch.count(words: utterances[index].words.count) }
    var matches = Array(repeating: [Match](), count: statements.count)
    for bare in found {
      if let match = reader.match(of: bare, in: utterances[bare.utterance]) {
        matches[bare.utterance].append(match)
      }
    }
    return matches
  }

  // MARK: - Writing

  private func write(id: [UInt8]?, _ number: Int, to json: inout JSONWriter) {
    json.key("id")
    if let id { json.verbatim(id) } else { json.integer(number) }
  }

  private func write(_ mistake: Statement.Mistake, to json: inout JSONWriter) {
    json.key("rules_hash")
    json.text(rulesHash)
    json.key("error")
    json.text(mistake.rawValue)
  }

  private func write(_ answer: Answer, to statement: Statement, _ json: inout JSONWriter) {
    switch answer {
    case .turn(let turn):
      if let session = statement.session {
        json.key("session")
        json.verbatim(session.json)
        json.key("turn")
        json.integer(turn.conversation.turnCount)
      }
      TurnJSON.write(turn, rulesHash: rulesHash, to: &json)
    case .matches(let matches):
      json.key("text")
      json.text(statement.text)
      json.key("rules_hash")
      json.text(rulesHash)
      json.key("matches")
      json.list(matches) { TurnJSON.write($1, to: &$0) }
    }
  }
}
