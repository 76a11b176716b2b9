internal import Terminal

/// Blocks of lines on their way through annotators that work side by side, and out again in their order.
///
/// Nothing is thrown away and nothing piles up: whoever hands in a block takes one out where `isFull`.
struct AnnotationPipeline {
  /// Lines of a block that one annotator answers.
  struct Portion: Sendable {
    var block: LineBlock
    /// Indices of `block.lines`, ascending.
    var lines: [Int]
    /// The number of the first line of the block in all of the input.
    var firstNumber: Int
  }

  /// The answers to a portion.
  struct Answers: Sendable {
    var bytes: [UInt8] = []
    /// Where each answer ends in `bytes`.
    var ends: [Int] = []
  }

  /// An annotator in a task of its own, and the work that it was given last.
  private struct Worker {
    let annotator: ConcurrentAnnotator
    var last: Task<Answers, Never>?
  }

  private struct Pending {
    /// Which worker has each line, where there are several.
    var owners: [Int]
    var portions: [Int: Task<Answers, Never>]
  }

  private let plan: AnnotationPlan
  private let capacity: Int
  private var workers: [Worker]
  private var pending: [Pending] = []
  private var submitted = 0

  /// A pipeline of `jobs` annotators that work side by side, with at most `capacity` blocks under way.
  init(_ plan: AnnotationPlan, jobs: Int, capacity: Int) {
    self.plan = plan
    self.capacity = capacity
    workers = (0..<jobs).map { _ in Worker(annotator: ConcurrentAnnotator(plan)) }
  }

  var isFull: Bool { pending.count >= capacity }
  var isEmpty: Bool { pending.isEmpty }

  /// Hands in a block.
  mutating func submit(_ block: LineBlock, firstNumber: Int) {
    let owners = owners(of: block)
    let lines = Dictionary(grouping: block.lines.indices, by: { owners[$0] })
    var portions: [Int: Task<Answers, Never>] = [:]
    for (worker, lines) in lines {
      portions[worker] = start(Portion(block: block, lines: lines, firstNumber: firstNumber), on: worker)
    }
    pending.append(Pending(owners: owners, portions: portions))
    submitted += 1
  }

  /// The worker of each line: blocks go round, but the lines of one conversation always go to the same one.
  private func owners(of block: LineBlock) -> [Int] {
    guard plan.sessionField != nil, workers.count > 1 else {
      return Array(repeating: submitted % workers.count, count: block.lines.count)
    }
    return block.lines.map { line in
      guard let session = (try? plan.statement(line, of: block))?.session else { return 0 }
      return ConversationTable.shard(of: session) % workers.count
    }
  }

  /// Gives a portion to a worker, behind all that it was given before.
  private mutating func start(_ portion: Portion, on worker: Int) -> Task<Answers, Never> {
    let annotator = workers[worker].annotator
    let task = Task.detached { [before = workers[worker].last] in
      _ = await before?.value
      return await annotator.answers(to: portion)
    }
    workers[worker].last = task
    return task
  }

  /// The answers to the oldest block, whose lines are in the order of the input; nil where none is under way.
  mutating func next() async -> [UInt8]? {
    guard !pending.isEmpty else { return nil }
    let block = pending.removeFirst()
    var answers: [Int: Answers] = [:]
    for (worker, task) in block.portions { answers[worker] = await task.value }
    if answers.count == 1, let only = answers.first { return only.value.bytes }
    return Self.merged(answers, owners: block.owners)
  }

  private static func merged(_ answers: [Int: Answers], owners: [Int]) -> [UInt8] {
    var bytes: [UInt8] = []
    var taken: [Int: Int] = [:]
    for owner in owners {
      guard let own = answers[owner] else { continue }
      let index = taken[owner, default: 0]
      bytes += own.bytes[(index == 0 ? 0 : own.ends[index - 1])..<own.ends[index]]
      taken[owner] = index + 1
    }
    return bytes
  }

  /// What all workers measured.
  func measured(into stopwatch: inout Stopwatch) async {
    for worker in workers { stopwatch.add(await worker.annotator.stopwatch) }
  }
}

/// An annotator that may be asked from elsewhere.
actor ConcurrentAnnotator {
  private var annotator: Annotator
  private var json = JSONWriter()

  init(_ plan: AnnotationPlan) {
    annotator = Annotator(plan)
  }

  var stopwatch: Stopwatch { annotator.stopwatch }

  func answers(to portion: AnnotationPipeline.Portion) -> AnnotationPipeline.Answers {
    json.removeAll()
    let ends = annotator.answer(portion, to: &json)
    return AnnotationPipeline.Answers(bytes: json.bytes, ends: ends)
  }
}
