extension Span<UInt8> {
  /// The eight bytes from a position, the first of them lowest, with 0 behind the end.
  ///
  /// - Precondition: The position is not negative.
  @safe @inline(__always)
  func eight(from position: Int) -> UInt64 {
    precondition(position >= 0)
    guard position &+ 8 <= count else { return lastBytes(from: position) }
    return unsafe bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self).littleEndian
  }

  /// Fewer than eight bytes; apart, so that the quick way stays short.
  @safe @inline(never)
  private func lastBytes(from position: Int) -> UInt64 {
    guard position < count else { return 0 }
    // The last eight bytes of the text hold what there is, shifted up by what is missing.
    if count >= 8 {
      return unsafe bytes.unsafeLoadUnaligned(fromByteOffset: count &- 8, as: UInt64.self).littleEndian
        >> UInt64(8 &* (position &+ 8 &- count))
    }
    var word: UInt64 = 0
    for index in (position..<count).reversed() { word = word << 8 | UInt64(self[index]) }
    return word
  }
}
