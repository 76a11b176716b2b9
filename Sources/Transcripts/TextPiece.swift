internal import Language

/// A piece of a text; the pieces of a text joined are the text.
struct TextPiece: Equatable {
  enum Kind: Equatable {
    /// Letters, with apostrophes inside.
    case word
    /// Digits.
    case number
    /// Letters and digits: `3rd`, `SW1A`.
    case mixed
    case address(PrivacyWords.Address)
    /// All else.
    case gap
  }

  var kind: Kind
  var text: String

  /// The pieces of a text, from left to right.
  static func pieces(of text: String, by words: PrivacyWords) -> [TextPiece] {
    var pieces: [TextPiece] = []
    var rest = Substring(text)
    while let first = rest.first {
      let chunk = rest.prefix { $0.isWhitespace == first.isWhitespace }
      rest = rest[chunk.endIndex...]
      pieces +=
        first.isWhitespace ? [TextPiece(kind: .gap, text: String(chunk))] : Self.pieces(in: chunk, words)
    }
    return joined(pieces)
  }

  /// The pieces with neighbouring gaps made one.
  private static func joined(_ pieces: [TextPiece]) -> [TextPiece] {
    pieces.reduce(into: []) { joined, piece in
      if piece.kind == .gap, joined.last?.kind == .gap {
        joined[joined.count - 1].text += piece.text
      } else {
        joined.append(piece)
      }
    }
  }

  private static func pieces(in chunk: Substring, _ words: PrivacyWords) -> [TextPiece] {
    let opening = chunk.prefix { !$0.isWordly && $0 != "@" }
    var core = chunk[opening.endIndex...]
    while let last = core.last, !last.isWordly, last != "/" { core.removeLast() }
    guard let address = address(core, words) else { return runs(of: chunk) }
    return [
      TextPiece(kind: .gap, text: String(opening)), TextPiece(kind: .address(address), text: String(core)),
      TextPiece(kind: .gap, text: String(chunk[core.endIndex...])),
    ].filter { !$0.text.isEmpty }
  }

  private static func address(_ chunk: Substring, _ words: PrivacyWords) -> PrivacyWords.Address? {
    let lower = chunk.lowercased()
    if ["http://", "https://", "www."].contains(where: lower.hasPrefix) { return .page }
    let sides = lower.split(separator: "@", omittingEmptySubsequences: false)
    if sides.count == 2, sides[1].contains(where: \.isLetter) {
      return sides[0].isEmpty ? .handle : .mail
    }
    let host = lower.prefix { $0 != "/" }.split(separator: ".", omittingEmptySubsequences: false)
    let isHost = host.count > 1 && host.allSatisfy { !$0.isEmpty && $0.contains(where: \.isLetter) }
    return isHost && words.pageEndings.contains(String(host[host.count - 1])) ? .page : nil
  }

  /// Runs of letters and digits, and what is between them.
  private static func runs(of chunk: Substring) -> [TextPiece] {
    var pieces: [TextPiece] = []
    var rest = chunk
    while !rest.isEmpty {
      let run = rest.prefixRun
      rest = rest[run.endIndex...]
      pieces.append(TextPiece(kind: kind(of: run), text: String(run)))
    }
    return pieces
  }

  private static func kind(of run: Substring) -> Kind {
    guard run.contains(where: \.isWordly) else { return .gap }
    if run.allSatisfy(\.isWholeNumber) { return .number }
    return run.contains(where: \.isWholeNumber) ? .mixed : .word
  }
}

extension Substring {
  /// The longest beginning that is one word, number or mixture, or has none of them.
  fileprivate var prefixRun: Substring {
    guard first?.isWordly ?? false else { return prefix { !$0.isWordly } }
    var end = startIndex
    while end < endIndex {
      let next = index(after: end)
      let isJoint = self[end].isApostrophe && next < endIndex && self[next].isLetter
      guard self[end].isWordly || isJoint else { break }
      end = next
    }
    return self[..<end]
  }
}

extension Character {
  fileprivate var isWordly: Bool { isLetter || isWholeNumber }
  fileprivate var isApostrophe: Bool { self == "'" || self == "’" }
}
