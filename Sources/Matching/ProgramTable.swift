internal import Archive
internal import Language

/// Compiled patterns and phrases laid out flat, so that a search touches plain numbers in a few arrays.
///
/// The patterns come first, in the order of `Matcher.patterns`, then the phrases of concepts.
struct ProgramTable: Sendable {
  /// Words of which an element takes any; equal elements of all programs share one class, and the first classes are the concepts.
  struct WordClass: Sendable {
    /// A class of more words is marked by each of them; else it is looked up when it is asked for.
    private static let largestLookedUp = 16
    /// A class of more words has no sketch.
    private static let largestSketched = MemoryLayout<UInt64>.size

    /// A range of the table’s words, sorted; empty for a concept.
    let first: Int32
    let count: Int32
    /// The bits of its words in a sketch of a sentence, a byte each.
    let sketch: UInt64

    init(_ words: [WordCode], first: Int) {
      self.first = Int32(first)
      count = Int32(words.count)
      sketch =
        words.count > Self.largestSketched
        ? 0 : words.reversed().reduce(0) { $0 << 8 | UInt64(WordSketches.bit(of: $1)) }
    }

    /// Whether each of its words marks it.
    var isMarked: Bool { isConcept || count > Self.largestLookedUp }
    @inline(__always)
    var isSketched: Bool { count > 0 && count <= Self.largestSketched }
    var isConcept: Bool { count == 0 }
    var range: Range<Int> { Int(first)..<Int(first + count) }
  }

  /// One pattern or phrase: a range of elements.
  struct Program: Sendable {
    var first: Int32
    var count: Int32
    /// The first of its edges; those of its elements follow each other.
    var firstEdge: Int32
    /// A range of `needs`.
    var firstNeed: Int32
    var needCount: Int32
    /// The concept whose phrase it is, or -1 for a pattern.
    var concept: Int32
    /// One more than the highest level of the concepts in it, 0 without any: when it can be searched for.
    var level: Int32
    /// The last element that a match may begin with, counted from the first.
    var lastStart: UInt16
    var isAtSentenceStart: Bool
    var isAtSentenceEnd: Bool
  }

  /// One element: what it takes, and the edges that lead to it.
  struct ElementRecord: Sendable {
    var wordClass: ClassCode
    var firstEdge: Int32
    var edgeCount: UInt16
    var isStart: Bool
    var isEnd: Bool
    /// The last element that an edge leads to from here, counted from the program’s first; 0 where none does.
    var furthest: UInt16

    /// Indices of the table’s edges.
    @inline(__always)
    var edges: Range<Int> { Int(firstEdge)..<(Int(firstEdge) + Int(edgeCount)) }
  }

  struct EdgeRecord: Sendable {
    /// Counted from the program’s first element.
    var from: UInt16
    var gap: Int16

    /// A gap that is longer than any sentence.
    static let widestGap = 1_000
  }

  var programs: PlainTable<Program> = []
  var elements: PlainTable<ElementRecord> = []
  var edges: PlainTable<EdgeRecord> = []
  var classes: PlainTable<WordClass> = []
  /// The words of all classes.
  var words: PlainTable<WordCode> = []
  /// Sets of classes, each closed by `none`: a match takes a word of one class of each set.
  var needs: PlainTable<ClassCode> = []
  /// The largest number of elements in a program.
  var largestProgram = 0
  /// The highest level of a program.
  var highestLevel = 0

  /// The classes that are looked up when they are asked for, as bits.
  var unmarkedClasses: [UInt64] {
    var bits = [UInt64](repeating: 0, count: classes.count / 64 + 1)
    for (number, wordClass) in classes.enumerated() where !wordClass.isMarked {
      bits[number >> 6] |= 1 << UInt64(number & 63)
    }
    return bits
  }
}

/// Lays programs out, sharing equal classes.
struct ProgramTableBuilder {
  private(set) var programs: [ProgramTable.Program] = []
  private(set) var elements: [ProgramTable.ElementRecord] = []
  private var edges: [ProgramTable.EdgeRecord] = []
  private(set) var classes: [ProgramTable.WordClass] = []
  private(set) var words: [WordCode] = []
  private var needs: [ClassCode] = []
  private var largestProgram = 0
  private var highestLevel = 0
  private var classCodes: [Element: ClassCode] = [:]

  init(conceptCount: Int) {
    classes = Array(repeating: .init([], first: 0), count: conceptCount)
  }

  /// The table of all that was appended.
  var table: ProgramTable {
    ProgramTable(
      programs: PlainTable(programs), elements: PlainTable(elements), edges: PlainTable(edges),
      classes: PlainTable(classes), words: PlainTable(words), needs: PlainTable(needs),
      largestProgram: largestProgram, highestLevel: highestLevel)
  }

  /// What an element takes; its class is made now if it is new.
  private mutating func code(of element: Element) -> ClassCode {
    if case .concept(let concept) = element { return ClassCode(number: Int32(concept)) }
    let words = element.words
    if words.count == 1 { return .word(words[0]) }
    if let known = classCodes[element] { return known }
    let code = ClassCode(number: Int32(classes.count))
    classCodes[element] = code
    classes.append(.init(words, first: self.words.count))
    self.words += words
    return code
  }

  /// Appends a program; `needs` are sets of elements of which every way through it takes one.
  mutating func append(_ program: PatternProgram, needs: [[Int]], concept: Int?, level: Int) {
    let first = Int32(elements.count)
    let firstEdge = Int32(edges.count)
    var furthest = [UInt16](repeating: 0, count: program.elements.count)
    for (to, edges) in program.edges.enumerated() {
      for edge in edges { furthest[edge.from] = UInt16(to) }
    }
    for index in program.elements.indices {
      elements.append(
        .init(
          wordClass: code(of: program.elements[index]), firstEdge: Int32(edges.count),
          edgeCount: UInt16(program.edges[index].count), isStart: program.isStart[index],
          isEnd: program.isEnd[index], furthest: furthest[index]))
      edges += program.edges[index].map {
        .init(from: UInt16($0.from), gap: Int16(min($0.gap, ProgramTable.EdgeRecord.widestGap)))
      }
    }
    let firstNeed = Int32(self.needs.count)
    for set in needs {
      self.needs += Set(set.map { elements[Int(first) + $0].wordClass }).sorted() + [.none]
    }
    programs.append(
      .init(
        first: first, count: Int32(program.elements.count), firstEdge: firstEdge,
        firstNeed: firstNeed, needCount: Int32(self.needs.count) - firstNeed,
        concept: concept.map(Int32.init) ?? -1, level: Int32(level),
        lastStart: UInt16(program.isStart.lastIndex(of: true) ?? 0),
        isAtSentenceStart: program.isAtSentenceStart, isAtSentenceEnd: program.isAtSentenceEnd))
    largestProgram = max(largestProgram, program.elements.count)
    highestLevel = max(highestLevel, level)
  }
}
