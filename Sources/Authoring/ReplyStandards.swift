package import Diagnostics
internal import Matching
package import Rules

/// Checks every text that a pack can say against the standards of the dialogue.
///
/// The phrases that no reply may hold are the pack’s own (`standards:`); limits of length, questions and reading
/// level are the same for all.
package struct ReplyStandards {
  /// What a text is for; it decides its limits.
  package enum Use: Hashable, Sendable {
    case reflection, insight, affirmation, question, answer, situation, other, step, script, safety, fact,
      chat

    /// The most words, tables and contacts not counted.
    var mostWords: Int {
      switch self {
      case .reflection, .affirmation: 22
      case .insight: 26
      case .question: 22
      case .answer, .other: 34
      case .situation, .chat: 70
      case .step: 60
      case .script: 34
      case .safety: 120
      case .fact: 90
      }
    }

    /// Whether it may ask at all; a whole reply holds one question at most.
    var mayAsk: Bool {
      switch self {
      case .reflection, .insight, .affirmation, .step: false
      case .question, .answer, .situation, .other, .script, .safety, .fact, .chat: true
      }
    }

    var hardestGrade: Double { self == .safety ? 6 : 8 }
  }

  /// A text of the pack with its use.
  package struct Text: Sendable {
    package var reply: ReplyText
    package var use: Use
  }

  private let book: RuleBook
  private let reader: Reader

  package init(book: RuleBook) {
    self.book = book
    var forbidden = book
    let place = book.standards.first?.place ?? SourcePlace(path: "", line: 1, column: 1)
    var intent = Intent(id: ID("standards.forbidden"), kind: .chat, place: place, title: "")
    intent.patterns = book.standards
    forbidden.intents = [intent]
    reader = Reader(Matcher(forbidden, scope: .patternsOnly), correctsSpelling: false)
  }

  /// Every text of the pack.
  package var texts: [Text] {
    var texts: [Text] = []
    func add(_ replies: [ReplyText], _ use: Use) { texts += replies.map { Text(reply: $0, use: use) } }
    for intent in book.intents {
      add(intent.replies.reflect + intent.replies.reflectComplex, .reflection)
      add(intent.replies.affirm, .affirmation)
      add(intent.replies.insight, .insight)
      add(intent.replies.say, intent.kind == .question ? .fact : .chat)
      for ask in intent.asks {
        add(ask.say, .question)
        add(ask.otherwise + ask.answers.flatMap(\.reflect), .answer)
      }
      for replies in intent.safety?.replies.values.map(\.self) ?? [] { add(replies, .safety) }
    }
    for replies in book.replies.values { add(replies, .situation) }
    for entry in book.otherwise { add(entry.say, .other) }
    for step in book.steps {
      add(step.why, .insight)
      add(step.sizesInOrder.map(\.text), .step)
      if let script = step.script { add([script.firm] + [script.deferential].compactMap(\.self), .script) }
    }
    return texts.sorted { $0.reply.place < $1.reply.place }
  }

  /// What is wrong with the texts of the pack.
  package func complaints() -> [Diagnostic] {
    texts.flatMap(complaints)
  }

  private static let hint = "rules/README.md, “Replies”, has the limits; the pack’s ‘standards:’ its phrases"

  private func complaints(about text: Text) -> [Diagnostic] {
    let prose = Self.prose(of: text.reply.text)
    let level = ReadingLevel(of: prose)
    var found: [String] = []
    if level.words > text.use.mostWords {
      found.append("\(level.words) words; at most \(text.use.mostWords)")
    }
    let questions = prose.count { $0 == "?" }
    if questions > 1 { found.append("\(questions) questions; at most one") }
    if questions > 0 && !text.use.mayAsk { found.append("a question where none belongs") }
    if prose.contains("!") { found.append("an exclamation mark") }
    // A handful of words has no reading level: one long name would decide it.
    if level.words >= 8 && level.grade > text.use.hardestGrade {
      found.append(
        "reading grade \(Double(Int(level.grade * 10)) / 10); at most \(Int(text.use.hardestGrade))")
    }
    // What the person is to say to somebody may hold what the coach may not.
    let own = text.use == .script ? "" : Self.withoutQuotations(prose)
    found += forbiddenPhrases(in: own).map { "“\($0)” of the standards" }
    let width = text.reply.text.unicodeScalars.prefix { $0 != "\n" }.count
    let place = text.reply.place.advanced(by: 0, length: width)
    return found.map { Diagnostic(.replyStandard, "the reply has \($0)", at: place, hint: Self.hint) }
  }

  /// The phrases of the standards that a text holds, quotations left out.
  func forbiddenPhrases(in text: String) -> [String] {
    reader.read(Self.withoutQuotations(text)).matches.map(\.rule.text)
  }

  /// The text without tables and contact lines, slots as they would be read.
  private static func prose(of text: String) -> String {
    text.split(separator: "\n").filter { !$0.contains("  ") && !$0.contains("{lines}") }.joined(
      separator: "\n"
    )
    .replacing("{person.possessive}", with: "your friend's").replacing("{person}", with: "your friend")
    .replacing("{topic}", with: "this").replacing("{topics}", with: "this").replacing("{step}", with: "this")
  }

  private static func withoutQuotations(_ text: String) -> String {
    var isQuoted = false
    return text.filter { character in
      if character == "\"" || character == "“" || character == "”" {
        isQuoted = character == "“" ? true : character == "”" ? false : !isQuoted
        return false
      }
      return !isQuoted
    }
  }

  /// The mean reading grade of the texts of one use, and how many they are.
  package func meanGrade(where isMeant: (Use) -> Bool) -> (mean: Double, count: Int) {
    let grades = texts.filter { isMeant($0.use) }.map {
      ReadingLevel(of: Self.prose(of: $0.reply.text)).grade
    }
    return (grades.isEmpty ? 0 : grades.reduce(0, +) / Double(grades.count), grades.count)
  }
}
