import Diagnostics
import Dialogue
import Rules
import TestSupport
import Testing

/// Packs that a text file in the repository cannot show: made on the spot, read, told of, never died of.
struct HostileFilesTests {
  private let folder = TemporaryFolder()

  /// The errors of the pack in the folder: `name:line:column code`.
  private func errors(of name: String = "") -> [String] {
    let root = name.isEmpty ? folder.path : folder.path(name)
    let (book, diagnostics) = RuleBookReader.read(PackFiles(reading: [root]))
    #expect(book == nil)
    return diagnostics.filter { $0.severity == .error }.map {
      let path = $0.place.path.hasPrefix(folder.path) ? $0.place.path.dropFirst(folder.path.count + 1) : "?"
      return "\(path):\($0.place.start.line):\($0.place.start.column) \($0.code.rawValue)"
    }
  }

  private func write(_ name: String = "a.yaml", _ text: String) {
    folder.write(name, RuleBook.usualHeader + text)
  }

  // MARK: - Files

  @Test(arguments: [
    ([0xFF], "a.yaml:3:1 TR0105"),
    ([0x6E, 0xC3, 0xA9, 0xE0, 0xA4], "a.yaml:3:3 TR0105"),
    ([0x61, 0x3A, 0x20, 0x62, 0x0A, 0x63, 0xED, 0xA0, 0x80], "a.yaml:4:2 TR0105"),
  ])
  func placesBytesThatAreNoUTF8(bytes: [UInt8], expected: String) {
    folder.write("a.yaml", Array(RuleBook.usualHeader.utf8) + bytes)
    #expect(errors() == [expected])
  }

  @Test func refusesAFileOfTwentyMegabytes() {
    write("b.yaml", "concepts: {sleep: [sleep]}\n")
    folder.writeHole("a.yaml", size: 20 << 20)
    #expect(errors() == ["a.yaml:1:1 TR0103"])
  }

  @Test func refusesAPackOfMoreThanSixtyFourMebibytes() {
    for name in ["a", "b", "c", "d", "e"] { folder.writeHole(name + ".txt", size: 15 << 20) }
    let files = PackFiles(reading: [folder.path])
    #expect(files.diagnostics.map(\.code).contains(.packTooLarge))
  }

  @Test func refusesAFIFOWithoutWaitingForIt() {
    folder.makePipe("a.yaml")
    write("b.yaml", "concepts: {sleep: [sleep]}\n")
    #expect(errors() == ["a.yaml:1:1 TR0102"])
    #expect(errors(of: "a.yaml").contains("a.yaml:1:1 TR0102"))
  }

  @Test func refusesAPathThatDoesNotExist() {
    #expect(errors(of: "none.yaml").contains("none.yaml:1:1 TR0101"))
  }

  @Test func refusesAFolderWithoutRules() {
    folder.write("known.txt", "words\n")
    #expect(errors() == [":1:1 TR0117"])
  }

  @Test func asksForTheHeaderThatNoFileHas() {
    folder.write("a.yaml", "concepts: {sleep: [sleep]}\n")
    folder.write("b.yaml", "concepts: {rest: [rest]}\n")
    #expect(errors() == ["a.yaml:1:1 TR0118"])
  }

  @Test func checksAFileWithoutAHeaderWithItsPackAndTellsOfItAlone() {
    write("pack.yaml", "concepts: {sleep: [sleep], rest: [(rest]}\n")
    folder.write("more/b.yaml", "intents:\n  - {id: a.b, kind: sign, patterns: [<sleep> <slep>]}\n")
    #expect(errors(of: "more/b.yaml") == ["more/b.yaml:2:46 TR0202"])
  }

  // MARK: - Shapes

