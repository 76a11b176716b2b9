import Diagnostics
import Testing
import Transcripts

struct TranscriptFilterTests {
  private let transcript = TranscriptParser.parse(
    SourceFile(
      path: "a/safety/b.transcript",
      text: """
        trellis-transcript: 1
        tags: smoke, slow

        > one
        = sign.no who=other
        = !sign.guilt
        + small-no
        % offered write-it
        """)
  ).transcript

  @Test(arguments: [
    ("safety", true), ("signs", false), ("path:b.trans", true), ("path:tag:smoke", false),
    ("intent:sign.", true),
    ("intent:sign.guilt", true), ("intent:guilty", false), ("step:small", true), ("step:write", true),
    ("step:one", false), ("tag:smoke", true), ("tag:slow", true), ("tag:sm", false),
  ])
  func admitsWhatItSays(text: String, admits: Bool) {
    let filter = TranscriptFilter(text)
    #expect((filter.admits(path: transcript.path, failed: []) && filter.admits(transcript)) == admits)
  }

  @Test func admitsWhatFailedLastTime() {
    #expect(TranscriptFilter("failed") == .failed)
    #expect(TranscriptFilter.failed.admits(path: "a", failed: ["a"]))
    #expect(!TranscriptFilter.failed.admits(path: "b", failed: ["a"]))
  }

  @Test(arguments: ["", "1", "0/3", "4/3", "1/0", "-1/2", "a/b", "1/2/3", "1 / 2"])
  func refusesWhatIsNoShard(text: String) {
    #expect(Shard(text) == nil)
  }

  /// Together the parts are the whole, each once; their sizes differ by one at most, well within a quarter.
  @Test(arguments: [1, 2, 3, 7, 10, 64])
  func partsTheWholeEvenly(count: Int) throws {
    let names = (0..<1_000).map { "transcripts/\($0 % 13)/t\($0).transcript" }
    let parts = try (1...count).map { number in
      try #require(Shard("\(number)/\(count)")).part(of: names) { $0 }
    }
    #expect(parts.flatMap(\.self).sorted() == names.sorted())
    let sizes = parts.map(\.count)
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    for part in parts {
      #expect(part == names.filter(Set(part).contains), "the order of the files is kept")
    }
  }

  /// One file more moves few of the others.
  @Test func movesLittleWhereAFileIsAdded() throws {
    let names = (0..<1_000).map { "t\($0)" }
    let count = 8
    var moved = 0
    for number in 1...count {
      let shard = try #require(Shard("\(number)/\(count)"))
      moved += Set(shard.part(of: names + ["new"]) { $0 }).subtracting(shard.part(of: names) { $0 }).count
    }
    #expect(moved <= count)
  }
}
