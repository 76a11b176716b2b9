internal import Glibc

/// A process to start, wait for and measure.
struct ChildProcess {
  /// The program’s path, then what it is given.
  var arguments: [String]
  /// All of its environment: nothing is inherited.
  var environment: [String: String] = [:]
  var input = "/dev/null"
  var output = "/dev/null"
  var errors = "/dev/null"
  /// After this it is killed.
  var limit = Duration.seconds(60)

  enum Ending: Equatable {
    case exited(Int32)
    case killed(bySignal: Int32)
    case stopped
  }

  struct Outcome {
    var ending: Ending
    /// From before the start until it was gone.
    var wall: Duration
    /// In KiB, and never below `ownPeakMemory`: the kernel counts from the size of the process that started it.
    var peakMemory: Int
  }

  /// Runs it to its end.
  func run() throws(BenchFailure) -> Outcome {
    let clock = ContinuousClock()
    let start = clock.now
    let id = try spawn()
    var isStopped = false
    while true {
      var status: Int32 = 0
      var usage = rusage()
      let ended = unsafe wait4(id, &status, isStopped ? 0 : WNOHANG, &usage)
      if ended == id {
        return Outcome(
          ending: isStopped ? .stopped : Self.ending(status), wall: clock.now - start,
          peakMemory: usage.ru_maxrss)
      }
      let left = limit - (clock.now - start)
      if left > .zero {
        Self.awaitChild(atMost: left)
      } else {
        isStopped = true
        kill(id, SIGKILL)
      }
    }
  }

  /// The peak memory of this process in KiB.
  static var ownPeakMemory: Int {
    var usage = rusage()
    _ = unsafe getrusage(RUSAGE_SELF.rawValue, &usage)
    return usage.ru_maxrss
  }

  /// Makes the end of a child something to wait for; to be called once, before the first `run`.
  static func blockChildSignal() {
    var signals = childSignal
    unsafe sigprocmask(SIG_BLOCK, &signals, nil)
  }

  // MARK: - System calls

  private static var childSignal: sigset_t {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGCHLD)
    return signals
  }

  private static func awaitChild(atMost time: Duration) {
    var signals = childSignal
    var limit = timespec(
      tv_sec: Int(time.components.seconds), tv_nsec: Int(time.components.attoseconds / 1_000_000_000))
    _ = unsafe sigtimedwait(&signals, nil, &limit)
  }

  private static func ending(_ status: Int32) -> Ending {
    let signal = status & 0x7F
    return signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(bySignal: signal)
  }

  private func spawn() throws(BenchFailure) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    let created = O_WRONLY | O_CREAT | O_TRUNC
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, created, 0o644)
    unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, created, 0o644)

    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var noSignals = sigset_t()
    unsafe sigemptyset(&noSignals)
    unsafe posix_spawnattr_setsigmask(&attributes, &noSignals)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

    var id: pid_t = 0
    let error = unsafe Self.withCStrings(arguments) { argv in
      unsafe Self.withCStrings(environment.map { "\($0)=\($1)" }) { envp in
        unsafe posix_spawn(&id, arguments[0], &actions, &attributes, argv, envp)
      }
    }
    guard error == 0 else {
      throw BenchFailure("\(arguments[0]) cannot be started: \(unsafe String(cString: strerror(error)))")
    }
    return id
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = unsafe strings.map { unsafe strdup($0) } + [nil]
    defer { unsafe copies.forEach { unsafe free($0) } }
    return unsafe body(copies)
  }
}
