package import Dialogue
internal import Rules

/// A whole reply, as it is read on the screen, against the standards of the dialogue.
///
/// The parts keep their own limits (`ReplyStandards`); what they come to together only shows here.
package struct RenderedReply: Sendable {
  private let reply: Reply
  private let move: Move

  package init(of turn: Turn) {
    reply = turn.reply
    move = turn.move
  }

  /// The words of it, contact lines and tables not counted.
  package var words: Int {
    reply.text.split(separator: "\n").filter { !$0.hasPrefix("  ") }.joined(separator: "\n")
      .split(whereSeparator: \.isWhitespace).count { $0.contains { $0.isLetter || $0.isNumber } }
  }

  /// The most words that it may have (D16).
  package var mostWords: Int {
    if case .safety = move { return 120 }
    if reply.step != nil { return 110 }
    return reply.acts.contains(.inform) ? 90 : 70
  }

  /// Whether the limits hold for it: what a command shows is a list.
  package var isSaid: Bool {
    switch move {
    case .command, .undo: false
    case .safety, .correct, .takeUp, .answer, .giveStep, .decline, .respond, .otherwise, .clarify, .empty,
      .welcome, .hearOfStep:
      !reply.isEmpty
    }
  }

  /// What is wrong with it.
  package func complaints(by standards: ReplyStandards) -> [String] {
    guard isSaid else { return [] }
    var found: [String] = []
    if words > mostWords { found.append("\(words) words; at most \(mostWords)") }
    let asked = reply.parts.filter { $0.act != .step }.reduce(0) { $0 + $1.text.count { $0 == "?" } }
    if asked > 1 { found.append("\(asked) questions; at most one") }
    if let first = reply.acts.first, first == .offer || first == .insight || first == .step, isOpening {
      found.append("it begins with \(first.rawValue) and not with what was heard")
    }
    let own = reply.parts.filter { $0.act != .step }.map(\.text).joined(separator: " ")
    if own.contains("!") { found.append("an exclamation mark") }
    found += standards.forbiddenPhrases(in: own).map { "“\($0)” of the standards" }
    return found
  }

  /// Whether it is the first thing said to a finding.
  private var isOpening: Bool {
    switch move {
    case .respond, .takeUp: reply.step == nil
    case .safety, .command, .correct, .undo, .answer, .giveStep, .decline, .otherwise, .clarify, .empty,
      .welcome, .hearOfStep:
      false
    }
  }
}
