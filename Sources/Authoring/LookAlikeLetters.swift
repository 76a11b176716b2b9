internal import Diagnostics
internal import Language

/// Finds letters of another script that look like Latin ones: a word with one of them matches nothing.
///
/// Source of the pairs: Unicode Technical Standard 39, confusables, those of a single Latin letter.
enum LookAlikeLetters {
  private static let pairs: [Unicode.Scalar: Character] = {
    let twins: [(String, String)] = [
      ("асԁеһіјӏорԛѕυѵԝхуАВСЕНІЈКМОРЅТХУҮ", "acdehijlopqsuvwxyABCEHIJKMOPSTXYY"),
      ("αορνικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aopvikABEZHIKMNOPTYX"),
      ("աոսօցհ", "wnuogh"),
    ]
    var pairs: [Unicode.Scalar: Character] = [:]
    for (foreign, latin) in twins {
      for (scalar, letter) in zip(foreign.unicodeScalars, latin) { pairs[scalar] = letter }
    }
    return pairs
  }()

  /// A complaint for each word that mixes them with Latin letters, or stands among Latin words made of them alone.
  static func complaints(in file: SourceFile) -> [Diagnostic] {
    guard file.bytes.contains(where: { $0 >= 0xCD }) else { return [] }
    return file.lines.enumerated().flatMap { number, line -> [Diagnostic] in
      guard line.utf8.contains(where: { $0 >= 0xCD }) else { return [] }
      return complaints(in: Array(line.unicodeScalars), line: number + 1, path: file.path)
    }
  }

  private static func complaints(in line: [Unicode.Scalar], line number: Int, path: String) -> [Diagnostic] {
    let isLatinLine = line.contains { $0.isASCII && $0.properties.isAlphabetic }
    var complaints: [Diagnostic] = []
    var index = 0
    while index < line.count {
      guard isWordScalar(line[index]) else {
        index += 1
        continue
      }
      let end = line[index...].firstIndex { !isWordScalar($0) } ?? line.count
      let word = line[index..<end]
      if isLatinLine, isDeceptive(word), let first = word.firstIndex(where: { pairs[$0] != nil }) {
        complaints.append(
          complaint(
            about: word, at: SourcePlace(path: path, line: number, column: first + 1),
            letter: line[first]))
      }
      index = end
    }
    return complaints
  }

  private static func isDeceptive(_ word: ArraySlice<Unicode.Scalar>) -> Bool {
    let foreign = word.count { pairs[$0] != nil }
    return foreign > 0 && word.allSatisfy { $0.isASCII || pairs[$0] != nil }
  }

  private static func complaint(
    about word: ArraySlice<Unicode.Scalar>, at place: SourcePlace, letter: Unicode.Scalar
  ) -> Diagnostic {
    let plain = String(word.map { pairs[$0] ?? Character($0) })
    let code = String(letter.value, radix: 16, uppercase: true)
    let name = String(repeating: "0", count: max(0, 4 - code.count)) + code
    return Diagnostic(
      .foreignLetter, "‘\(letter)’ (U+\(name)) is not the Latin letter it looks like", at: place,
      hint: "type ‘\(plain)’ anew")
  }
}
