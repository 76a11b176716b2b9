/// The columns that `text` takes in a terminal.
///
/// Line feeds take none; escape sequences are measured as if they were seen.
package func displayWidth(_ text: some StringProtocol) -> Int {
  text.reduce(0) { $0 + displayWidth($1) }
}

/// The columns that one character, in the sense of a person reading it, takes in a terminal.
///
/// Wide characters of East Asia and emoji take 2, marks none. An emoji sequence takes what its first emoji
/// does. A conjunct of consonants, or a mark that stands beside its letter, adds 1. The same as
/// <https://wcwidth.readthedocs.io/en/latest/specs.html>, version 0.7, which modern terminals agree with.
package func displayWidth(_ character: Character) -> Int {
  if let ascii = character.asciiValue { return ascii >= 0x20 ? 1 : 0 }
  var width = ClusterWidth()
  for scalar in character.unicodeScalars { width.add(scalar) }
  return width.columns
}

/// The width of the scalars of a grapheme cluster, as they come.
private struct ClusterWidth {
  private(set) var columns = 0
  private var base: Unicode.Scalar?
  private var isJoined = false
  private var isAfterVirama = false
  private var isWidened = false

  mutating func add(_ scalar: Unicode.Scalar) {
    defer {
      let isVirama = scalar.properties.canonicalCombiningClass == .virama
      isAfterVirama = isVirama || (isAfterVirama && scalar == "\u{200D}")
    }
    switch scalar {
    case "\u{200D}":
      isJoined = !isAfterVirama
    case "\u{FE0F}":
      if let base, base.properties.isEmoji, !isWide(base) { widen() }
    case _ where isJoined:
      isJoined = false
    case _ where base.map { clings(scalar, to: $0) } ?? false:
      break
    case _ where scalar.properties.generalCategory == .spacingMark:
      if base != nil { widen() }
    case _ where isAfterVirama && scalar.properties.generalCategory == .otherLetter:
      widen()
    default:
      let more = scalarWidth(scalar)
      if more > 0 { base = scalar }
      columns += more
    }
  }

  private mutating func widen() {
    if !isWidened { columns += 1 }
    isWidened = true
  }
}

/// Whether `scalar` only changes the emoji before it: a skin tone, or the second letter of a flag.
private func clings(_ scalar: Unicode.Scalar, to base: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x1F3FB...0x1F3FF: base.properties.isEmoji
  case 0x1F1E6...0x1F1FF: (0x1F1E6...0x1F1FF).contains(base.value)
  default: false
  }
}

private func scalarWidth(_ scalar: Unicode.Scalar) -> Int {
  if takesNoColumn(scalar) { return 0 }
  return isWide(scalar) ? 2 : 1
}

private func takesNoColumn(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0xAD: false  // a soft hyphen is shown
  case 0x1160...0x11FF, 0xD7B0...0xD7FF: true  // vowels and finals that complete a Hangul syllable
  default:
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark, .control: true
    case .format: !signsOverDigits.contains(scalar.value)
    default: scalar.properties.isDefaultIgnorableCodePoint
    }
  }
}

/// The format characters that are seen: signs that enclose the digits or letters after them.
private let signsOverDigits: Set<UInt32> = [
  0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD,
]

/// Whether `scalar` is twice as wide as a Latin letter.
func isWide(_ scalar: Unicode.Scalar) -> Bool {
  guard scalar.value >= 0x1100 else { return false }
  var low = 0
  var high = wideRanges.count
  while low < high {
    let middle = (low + high) / 2
    if wideRanges[middle].upperBound < scalar.value { low = middle + 1 } else { high = middle }
  }
  return low < wideRanges.count && wideRanges[low].contains(scalar.value)
}

