import Dialogue
import Terminal
import TestSupport
import Testing

@testable import trellis

struct AnnotationPipelineTests {
  private let rules: DialogueEngine.Rules

  init() throws {
    rules = try CoachBook.rules()
  }

  private func plan(sessionField: String? = nil) -> AnnotationPlan {
    AnnotationPlan(input: .json, depth: .turn(rules), sessionField: sessionField)
  }

  /// All answers to some lines that go in in blocks of so many.
  private func answers(to lines: [String], _ plan: AnnotationPlan, jobs: Int, block: Int) async -> [String] {
    var pipeline = AnnotationPipeline(plan, jobs: jobs, capacity: 2 * jobs)
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: lines.count, by: block) {
      let part = lines[start..<min(start + block, lines.count)]
      var text: [UInt8] = []
      var ranges: [Range<Int>?] = []
      for line in part {
        ranges.append(text.count..<(text.count + line.utf8.count))
        text += Array(line.utf8) + [0x0A]
      }
      pipeline.submit(LineBlock(bytes: text, lines: ranges), firstNumber: start + 1)
      if pipeline.isFull { bytes += await pipeline.next() ?? [] }
    }
    while let more = await pipeline.next() { bytes += more }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private static let said = [
    "i can't say no", "i am scared", "hello", "yes", "i feel guilty", "no", "tired", "hm",
  ]

  /// Lines of five conversations, mixed, some of them broken.
  private func lines(_ count: Int) -> [String] {
    var random = SplitMix64(state: 3)
    return (0..<count).map { number in
      if random.isOnce(in: 20) { return "broken" }
      return #"{"id": "\#(number)", "c": \#(random.number(in: 0..<5)), "text": "\#(random.pick(Self.said))"}"#
    }
  }

  @Test(arguments: [nil, "c"] as [String?])
  func answersTheSameHoweverManyWork(sessionField: String?) async {
    let lines = lines(300)
    let alone = await answers(to: lines, plan(sessionField: sessionField), jobs: 1, block: 300)
    #expect(alone.count == lines.count)
    for (jobs, block) in [(1, 1), (2, 7), (3, 64), (8, 1)] {
      let found = await answers(to: lines, plan(sessionField: sessionField), jobs: jobs, block: block)
      #expect(found == alone, "\(jobs) jobs, blocks of \(block)")
    }
  }

  @Test func keepsConversationsApart() async {
    let texts = ["i can't say no", "i am scared", "yes"]
    let mixed = texts.flatMap { text in
      ["a", "b"].map { #"{"c": "\#($0)", "text": "\#(text)"}"# }
    }
    let answers = await answers(to: mixed, plan(sessionField: "c"), jobs: 2, block: 4)
    let turns = DialogueEngine(rules).turns(on: texts, from: Conversation(seed: 0))
    #expect(answers.count == 6)
    for (index, answer) in answers.enumerated() {
      var json = JSONWriter()
      json.text(turns[index / 2].reply.text)
      #expect(answer.contains(String(decoding: json.bytes, as: UTF8.self)), "\(answer)")
      #expect(answer.contains(#""turn": \#(index / 2 + 1),"#))
    }
  }

  @Test func forgetsConversationsThatWereLongSilent() {
    var table = ConversationTable()
    func session(_ number: Int) -> Statement.Session { Statement.Session(json: Array("\(number)".utf8)) }
    var marked = Conversation(seed: 0)
    marked.person = "my mum"
    for number in 0..<100_000 {
      table[session(number)] = marked
      // The first one goes on talking.
      table[session(0)] = table[session(0)]
    }
    let kept = (0..<100_000).count { table[session($0)].person != nil }
    #expect(table[session(0)].person != nil)
    #expect(table[session(99_999)].person != nil)
    #expect(8_000...17_000 ~= kept)
  }
}
