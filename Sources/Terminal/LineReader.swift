import CReadline
import Glibc

/// What came when a line was asked for.
package enum LineEvent: Hashable, Sendable {
  /// A message without its last line feed; line feeds within were pasted or typed with Alt-Enter or Ctrl-J.
  ///
  /// The bytes may be invalid UTF-8, and from a pipe hold NUL.
  case line([UInt8])
  /// A line of more than `PlainLineReader.longestLine` bytes, which was dropped.
  case tooLong
  /// Ctrl-C: the half line is gone, the session goes on.
  case interrupted
  /// Ctrl-D on an empty line, or the end of a pipe or file.
  case endOfInput
  /// SIGTERM, SIGHUP or SIGQUIT: the terminal is as it was; save, then call `LineReader.die(of:)`.
  case terminated(signal: Int32)
  /// Standard input cannot be read.
  case failed(errno: Int32)

  init(signal: Int32) {
    self = signal == SIGINT ? .interrupted : .terminated(signal: signal)
  }
}

/// Reads what a person says: with GNU readline at a terminal, as plain lines from a pipe.
///
/// readline keeps its state in C globals, so there must be one reader, and it lives on the main actor.
/// From its first line on Ctrl-C no longer ends the program; while the program works and does not read, the
/// first Ctrl-C is kept for the next `readLine(prompt:)` and a second one ends it.
@MainActor
package final class LineReader {
  private enum Manner { case edited, prompted, silent }

  private let manner: Manner
  private var plain = PlainLineReader()

  /// - Parameter commands: The words with a slash that Tab completes; nothing else is ever completed.
  package init(commands: [String]) {
    let isTerminal = isatty(STDIN_FILENO) == 1 && StandardStream.output.isTerminal
    manner = isTerminal ? (isCapableTerminal(environmentValue("TERM")) ? .edited : .prompted) : .silent
    for command in commands { unsafe trellis_add_command(command) }
  }

  /// Whether a person sits there: prompts are shown, and a greeting would be seen.
  package var isInteractive: Bool { manner != .silent }

  /// Waits for the next line.
  ///
  /// At a terminal the cursor is at the start of a line afterwards, whatever came.
  ///
  /// - Parameters:
  ///   - prompt: Shown at a terminal, never in a pipe.
  ///   - waker: A descriptor that may have something to read while somebody edits.
  ///   - whenWoken: Called then, to read it and perhaps to write something; behind that the half line comes back.
  /// - Returns: One event; in a pipe there are as many as lines, then `endOfInput`.
  package func readLine(
    prompt: TerminalText, waker: Int32? = nil, whenWoken: () -> Void = {}
  ) -> LineEvent {
    switch manner {
    case .edited: editedLine(prompt: prompt.string, waker: waker ?? -1, whenWoken: whenWoken)
    case .prompted: promptedLine(prompt: prompt)
    case .silent: plain.next()
    }
  }

  /// Lets the arrow keys find `line` again, in this process only.
  ///
  /// Empty lines, repetitions of the last one, and lines that begin with a space are not kept.
  package func remember(_ line: String) { unsafe trellis_remember(line) }

  /// Empties the list of remembered lines.
  package func forget() { trellis_forget() }

  /// Ends the process as the signal would have, so that a shell sees 128 + `signal`.
  package static func die(of signal: Int32) -> Never { trellis_die_of(signal) }

  private func editedLine(prompt: String, waker: Int32, whenWoken: () -> Void) -> LineEvent {
    var result = unsafe trellis_read_line(prompt, waker)
    while unsafe result.was_woken != 0 {
      whenWoken()
      unsafe result = trellis_read_line(prompt, waker)
    }
    if unsafe result.signal != 0 { return unsafe LineEvent(signal: result.signal) }
    guard let text = unsafe result.text else { return .endOfInput }
    defer { unsafe free(text) }  // readline: “the handler function is responsible for freeing line”
    let count = unsafe strlen(text)
    if count > PlainLineReader.longestLine { return .tooLong }
    return unsafe .line([UInt8](UnsafeRawBufferPointer(start: text, count: count)))
  }

  private func promptedLine(prompt: TerminalText) -> LineEvent {
    do {
      try StandardStream.output.write(prompt)
    } catch {
      return .endOfInput  // a terminal that cannot be written to is gone
    }
    let event = plain.next(afterWaiting: trellis_wait_for_input)
    switch event {
    case .line, .tooLong: break
    case .interrupted, .endOfInput, .terminated, .failed: try? StandardStream.output.write("\n")
    }
    return event
  }
}