/// The scalars of East Asian width W and F, in order. Source: EastAsianWidth.txt of Unicode 17.0.
// swift-format-ignore
private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x23F0...0x23F0, 0x23F3...0x23F3,
  0x25FD...0x25FE, 0x2614...0x2615, 0x2630...0x2637, 0x2648...0x2653, 0x267F...0x267F, 0x268A...0x268F,
  0x2693...0x2693, 0x26A1...0x26A1, 0x26AA...0x26AB, 0x26BD...0x26BE, 0x26C4...0x26C5, 0x26CE...0x26CE,
  0x26D4...0x26D4, 0x26EA...0x26EA, 0x26F2...0x26F3, 0x26F5...0x26F5, 0x26FA...0x26FA, 0x26FD...0x26FD,
  0x2705...0x2705, 0x270A...0x270B, 0x2728...0x2728, 0x274C...0x274C, 0x274E...0x274E, 0x2753...0x2755,
  0x2757...0x2757, 0x2795...0x2797, 0x27B0...0x27B0, 0x27BF...0x27BF, 0x2B1B...0x2B1C, 0x2B50...0x2B50,
  0x2B55...0x2B55, 0x2E80...0x2E99, 0x2E9B...0x2EF3, 0x2F00...0x2FD5, 0x2FF0...0x3029, 0x3030...0x303E,
  0x3041...0x3096, 0x309B...0x30FF, 0x3105...0x312F, 0x3131...0x3163, 0x3165...0x318E, 0x3190...0x31E5,
  0x31EF...0x321E, 0x3220...0x3247, 0x3250...0xA48C, 0xA490...0xA4C6, 0xA960...0xA97C, 0xAC00...0xD7A3,
  0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE52, 0xFE54...0xFE66, 0xFE68...0xFE6B, 0xFF01...0xFF60,
  0xFFE0...0xFFE6, 0x16FE0...0x16FE3, 0x16FF2...0x16FF6, 0x17000...0x18CD5, 0x18CFF...0x18D1E,
  0x18D80...0x18DF2, 0x1AFF0...0x1AFF3, 0x1AFF5...0x1AFFB, 0x1AFFD...0x1AFFE, 0x1B000...0x1B122,
  0x1B132...0x1B132, 0x1B150...0x1B152, 0x1B155...0x1B155, 0x1B164...0x1B167, 0x1B170...0x1B2FB,
  0x1D300...0x1D356, 0x1D360...0x1D376, 0x1F004...0x1F004, 0x1F0CF...0x1F0CF, 0x1F18E...0x1F18E,
  0x1F191...0x1F19A, 0x1F1E6...0x1F202, 0x1F210...0x1F23B, 0x1F240...0x1F248, 0x1F250...0x1F251,
  0x1F260...0x1F265, 0x1F300...0x1F320, 0x1F32D...0x1F335, 0x1F337...0x1F37C, 0x1F37E...0x1F393,
  0x1F3A0...0x1F3CA, 0x1F3CF...0x1F3D3, 0x1F3E0...0x1F3F0, 0x1F3F4...0x1F3F4, 0x1F3F8...0x1F43E,
  0x1F440...0x1F440, 0x1F442...0x1F4FC, 0x1F4FF...0x1F53D, 0x1F54B...0x1F54E, 0x1F550...0x1F567,
  0x1F57A...0x1F57A, 0x1F595...0x1F596, 0x1F5A4...0x1F5A4, 0x1F5FB...0x1F64F, 0x1F680...0x1F6C5,
  0x1F6CC...0x1F6CC, 0x1F6D0...0x1F6D2, 0x1F6D5...0x1F6D8, 0x1F6DC...0x1F6DF, 0x1F6EB...0x1F6EC,
  0x1F6F4...0x1F6FC, 0x1F7E0...0x1F7EB, 0x1F7F0...0x1F7F0, 0x1F90C...0x1F93A, 0x1F93C...0x1F945,
  0x1F947...0x1F9FF, 0x1FA70...0x1FA7C, 0x1FA80...0x1FA8A, 0x1FA8E...0x1FAC6, 0x1FAC8...0x1FAC8,
  0x1FACD...0x1FADC, 0x1FADF...0x1FAEA, 0x1FAEF...0x1FAF8, 0x20000...0x2FFFD, 0x30000...0x3FFFD,]
