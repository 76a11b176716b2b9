internal import Diagnostics

/// What a person can type after a slash.
package enum Command: Hashable, Sendable {
  case help, why, heard, steps
  case step(String)
  case next, undo, goPrivate
  case forget(String)
  case region(String)
  case reload, quit

  /// A command as it is typed, with what it does.
  package struct Form: Sendable {
    package var name: String
    package var argument: String?
    package var purpose: String
  }

  /// Every command that is built, in the order of `/help`.
  package static let forms: [Form] = [
    Form(name: "help", purpose: "this list"),
    Form(name: "why", purpose: "why I said that: the rule, its line, the words it matched"),
    Form(name: "heard", purpose: "what I have heard so far"),
    Form(name: "steps", purpose: "the steps of the guide"),
    Form(name: "step", argument: "ID", purpose: "one step, in all its sizes"),
    Form(name: "next", purpose: "go on to the next thing I heard"),
    Form(name: "undo", purpose: "take back the last turn"),
    Form(name: "region", argument: "CC", purpose: "your country, for helplines (such as GB)"),
    Form(name: "private", purpose: "save nothing from here on"),
    Form(name: "forget", argument: "last|session|all", purpose: "delete what was saved"),
    Form(name: "reload", purpose: "read the rules again"),
    Form(name: "quit", purpose: "leave"),
  ]

  /// What a line that begins with a slash asks for.
  package enum Parsed: Hashable, Sendable {
    case command(Command)
    /// The name that is no command, and the nearest that is.
    case unknown(String, nearest: String?)

    /// Whether it leaves the conversation as it is.
    package var onlyShows: Bool {
      switch self {
      case .command(let command): command.onlyShows
      case .unknown: true
      }
    }
  }

  /// The command of a line, nil where the line is none; `//` escapes a slash.
  package static func parse(_ line: String) -> Parsed? {
    guard line.hasPrefix("/"), !line.hasPrefix("//") else { return nil }
    let words = line.dropFirst().split(separator: " ", maxSplits: 1)
    let name = words.first.map { $0.lowercased() } ?? ""
    let argument = words.count > 1 ? words[1].trimmed : ""
    switch name {
    case "help", "?": return .command(.help)
    case "why": return .command(.why)
    case "heard": return .command(.heard)
    case "steps": return .command(.steps)
    case "step": return .command(argument.isEmpty ? .steps : .step(argument))
    case "next": return .command(.next)
    case "undo": return .command(.undo)
    case "private": return .command(.goPrivate)
    case "forget": return .command(.forget(argument))
    case "region": return .command(.region(argument))
    case "reload": return .command(.reload)
    case "quit", "exit", "q": return .command(.quit)
    default: return .unknown(name, nearest: nearest(to: name, among: forms.map(\.name)))
    }
  }

  /// Whether it only shows something and leaves the conversation as it is.
  package var onlyShows: Bool {
    switch self {
    case .help, .why, .heard, .steps, .reload: true
    case .step, .next, .undo, .goPrivate, .forget, .region, .quit: false
    }
  }

  /// Whether it does its work while safety comes first.
  package var worksWhileLocked: Bool {
    switch self {
    case .help, .goPrivate, .forget, .region, .quit: true
    case .why, .heard, .steps, .step, .next, .undo, .reload: false
    }
  }
}

extension Substring {
  fileprivate var trimmed: String {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
