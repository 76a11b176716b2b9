internal import Glibc

/// A program that is run and waited for; its unsafe calls are here.
enum ChildProcess {
  /// Where a program’s complaints go; one that does not complain on the terminal reads nothing from it either.
  enum Complaints {
    case terminal, nowhere
    /// Into a new file, which must not exist.
    case file(String)
  }

  /// What came of a program.
  struct Outcome: Sendable {
    /// Its exit code; 128 and the signal for one that was killed.
    var status: Int32
    var output: [UInt8]

    var text: String { String(decoding: output, as: UTF8.self) }
    /// The lines of its output, without empty ones.
    var lines: [String] { text.split(separator: "\n").map(String.init) }
  }

  /// Why a program could not be started, as `errno`.
  struct Failure: Error {
    var code: Int32
    var description: String { unsafe String(cString: strerror(code)) }
  }

  /// Runs a program that is found in `PATH` and gathers what it prints.
  static func capture(_ arguments: [String], complaints: Complaints = .nowhere) throws(Failure) -> Outcome {
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else { throw Failure(code: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let child: pid_t
    do throws(Failure) {
      child = try spawn(arguments, output: ends[1], complaints)
    } catch {
      close(ends[0])
      close(ends[1])
      throw error
    }
    close(ends[1])
    defer { close(ends[0]) }
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(ends[0], $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      output += chunk[..<count]
    }
    return Outcome(status: wait(for: child), output: output)
  }

  /// Runs a program on this terminal and waits for its end.
  static func run(_ arguments: [String]) throws(Failure) -> Int32 {
    wait(for: try spawn(arguments, output: nil, .terminal))
  }

  private static func spawn(_ arguments: [String], output: Int32?, _ complaints: Complaints) throws(Failure)
    -> pid_t
  {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    if let output { unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO) }
    switch complaints {
    case .terminal: break
    case .nowhere:
      unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
      unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    case .file(let path):
      let flags = O_WRONLY | O_CREAT | O_EXCL
      unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, path, flags, 0o600)
      unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    }
    var words: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) } + [nil]
    defer {
      for index in unsafe words.indices { unsafe free(words[index]) }
    }
    var child: pid_t = 0
    guard let program = unsafe words[0] else { throw Failure(code: ENOENT) }
    let code = unsafe posix_spawnp(&child, program, &actions, nil, &words, environ)
    guard code == 0 else { throw Failure(code: code) }
    return child
  }

  private static func wait(for child: pid_t) -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(child, &status, 0) < 0 {
      if errno != EINTR { return 127 }
    }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }
}
