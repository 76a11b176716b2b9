/// A word or a mark of a text; small, for each is written down and read again.
struct Token {
  enum Kind: UInt8 {
    /// Of plain letters, up to 16: its key tells all.
    case plainWord
    case unusualWord
    case mark
    /// Behind the last word of a text.
    case end
  }

  var key = WordKey.none
  /// In bytes.
  var start: Int32 = 0
  var end: Int32 = 0
  /// Where it begins and ends, in scalars.
  var first: Int32 = 0
  var last: Int32 = 0
  /// How many spaces stand before it.
  var spaces: Int32 = 0
  var kind = Kind.mark

  var bytes: Range<Int> { Int(start)..<Int(end) }
  var span: Range<Int32> { first..<last }
}

/// Splits a text into words and marks.
struct WordSplitter {
  private var map = TextMap()
  /// How far the text is split, in bytes and in scalars.
  private var (byte, scalar) = (0, 0 as Int32)

  /// Begins with a text.
  mutating func begin(_ bytes: Span<UInt8>) {
    map.fill(bytes)
    (byte, scalar) = (0, 0)
  }

  /// Splits off as many words and marks as there is room for behind the first `count` tokens, and returns how many
  /// there are then; the last is the end of the text, or it goes on.
  mutating func split(_ bytes: Span<UInt8>, into tokens: inout [Token], behind count: Int) -> Int {
    var tokens = tokens.mutableSpan
    var count = count
    while count < tokens.count {
      let start = map.behindSpaces(from: byte)
      guard start < bytes.count else {
        tokens[count] = Token(kind: .end)
        return count + 1
      }
      let (kind, key, length, scalars) = token(at: start, in: bytes)
      let spaces = Int32(truncatingIfNeeded: start &- byte)
      let first = scalar &+ spaces
      byte = start &+ length
      scalar = first &+ Int32(truncatingIfNeeded: scalars)
      // Made in one piece: what was written field by field and is read at once waits for memory.
      tokens[count] = Token(
        key: key, start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: byte), first: first,
        last: scalar, spaces: spaces, kind: kind)
      count &+= 1
    }
    return count
  }

  /// The word or mark that begins at a byte: its key if it has one, its length in bytes and in scalars.
  @inline(__always)
  private func token(at start: Int, in bytes: Span<UInt8>) -> (Token.Kind, WordKey, Int, Int) {
    if map.isPlain(start) {
      let end = map.behindWord(from: start)
      let length = end &- start
      if length <= WordKey.longest, !map.isForeign(end) {
        return (.plainWord, map.key(at: start, length: length), length, length)
      }
    } else if !map.isForeign(start) {
      return (.mark, .none, 1, 1)
    }
    return unusualToken(at: start, in: bytes)
  }

  /// A long word, one with letters beyond ASCII or typographic apostrophes, or a mark.
  private func unusualToken(at start: Int, in bytes: Span<UInt8>) -> (Token.Kind, WordKey, Int, Int) {
    var position = start
    var scalars = 0
    while position < bytes.count {
      let (scalar, length) = decode(bytes, at: position)
      let isFirst = position == start
      if isApostrophe(scalar) {
        guard !isFirst, startsWord(bytes, at: position + length) else { break }
      } else {
        guard isWordScalar(scalar), !isFirst || !isJoiner(scalar) else { break }
      }
      position += length
      scalars += 1
    }
    guard scalars > 0 else { return (.mark, .none, decode(bytes, at: start).1, 1) }
    return (.unusualWord, .none, position - start, scalars)
  }
}

/// Whether a word begins with the byte at `position`; bytes above ASCII are taken to.
func startsWord(_ bytes: Span<UInt8>, at position: Int) -> Bool {
  guard position < bytes.count else { return false }
  if isASCIIWordByte(bytes[position]) { return true }
  guard bytes[position] >= 0x80 else { return false }
  let scalar = decode(bytes, at: position).0
  return isWordScalar(scalar) && !isJoiner(scalar)
}

/// Whether a byte is a letter or a digit of ASCII.
private func isASCIIWordByte(_ byte: UInt8) -> Bool {
  (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
}

/// Zero-width joiners belong to words but begin none.
private func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value == 0x200C || scalar.value == 0x200D
}

/// The scalar at a position of valid UTF-8, and its length in bytes.
func decode(_ bytes: Span<UInt8>, at position: Int) -> (Unicode.Scalar, Int) {
  let first = bytes[position]
  if first < 0x80 { return (Unicode.Scalar(first), 1) }
  let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
  var value = UInt32(first) & (0xFF >> UInt32(length + 1))
  for i in 1..<length { value = value << 6 | UInt32(bytes[position + i] & 0x3F) }
  return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
}
