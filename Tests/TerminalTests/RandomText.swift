/// Numbers from a seed.
///
/// Source: G. Steele and others, “Fast splittable pseudorandom number generators”, 2014.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Text that is hard on whoever measures, breaks or shows it.
  mutating func text(of lengths: ClosedRange<Int>) -> String {
    var text = ""
    for _ in 0..<Int.random(in: lengths, using: &self) { text += piece() }
    return text
  }

  private mutating func piece() -> String {
    switch Int.random(in: 0..<6, using: &self) {
    case 0: " "
    case 1: ["word", "a", "co-dependence", "I’m", "so,"].randomElement(using: &self) ?? ""
    case 2: ["你", "。", "「", "한", "👩‍👩‍👧", "❤️", "🇩🇪", "क्षि", "e\u{301}"].randomElement(using: &self) ?? ""
    case 3: ["\n", "  ", "\t", "\u{1B}[", "\u{200B}", "\r", "\u{301}"].randomElement(using: &self) ?? ""
    case 4: scalar(in: 0...0x2FF)
    default: scalar(in: 0...0x10FFFF)
    }
  }

  private mutating func scalar(in range: ClosedRange<UInt32>) -> String {
    Unicode.Scalar(UInt32.random(in: range, using: &self)).map { String(Character($0)) } ?? ""
  }
}
