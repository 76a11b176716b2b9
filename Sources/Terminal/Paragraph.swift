/// Text set in lines of a width.
package enum Paragraph {
  /// The widest that prose is set, however wide the window.
  package static let widest = 78

  /// The columns that prose may fill in a window of so many, which are taken to be 80 if 0 or unknown.
  package static func width(columns: Int?) -> Int {
    guard let columns, columns > 0 else { return widest }
    return min(columns, widest)
  }
}

extension TerminalText {
  /// This text with the lines that are too long broken, or as it is where `width` is nil (in a pipe).
  ///
  /// Every line break stays, and every line that fits stays as it is, so tables and scripts do. A longer
  /// line is broken at spaces, in Chinese and Japanese between any two characters that typography lets part,
  /// and within a word only if the word alone is too long. What follows a break is indented as its line was.
  /// No line is wider than `width`, unless it is a single character.
  package func wrapped(to width: Int?) -> TerminalText {
    guard let width else { return self }
    return mapLines { line in
      if displayWidth(line) <= max(width, 1) { return [String(line)] }
      var wrapper = LineWrapper(width: max(width, 1), indent: line.prefix { $0 == " " }.count)
      return wrapper.wrap(line)
    }
  }
}

/// Breaks one line.
private struct LineWrapper {
  private let width: Int
  private let indent: Int
  private var lines: [String] = []
  private var current: String
  private var currentWidth: Int

  init(width: Int, indent: Int) {
    self.width = width
    self.indent = indent < width / 2 ? indent : 0
    current = String(repeating: " ", count: self.indent)
    currentWidth = self.indent
  }

  mutating func wrap(_ line: Substring) -> [String] {
    var rest = line.drop { $0 == " " }
    while let first = rest.first {
      let spaces = first == " " ? rest.prefix { $0 == " " } : ""
      let chunk = unbreakablePrefix(of: rest.dropFirst(spaces.count))
      if chunk.isEmpty { break }  // spaces at the end
      append(chunk, after: spaces)
      rest = rest[chunk.endIndex...]
    }
    lines.append(current)
    return lines
  }

  private mutating func append(_ chunk: Substring, after spaces: Substring) {
    let chunkWidth = displayWidth(chunk)
    if currentWidth + spaces.count + chunkWidth <= width {
      current += spaces + chunk
      currentWidth += spaces.count + chunkWidth
    } else {
      breakLine()
      if currentWidth + chunkWidth <= width {
        current += chunk
        currentWidth += chunkWidth
      } else {
        for character in chunk { append(character) }
      }
    }
  }

  private mutating func append(_ character: Character) {
    let characterWidth = displayWidth(character)
    if currentWidth + characterWidth > width { breakLine() }
    current.append(character)
    currentWidth += characterWidth
  }

  /// Begins a line, unless nothing stands on the current one.
  private mutating func breakLine() {
    guard current.contains(where: { $0 != " " }) else { return }
    lines.append(current)
    current = String(repeating: " ", count: indent)
    currentWidth = indent
  }
}

/// What stands at the start of `text` and must stay on one line.
private func unbreakablePrefix(of text: Substring) -> Substring {
  var previous: Character?
  let end = text.indices.first { i in
    defer { previous = text[i] }
    return text[i] == " " || previous.map { mayPart($0, text[i]) } ?? false
  }
  return text[..<(end ?? text.endIndex)]
}

/// Whether a line may end between these neighbours, neither of them a space.
///
/// A small part of Unicode Standard Annex 14: ideographs and emoji part from anything but the punctuation
/// that clings to them.
private func mayPart(_ a: Character, _ b: Character) -> Bool {
  if a == "\u{200B}" { return true }
  guard isWide(a) || isWide(b) else { return false }
  return !opening.contains(a) && !closing.contains(b)
}

private let opening: Set<Character> = Set("([{‘“（［｛「『【〈《〔")
private let closing: Set<Character> = Set(")]}’”.,:;!?%…）］｝」』】〉》〕、。，．：；！？ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ")

/// Whether `character` is of the kind that is set without spaces.
private func isWide(_ character: Character) -> Bool {
  character.unicodeScalars.first.map(isWide) ?? false
}
