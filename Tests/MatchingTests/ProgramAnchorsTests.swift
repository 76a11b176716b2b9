import Dialogue
import Language
import TestSupport
import Testing

@testable import Matching
@testable import Rules

/// The sets of elements that programs are filed under, against all ways through the programs.
struct ProgramAnchorsTests {
  @Test(arguments: [
    ("red house", [["house"], ["red"]]),
    ("(red|blue) house", [["house"], ["blue/red"]]),
    ("[red] house", [["house"]]),
    ("(red door|blue house) here", [["here"], ["door", "house"], ["blue", "red"]]),
    ("(red|blue door) * here", [["here"], ["door", "red"]]),
  ])
  func cutsComeTheCheapestFirst(text: String, cuts: [[String]]) throws {
    var bench = try Bench(text)
    let weights = ["house": 1, "here": 1, "door": 2, "red": 5, "blue": 5]
    for (word, weight) in weights { bench.weights.add(weight, to: bench.compiler.lemma(of: word)) }
    let anchors = ProgramAnchors(bench.program, weights: bench.weights.weights(of: bench.program))
    #expect(anchors.cuts().map { $0.map { bench.name(of: $0) }.sorted() } == cuts)
  }

  @Test func everyWayTakesOneElementOfEachCutAndAllCompanions() throws {
    var looked = 0
    for seed in 0..<400 as Range<UInt64> {
      var random = SplitMix64(state: seed)
      var bench = try Bench(random.pattern(depth: 2))
      for word in SplitMix64.words {
        bench.weights.add(random.number(in: 1..<60), to: bench.compiler.lemma(of: word))
      }
      let anchors = ProgramAnchors(bench.program, weights: bench.weights.weights(of: bench.program))
      let ways = bench.ways
      let cuts = anchors.cuts()
      #expect(Set(cuts.joined()).count == cuts.joined().count, "seed \(seed): cuts share an element")
      for way in ways {
        for cut in cuts { #expect(!way.isDisjoint(with: cut), "seed \(seed): \(bench.text)") }
        for element in way {
          #expect(way.isSuperset(of: anchors.companions(of: element)), "seed \(seed): \(bench.text)")
        }
        #expect(way.isSuperset(of: anchors.unavoidable), "seed \(seed): \(bench.text)")
      }
      looked += cuts.count > 1 ? 1 : 0
    }
    // Programs of a single cut would show little.
    #expect(looked > 100)
  }
}

/// A pattern, compiled, with weights to be given.
private struct Bench {
  let text: String
  var compiler = PatternCompiler(lexicon: .init(language: "en"), concepts: [])
  let program: PatternProgram
  var weights: WordWeights

  init(_ text: String) throws {
    self.text = text
    var parser = PatternParser(text)
    let pattern = try parser.parse()
    for word in SplitMix64.words { _ = compiler.lemma(of: word) }
    program = compiler.compile(pattern)
    weights = WordWeights(symbolCount: compiler.vocabulary.count, conceptCount: 0)
  }

  /// The words of an element, with slashes between them.
  mutating func name(of element: Int) -> String {
    let words = SplitMix64.words.filter { word in
      program.elements[element].words.contains(.lemma(compiler.lemma(of: word)))
    }
    return words.sorted().joined(separator: "/")
  }

  /// Every way through the program, as the elements that it takes.
  var ways: [Set<Int>] {
    func ways(to element: Int) -> [Set<Int>] {
      let before = program.edges[element].flatMap { ways(to: $0.from) }
      return ((program.isStart[element] ? [[]] : []) + before).map { $0.union([element]) }
    }
    return program.elements.indices.filter { program.isEnd[$0] }.flatMap(ways)
  }
}

extension SplitMix64 {
  fileprivate static let words = ["red", "blue", "house", "door", "here", "walk", "talk"]

  /// A pattern of words, choices, options and gaps; never empty.
  fileprivate mutating func pattern(depth: Int) -> String {
    let parts = (0..<number(in: 1..<3)).map { _ -> String in
      guard depth > 0, isOnce(in: 2) else { return pick(Self.words) }
      let alternatives = (0..<2).map { _ in pattern(depth: depth - 1) }
      return "(" + alternatives.joined(separator: "|") + ")"
    }
    let options = isOnce(in: 3) ? ["[" + pick(Self.words) + "]"] : []
    return (parts + options + [pick(Self.words)]).joined(separator: isOnce(in: 4) ? " * " : " ")
  }
}
