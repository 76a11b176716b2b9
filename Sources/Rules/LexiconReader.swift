internal import Diagnostics
internal import Language

/// Reads the `lexicon:` section.
struct LexiconReader {
  private var lexicon: Lexicon
  private let files: [SourceFile]
  private(set) var diagnostics: [Diagnostic] = []

  init(lexicon: Lexicon, files: [SourceFile]) {
    self.lexicon = lexicon
    self.files = files
  }

  mutating func read(_ entry: inout MappingReader) -> Lexicon {
    for item in entry.items("variants") { readVariant(item) }
    for item in entry.items("irregular") { readIrregular(item) }
    for item in entry.items("mirror") { readMirror(item) }
    for item in entry.items("pronouns") { readPronoun(item) }
    lexicon.exact.formUnion(words(entry.items("exact")))
    lexicon.abbreviations.formUnion(words(entry.items("abbreviations")))
    lexicon.clauseStarts.formUnion(words(entry.items("clause-starts")))
    lexicon.joiners.formUnion(words(entry.items("joiners")))
    lexicon.subjects.formUnion(words(entry.items("subjects")))
    lexicon.adjectives.formUnion(words(entry.items("adjectives")))
    lexicon.pastAuxiliaries.formUnion(words(entry.items("past-auxiliaries")))
    lexicon.presentAuxiliaries.formUnion(words(entry.items("present-auxiliaries")))
    lexicon.fillers += entry.items("fillers").map { words($0.text) }.filter { !$0.isEmpty }
    lexicon.distinct += entry.items("distinct").map { item in
      item.text.split(separator: "/").flatMap { words(String($0)) }
    }
    if let path = entry.placed("known-words") { readKnownWords(path) }
    return lexicon
  }

  private func words(_ text: String) -> [String] {
    text.split { $0 == " " || $0 == "\t" || $0 == "\n" }.map { folded($0) }
  }

  private func words(_ items: [PlacedText]) -> [String] { items.flatMap { words($0.text) } }

  private mutating func complain(_ message: String, at item: PlacedText, hint: String) {
    diagnostics.append(Diagnostic(.invalidValue, message, at: item.place, hint: hint))
  }

  /// `he's = he is | he has`: one typed word, readings of one length.
  private mutating func readVariant(_ item: PlacedText) {
    let sides = item.text.split(separator: "=", maxSplits: 1).map(String.init)
    let typed = sides.first.map(words) ?? []
    let readings = (sides.count == 2 ? sides[1] : "").split(separator: "|").map { words(String($0)) }
    guard typed.count == 1, !readings.isEmpty, let length = readings.first?.count, length > 0 else {
      return complain("this is no variant", at: item, hint: "write ‘typed = what it stands for’")
    }
    guard readings.allSatisfy({ $0.count == length }) else {
      return complain(
        "the readings of a variant differ in length", at: item, hint: "use the same number of words in each")
    }
    lexicon.variants[typed[0]] = readings
  }

  /// `feel feels feeling | felt`: the base form first, past forms behind the bar.
  private mutating func readIrregular(_ item: PlacedText) {
    let sides = item.text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false).map {
      words(String($0))
    }
    guard let base = sides.first?.first else {
      return complain("this names no base form", at: item, hint: "write ‘feel feels feeling | felt’")
    }
    for form in sides[0] { lexicon.irregular[form] = Lexicon.IrregularForm(base: base, isPast: false) }
    for form in sides.dropFirst().joined() where form != base {
      lexicon.irregular[form] = Lexicon.IrregularForm(base: base, isPast: true)
    }
  }

  private mutating func readMirror(_ item: PlacedText) {
    let sides = item.text.split(separator: "=", maxSplits: 1).map { words(String($0)) }
    guard sides.count == 2, sides[0].count == 1 else {
      return complain("this is no pair", at: item, hint: "write ‘my = your’")
    }
    lexicon.mirror[sides[0][0]] = sides[1].joined(separator: " ")
  }

  private mutating func readPronoun(_ item: PlacedText) {
    let forms = words(item.text)
    guard forms.count == 3 else {
      return complain("a pronoun has three forms", at: item, hint: "write ‘he him his’")
    }
    lexicon.pronouns.append(Lexicon.Pronoun(subject: forms[0], object: forms[1], possessive: forms[2]))
  }

  /// The words of another file of the pack, one a line; lines that begin with `#` are comments.
  private mutating func readKnownWords(_ path: PlacedText) {
    guard let file = files.first(where: { $0.path == path.text || $0.path.hasSuffix("/" + path.text) }) else {
      diagnostics.append(
        Diagnostic(
          .unknownWordFile, "the pack has no file ‘\(path.text)’", at: path.place,
          hint: didYouMean(
            path.text, among: files.map { $0.path.split(separator: "/").last.map(String.init) ?? $0.path })
            ?? "put it beside the pack’s other files"))
      return
    }
    let words = WordList(lines: file.bytes)
    lexicon.knownWords = lexicon.knownWords?.union(words) ?? words
  }
}
