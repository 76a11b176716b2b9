import Archive
import Diagnostics
import Dialogue
import TestSupport
import Testing

/// Values that go into a file and come back, and files that must not be believed.
struct ArchiveTests {
  /// A value with a part of every kind.
  private struct Sample: Archivable, Equatable {
    var number = 0
    var flag = false
    var text = ""
    var name = ""
    var list: [String] = []
    var optional: String?
    var plain: [UInt64] = []
    var words: Set<String> = []
    var map: [String: Int] = [:]

    static var blank: Sample { Sample() }

    mutating func code(by archive: inout Archive) throws(Archive.Damage) {
      try archive.code(&number)
      try archive.code(&flag)
      try archive.code(&text)
      try archive.code(name: &name)
      try archive.code(&list)
      try archive.code(&optional)
      var table = PlainTable(plain)
      try archive.code(plain: &table)
      plain = Array(table)
      try archive.code(set: &words)
      try archive.code(map: &map)
    }

    /// A value drawn by lot; `size` is how long its plain list is.
    static func drawn(_ random: inout SplitMix64, size: Int = 5) -> Sample {
      var sample = Sample()
      sample.number = random.pick([0, 1, -1, 63, 64, -64, -65, .max, .min, 300])
      sample.flag = random.isOnce(in: 2)
      sample.text = random.pick(["", "a", "né 😀", String(repeating: "long ", count: 50)])
      sample.name = random.pick(["rules/en/pack.yaml", "", "b"])
      sample.list = (0..<random.number(in: 0..<4)).map { "item \($0)" } + [sample.name]
      sample.optional = random.isOnce(in: 2) ? nil : "there"
      sample.plain = (0..<size).map { _ in random.next() }
      sample.words = Set(sample.list)
      sample.map = Dictionary(uniqueKeysWithValues: sample.words.map { ($0, $0.utf8.count) })
      return sample
    }
  }

  private let folder = TemporaryFolder()
  private static let key = ArchiveFile.Key(bits: 7)

  private func opened(_ bytes: [UInt8], key: ArchiveFile.Key = Self.key) -> ArchiveFile? {
    folder.write("file", bytes)
    return ArchiveFile(path: folder.path("file"), key: key)
  }

  @Test func givesBackWhatWasPutIn() throws {
    var random = SplitMix64(state: 1)
    for size in [0, 1, 5, 5, 5, 40_000, 140_000] {
      let samples = (0..<4).map { _ in Sample.drawn(&random, size: size) }
      let bytes = ArchiveFile.bytes(of: Archive.bytes(of: samples), key: Self.key)
      let read: [Sample] = try Archive.value(in: try #require(opened(bytes)))
      #expect(read == samples)
    }
  }

  @Test func writesEqualValuesAlike() {
    var random = SplitMix64(state: 2)
    let sample = Sample.drawn(&random)
    var same = sample
    same.words = Set(sample.words.sorted().reversed())
    #expect(Archive.bytes(of: sample) == Archive.bytes(of: same))
  }

  @Test func refusesAFileOfAnotherKey() {
    let bytes = ArchiveFile.bytes(of: [1, 2, 3], key: Self.key)
    #expect(opened(bytes, key: ArchiveFile.Key(bits: 8)) == nil)
    #expect(opened(bytes) != nil)
  }

  @Test func refusesEveryFlippedByte() throws {
    var random = SplitMix64(state: 3)
    let whole = ArchiveFile.bytes(of: Archive.bytes(of: Sample.drawn(&random)), key: Self.key)
    for position in whole.indices {
      var bytes = whole
      bytes[position] ^= 1 << UInt8(random.number(in: 0..<8))
      guard let file = opened(bytes) else { continue }
      #expect(throws: Archive.Damage.self, "byte \(position)") {
        let _: Sample = try Archive.value(in: file)
      }
    }
  }

