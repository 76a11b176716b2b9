internal import Language
internal import Rules

/// The words that one word of a pattern takes.
///
/// Two classes share a word only where their lemmas are the same; a class of one exact word lies within the class
/// of its lemma.
struct WordClass: Hashable {
  /// A number of `WordClasses`: a stem with its irregular forms, or a word that stands for itself.
  var lemma: Int
  /// The exact word that is asked for, or nil for any inflection.
  var surface: Int?
  /// Whether not even a filler may stand before it: the words of a quotation.
  var isTight = false

  /// The words that both take, or nil where there is none.
  func intersection(_ other: WordClass) -> WordClass? {
    guard lemma == other.lemma else { return nil }
    if let surface, let wanted = other.surface, surface != wanted { return nil }
    return WordClass(lemma: lemma, surface: surface ?? other.surface, isTight: isTight || other.isTight)
  }

  /// Whether this takes whatever the other one takes, with the same right to fillers before it.
  func includes(_ other: WordClass) -> Bool {
    lemma == other.lemma && (surface == nil || surface == other.surface) && (!isTight || other.isTight)
  }
}

/// Numbers for the words of a pack’s patterns, with what can be typed for each.
struct WordClasses {
  private let vocabulary: Vocabulary
  private let stemmer: Stemmer
  private var lemmas: [String: Int] = [:]
  private var surfaces: [String: Int] = [:]
  private var surfaceTexts: [String] = []
  private(set) var lemmaNames: [String] = []
  /// For each lemma, words of it that authors wrote or the lexicon lists.
  private(set) var typedForms: [[String]] = []

  init(lexicon: Lexicon) {
    vocabulary = Vocabulary(lexicon: lexicon)
    stemmer = Stemmer(language: lexicon.language)
  }

  var lexicon: Lexicon { vocabulary.lexicon }

  /// The class of each word that a pattern’s word stands for, with the readings of a variant side by side.
  mutating func classes(ofWord word: String) -> [[WordClass]] {
    let readings = lexicon.readings(of: word)
    return (readings.first ?? []).indices.map { position in
      readings.map { WordClass(lemma: lemma(of: $0[position])) }
        .reduce(into: []) { classes, next in if !classes.contains(next) { classes.append(next) } }
    }
  }

  /// The classes of the words of a quotation.
  mutating func classes(ofQuotation words: [String]) -> [WordClass] {
    words.flatMap { lexicon.readings(of: $0)[0] }.enumerated().map { position, word in
      WordClass(lemma: lemma(of: word), surface: surface(of: word), isTight: position > 0)
    }
  }

  /// A word that can be typed for a class: one of `preferred` if it is of the class, else the shortest base form.
  func word(for words: WordClass, preferring preferred: Set<String> = []) -> String {
    if let surface = words.surface { return surfaceTexts[surface] }
    let forms = typedForms[words.lemma]
    if let written = forms.first(where: preferred.contains) { return written }
    let bases = forms.filter { lexicon.irregular[$0].map { form in !form.isPast } ?? true }
    return (bases.isEmpty ? forms : bases).min { $0.utf8.count < $1.utf8.count } ?? lemmaNames[words.lemma]
  }

  private mutating func lemma(of word: String) -> Int {
    let name = vocabulary.lemma(of: word, by: stemmer).name
    let number = lemmas[name] ?? addLemma(name)
    if !typedForms[number].contains(word) { typedForms[number].append(word) }
    return number
  }

  private mutating func addLemma(_ name: String) -> Int {
    lemmas[name] = lemmaNames.count
    lemmaNames.append(name)
    typedForms.append([])
    return lemmaNames.count - 1
  }

  private mutating func surface(of word: String) -> Int {
    if let known = surfaces[word] { return known }
    surfaces[word] = surfaceTexts.count
    surfaceTexts.append(word)
    return surfaceTexts.count - 1
  }
}