  @Test func refusesAThousandLevels() {
    let nestings = [
      "brackets": String(repeating: "[", count: 1001) + String(repeating: "]", count: 1001),
      "braces": String(repeating: "{a: ", count: 1001) + String(repeating: "}", count: 1001),
      "brackets on lines": String(repeating: "[\n", count: 1001) + String(repeating: "]", count: 1001),
      "open brackets": String(repeating: "[", count: 100_000),
      "keys": "\n" + (0..<1001).map { String(repeating: " ", count: $0 + 2) + "a:\n" }.joined(),
      "dashes on a line": "\n" + String(repeating: "- ", count: 1001) + "a",
      "dashes": "\n" + (0..<1001).map { String(repeating: " ", count: $0 + 2) + "-\n" }.joined(),
      "question marks": "\n  " + String(repeating: "? ", count: 1001) + "a",
    ]
    for (name, nested) in nestings {
      write("a.yaml", "concepts: " + nested + "\n")
      let errors = errors()
      #expect(errors.contains { $0.hasSuffix("TR0109") }, "\(name): \(errors)")
      #expect(errors.allSatisfy { $0.hasSuffix("TR0109") || $0.hasSuffix("TR0106") }, "\(name): \(errors)")
    }
  }

  @Test func allowsSixtyLevelsAndNoSeventy() {
    func nested(_ levels: Int) -> String {
      "concepts: " + String(repeating: "[", count: levels) + String(repeating: "]", count: levels) + "\n"
    }
    write("a.yaml", nested(60))
    #expect(errors() == ["a.yaml:3:11 TR0115"])
    write("a.yaml", nested(70))
    #expect(errors().contains { $0.hasSuffix("TR0109") })
  }

  @Test func refusesABillionLaughs() {
    let laughs = (1..<10).map { level in
      "  l\(level): &l\(level) [\(Array(repeating: "*l\(level - 1)", count: 9).joined(separator: ", "))]\n"
    }
    write("a.yaml", "concepts:\n  l0: &l0 [ha, ha]\n" + laughs.joined())
    let errors = errors()
    #expect(errors.first == "a.yaml:4:7 TR0107")
    #expect(errors.filter { $0.hasSuffix("TR0107") }.count == 10 + 9 * 9)
  }

  @Test func refusesAScalarOfMoreThan64KiB() {
    let long = String(repeating: "a", count: 64 * 1024 + 1)
    write("a.yaml", "intents:\n  - id: a.one\n    kind: sign\n    patterns: [sleep]\n    title: \(long)\n")
    #expect(errors() == ["a.yaml:7:12 TR0111"])
    write("a.yaml", "concepts:\n  sleep: |\n    sleep\n    \(long)\n")
    #expect(errors() == ["a.yaml:6:5 TR0111"])
  }

  @Test func refusesMoreThanTwoMillionNodes() {
    write("a.yaml", "concepts:\n  a: [" + String(repeating: "a,", count: 2_000_000) + "]\n")
    #expect(errors().contains { $0.hasSuffix("TR0110") })
  }

  @Test func readsBlocksAndQuotesThatOnlyLookLikeReferences() throws {
    write(
      "a.yaml",
      """
      concepts:
        sleep: |
          &sleep
        rest: "[& rest]"
      intents:
        - id: a.one
          kind: sign
          title: 'a & b * c ! d'
          patterns: |
            a * sleep
          reflect: |
            *not an alias* &c !wow

      """)
    #expect(errors() == ["a.yaml:5:5 TR0313", "a.yaml:6:11 TR0313"])
  }

  /// Random bytes, and a good pack with random bytes put in: read to a book or to complaints, never died of.
  @Test func survivesAnything() throws {
    var random = SplitMix64(state: 1)
    let good = Array(
      (RuleBook.usualHeader + "concepts:\n  a: |\n    (b|c) [d] <e> * f\nintents: [{id: x}]\n").utf8)
    let spice = Array("[]{}()<>|*&!:-\"'#%@`\n\t ,?\0".utf8)
    for seed in 0..<300 {
      var bytes = random.isOnce(in: 10) ? [] : good
      for _ in 0..<random.number(in: 1..<12) {
        let byte = random.isOnce(in: 4) ? UInt8(random.number(in: 0..<256)) : random.pick(spice)
        bytes.insert(byte, at: random.number(in: 0..<bytes.count + 1))
      }
      let file = SourceFile(path: "a.yaml", bytes: bytes)
      let (book, diagnostics) = RuleBookReader.read(PackFiles(files: [file]))
      #expect((book == nil) == diagnostics.containErrors, "seed \(seed)")
      for diagnostic in diagnostics where diagnostic.place.path == "a.yaml" {
        let isInside = diagnostic.place.start.line <= max(1, file.lines.count)
        #expect(isInside, "seed \(seed): \(diagnostic)")
      }
    }
  }
}