  @Test func refusesEveryShorterAndLongerFile() throws {
    var random = SplitMix64(state: 4)
    let whole = ArchiveFile.bytes(of: Archive.bytes(of: Sample.drawn(&random)), key: Self.key)
    for length in whole.indices { #expect(opened(Array(whole.prefix(length))) == nil, "\(length)") }
    #expect(opened(whole + [0]) == nil)
  }

  @Test func findsDamageBehindTheFirstBlock() throws {
    var sample = Sample()
    sample.plain = Array(0..<100_000)
    var bytes = ArchiveFile.bytes(of: Archive.bytes(of: sample), key: Self.key)
    bytes[bytes.count - 100] ^= 0x10
    let file = try #require(opened(bytes))
    #expect(throws: Archive.Damage.self) { let _: Sample = try Archive.value(in: file) }
  }

  /// Contents that lie about their lengths are refused even where every checksum is right.
  @Test func neverReadsBeyondTheContents() throws {
    var random = SplitMix64(state: 5)
    let contents = Archive.bytes(of: Sample.drawn(&random))
    for _ in 0..<2_000 {
      var bytes = contents
      for _ in 0..<random.number(in: 1..<4) {
        bytes[random.number(in: 0..<bytes.count)] = UInt8(random.number(in: 0..<256))
      }
      let file = try #require(opened(ArchiveFile.bytes(of: bytes, key: Self.key)))
      let read: Sample? = try? Archive.value(in: file)
      // Whatever came of it can be written again.
      if let read { #expect(!Archive.bytes(of: read).isEmpty) }
    }
  }

  @Test func givesBackTwoValuesThatWereReadSideBySide() throws {
    var random = SplitMix64(state: 6)
    for sizes in [(0, 0), (5, 140_000), (140_000, 5), (40_000, 40_000)] {
      let first = Sample.drawn(&random, size: sizes.0)
      let second = [Sample.drawn(&random, size: sizes.1)]
      let bytes = ArchiveFile.bytes(of: Archive.bytes(of: first, second), key: Self.key)
      let read: (Sample, [Sample]) = try Archive.values(in: try #require(opened(bytes)))
      #expect(read == (first, second))
    }
  }

  @Test func refusesTwoValuesThatLieAboutWhereOneEnds() throws {
    var random = SplitMix64(state: 7)
    let contents = Archive.bytes(of: Sample.drawn(&random), Sample.drawn(&random))
    for number in [0, 1, 63] as [UInt8] {
      let file = try #require(
        opened(ArchiveFile.bytes(of: [number << 1] + contents.dropFirst(), key: Self.key)))
      #expect(throws: Archive.Damage.self) { let _: (Sample, Sample) = try Archive.values(in: file) }
    }
    for _ in 0..<500 {
      var bytes = contents
      bytes[random.number(in: 0..<bytes.count)] = UInt8(random.number(in: 0..<256))
      let file = try #require(opened(ArchiveFile.bytes(of: bytes, key: Self.key)))
      let read: (Sample, Sample)? = try? Archive.values(in: file)
      if let read { #expect(!Archive.bytes(of: read.0, read.1).isEmpty) }
    }
  }

  // MARK: - What stays in the file

  /// A value whose parts are read where they lie.
  private struct Reference: Archivable {
    var text = ""
    var bytes: PlainTable<UInt8> = []
    var words: PlainTable<UInt64> = []
    @ArchivedList var lines: [String] = []
    @ArchivedList var samples: [[String]] = []

    static var blank: Reference { Reference() }

    mutating func code(by archive: inout Archive) throws(Archive.Damage) {
      try archive.code(&text)
      try archive.code(plain: &bytes)
      try archive.code(plain: &words)
      try archive.code(&$lines)
      try archive.code(&$samples)
    }

    /// A value drawn by lot.
    static func drawn(_ random: inout SplitMix64, size: Int) -> Reference {
      var reference = Reference()
      reference.text = String(repeating: "x", count: random.number(in: 0..<9))
      reference.bytes = PlainTable((0..<random.number(in: 0..<20)).map { UInt8($0) })
      reference.words = PlainTable((0..<size).map { _ in random.next() })
      reference.lines = (0..<size).map { "né \($0)" }
      reference.samples = (0..<random.number(in: 0..<4)).map { Array(repeating: "item", count: $0) }
      return reference
    }
  }

  @Test func givesBackWhatStaysInTheFile() throws {
    var random = SplitMix64(state: 8)
    for size in [0, 1, 2, 3, 100, 40_000] {
      let reference = Reference.drawn(&random, size: size)
      let bytes = ArchiveFile.bytes(of: Archive.bytes(of: reference), key: Self.key)
      let read: Reference = try Archive.value(in: try #require(opened(bytes)))
      #expect(read.text == reference.text)
      #expect(Array(read.bytes) == Array(reference.bytes))
      #expect(Array(read.words) == Array(reference.words))
      #expect(read.lines == reference.lines)
      #expect(read.samples == reference.samples)
      #expect(read.$lines.count == size && read.$lines.isEmpty == (size == 0))
      for index in stride(from: 0, to: size, by: max(1, size / 7)) {
        #expect(read.$lines[index] == reference.lines[index])
      }
      // What was read can be written as it is.
      #expect(Archive.bytes(of: read) == Archive.bytes(of: reference))
    }
  }

  @Test func keepsWhatItReadWhenTheFileIsReplaced() throws {
    var random = SplitMix64(state: 9)
    let reference = Reference.drawn(&random, size: 10_000)
    let bytes = ArchiveFile.bytes(of: Archive.bytes(of: reference), key: Self.key)
    let read: Reference = try Archive.value(in: try #require(opened(bytes)))
    try FileSystem.replace(folder.path("file"), with: Array(repeating: 0xFF, count: bytes.count))
    #expect(Array(read.words) == Array(reference.words))
    #expect(read.lines == reference.lines)
  }

  @Test func findsDamageInWhatNobodyAskedFor() throws {
    var random = SplitMix64(state: 10)
    let whole = ArchiveFile.bytes(of: Archive.bytes(of: Reference.drawn(&random, size: 6)), key: Self.key)
    for position in whole.indices {
      var bytes = whole
      bytes[position] ^= 1 << UInt8(random.number(in: 0..<8))
      guard let file = opened(bytes) else { continue }
      #expect(throws: Archive.Damage.self, "byte \(position)") {
        let _: Reference = try Archive.value(in: file)
      }
    }
  }

  @Test func findsDamageInALaterBlockOfAList() throws {
    var reference = Reference()
    reference.lines = (0..<200_000).map { "line \($0)" }
    var bytes = ArchiveFile.bytes(of: Archive.bytes(of: reference), key: Self.key)
    bytes[bytes.count - 100] ^= 0x10
    let file = try #require(opened(bytes))
    #expect(throws: Archive.Damage.self) { let _: Reference = try Archive.value(in: file) }
  }

  /// Counts that lie beyond the end are refused, and no others are believed.
  @Test func neverReadsATableBeyondTheContents() throws {
    var random = SplitMix64(state: 11)
    let contents = Archive.bytes(of: Reference.drawn(&random, size: 12))
    for _ in 0..<2_000 {
      var bytes = contents
      for _ in 0..<random.number(in: 1..<4) {
        bytes[random.number(in: 0..<bytes.count)] = UInt8(random.number(in: 0..<256))
      }
      let file = try #require(opened(ArchiveFile.bytes(of: bytes, key: Self.key)))
      let read: Reference? = try? Archive.value(in: file)
      if let read {
        #expect(read.words.reduce(0, &+) == read.words.indices.reduce(0) { $0 &+ read.words[$1] })
      }
    }
  }

  @Test func refusesAListThatCountsMoreThanItHolds() throws {
    var reference = Reference()
    reference.lines = ["a", "b"]
    var contents = Archive.bytes(of: reference)
    let count = try #require(contents.firstRange(of: [4, 24, 0, 0, 0, 0, 2, 0, 0, 0])).lowerBound
    // Signs are folded: 2 n stands for n.
    contents[count] = 8
    let file = try #require(opened(ArchiveFile.bytes(of: contents, key: Self.key)))
    #expect(throws: Archive.Damage.self) { let _: Reference = try Archive.value(in: file) }
  }

  @Test func isNotFoundWhereThereIsNone() {
    #expect(ArchiveFile(path: folder.path("missing"), key: Self.key) == nil)
    #expect(ArchiveFile(path: folder.path, key: Self.key) == nil)
  }

  @Test func givesEveryListOfPartsAKeyOfItsOwn() {
    let lists: [[[UInt8]]] = [
      [], [[]], [[1]], [[1, 2]], [[1], [2]], [[2], [1]], [[1, 2], []], [[], [1, 2]],
    ]
    #expect(Set(lists.map { ArchiveFile.Key(hashing: $0) }).count == lists.count)
  }
}
