internal import Glibc

/// A file that is written bit by bit, for the reason that `LineFile` gives.
@safe struct OutputFile: ~Copyable {
  private let file: UnsafeMutablePointer<FILE>
  private let path: String

  init(path: String) throws(BenchFailure) {
    guard let file = unsafe fopen(path, "w") else { throw BenchFailure("\(path) cannot be written") }
    unsafe self.file = unsafe file
    self.path = path
  }

  /// Appends a text and the end of the line.
  func write(line: String) throws(BenchFailure) {
    guard unsafe fputs(line + "\n", file) >= 0 else { throw failure }
  }

  /// Hands all of it to the system; to be called after the last line.
  func finish() throws(BenchFailure) {
    guard unsafe fflush(file) == 0 else { throw failure }
  }

  private var failure: BenchFailure { BenchFailure("\(path) cannot be written") }

  deinit { unsafe fclose(file) }
}
