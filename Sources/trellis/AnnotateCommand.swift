internal import ArgumentParser
internal import Diagnostics
internal import Dialogue
internal import Matching
internal import Rules
internal import Terminal

extension AnnotationPlan.Input: ExpressibleByArgument {}

/// A filter: one JSON line out for each line in, in order; it touches no user data and needs no HOME.
struct AnnotateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "annotate",
    abstract: "Read statements line by line; write what was understood, one JSON line each.",
    discussion: """
      A line that cannot be read is answered in its place with an ‘error’. What is answered is passed on in blocks, and \
      whenever no input waits. docs/scale.md shows it under GNU parallel and Spark.
      """)

  @OptionGroup var pack: PackOptions
  @Option(help: "What a line holds: json or text.") var input = AnnotationPlan.Input.json
  @Option(
    help: "The key that names a line’s conversation; the lines of one are its turns.",
    completion: .none)
  var sessionField: String?
  @Option(help: "How many work side by side.") var jobs = 1
  @Flag(help: "Write each line at once.") var lineBuffered = false
  @Flag(help: "Print times and memory to standard error at the end.") var stats = false
  @Flag(help: "Only the pack’s own matches: no screen, no shadowing, no correction, no reply.")
  var matchOnly = false
  @OptionGroup var clock: ClockOptions

  /// How many lines a block has at most: enough to hide the cost of handing it on, few enough to share work out.
  private static let longestBlock = 256

  func validate() throws {
    guard 1...1024 ~= jobs else { throw ValidationError("--jobs takes a number from 1 to 1024") }
    guard sessionField != nil else { return }
    if input == .text { throw ValidationError("--session-field is for JSON lines; leave out --input text") }
    if matchOnly { throw ValidationError("--match-only makes no conversation; leave out --session-field") }
    if sessionField == "text" {
      throw ValidationError("--session-field cannot be ‘text’, which is what was said")
    }
  }

  @MainActor
  func run() async throws {
    var stopwatch = Stopwatch(isRunning: stats)
    let plan = try stopwatch.measureLoad { try self.plan() }
    var pipeline = AnnotationPipeline(plan, jobs: jobs, capacity: lineBuffered ? jobs : 2 * jobs)
    let readError: Int32?
    do throws(WriteFailure) {
      readError = try await annotate(through: &pipeline)
    } catch .closed {
      throw ExitStatus.closedOutput
    } catch {
      printError("trellis: the output cannot be written: \(error.reason)")
      throw ExitStatus.inputOutput
    }
    if let readError {
      printError("trellis: standard input cannot be read: \(FileSystem.Failure(code: readError))")
      throw ExitStatus.inputOutput
    }
    await pipeline.measured(into: &stopwatch)
    if stats { printError(stopwatch.report) }
  }

  private func plan() throws -> AnnotationPlan {
    let depth: AnnotationPlan.Depth =
      if matchOnly {
        .matchesOnly(try pack.loadPatterns())
      } else {
        .turn(try pack.load())
      }
    return AnnotationPlan(
      input: input, depth: depth, sessionField: sessionField, measures: stats, instant: clock.at)
  }

  /// Takes standard input through the pipeline to standard output.
  ///
  /// - Returns: The `errno` where the input could not be read to its end.
  @MainActor
  private func annotate(through pipeline: inout AnnotationPipeline) async throws(WriteFailure) -> Int32? {
    var reader = LineBlockReader()
    var writer = BlockWriter(to: .output)
    var number = 1
    while true {
      // Whoever waits for an answer before the next question gets it.
      if reader.wouldWait { try await drain(&pipeline, to: &writer) }
      switch reader.next(atMost: lineBuffered ? 1 : Self.longestBlock) {
      case .block(let block):
        pipeline.submit(block, firstNumber: number)
        number += block.lines.count
      case .endOfInput:
        try await drain(&pipeline, to: &writer)
        return nil
      case .failed(let error):
        try await drain(&pipeline, to: &writer)
        return error
      }
      while pipeline.isFull { try await passOn(&pipeline, to: &writer) }
    }
  }

  @MainActor
  private func drain(_ pipeline: inout AnnotationPipeline, to writer: inout BlockWriter)
    async
    throws(WriteFailure)
  {
    while !pipeline.isEmpty { try await passOn(&pipeline, to: &writer) }
    try writer.flush()
  }

  @MainActor
  private func passOn(_ pipeline: inout AnnotationPipeline, to writer: inout BlockWriter)
    async
    throws(WriteFailure)
  {
    guard let bytes = await pipeline.next() else { return }
    try writer.write(verbatim: bytes)
    if lineBuffered { try writer.flush() }
  }
}

extension WriteFailure {
  fileprivate var reason: String {
    switch self {
    case .closed: "its reader is gone"
    case .failed(let error): FileSystem.Failure(code: error).description
    }
  }
}
