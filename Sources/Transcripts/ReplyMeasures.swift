/// How replies are compared: bytes after folding case, runs of spaces as one, no locale.
extension String {
  /// Whether it holds `part`, whatever the case and the runs of spaces.
  func holds(_ part: String) -> Bool {
    let text = Array(withSingleSpaces.lowercased().utf8)
    let sought = Array(part.withSingleSpaces.lowercased().utf8)
    guard let first = sought.first, sought.count <= text.count else { return sought.isEmpty }
    return (0...(text.count - sought.count)).contains { start in
      text[start] == first && text[start..<(start + sought.count)].elementsEqual(sought)
    }
  }

  /// With one space for each run of spaces, and none at the ends of lines.
  var withSingleSpaces: String {
    guard hasLooseSpaces else { return self }
    return split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.split(separator: " ").joined(separator: " ") }
      .joined(separator: "\n")
  }

  private var hasLooseSpaces: Bool {
    var before: UInt8 = 0x0A
    for byte in utf8 {
      if before == 0x20 && (byte == 0x20 || byte == 0x0A) || before == 0x0A && byte == 0x20 { return true }
      before = byte
    }
    return before == 0x20
  }

  /// The number of runs of characters that are no white space.
  var wordCount: Int {
    var count = 0
    var isInside = false
    for scalar in unicodeScalars {
      let isSpace =
        scalar.isASCII ? scalar == " " || ("\t"..."\r").contains(scalar) : scalar.properties.isWhitespace
      if !isSpace && !isInside { count += 1 }
      isInside = !isSpace
    }
    return count
  }
}
