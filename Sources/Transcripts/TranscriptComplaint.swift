internal import Diagnostics

/// Why a line of a transcript means nothing, before its place is known.
struct TranscriptComplaint: Error, Hashable {
  var code: DiagnosticCode
  var message: String
  var hint: String?
  /// The part of the line that the caret points at; the whole line without one.
  var word: String?

  init(
    _ message: String, at word: String? = nil, hint: String? = nil, code: DiagnosticCode = .transcriptSyntax
  ) {
    self.code = code
    self.message = message
    self.hint = hint
    self.word = word
  }

  /// The complaint with its place in a line.
  func diagnostic(path: String, number: Int, line: String) -> Diagnostic {
    var column = 1
    var length = 1
    if let word, !word.isEmpty, let start = line.firstRange(of: word)?.lowerBound {
      column += line.unicodeScalars.distance(from: line.startIndex, to: start)
      length = word.unicodeScalars.count
    }
    return Diagnostic(
      code, message, at: SourcePlace(path: path, line: max(1, number), column: column, length: length),
      hint: hint)
  }
}

extension String {
  /// The parts between runs of spaces.
  var fields: [String] { utf8.split(separator: 0x20).map { String(Substring($0)) } }

  /// This text without spaces and tabs at its ends.
  var trimmingSpaces: String {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    guard let first = utf8.first, let last = utf8.last, isSpace(first) || isSpace(last) else { return self }
    var text = Substring(self).utf8
    while let first = text.first, isSpace(first) { text.removeFirst() }
    while let last = text.last, isSpace(last) { text.removeLast() }
    return String(Substring(text))
  }
}
