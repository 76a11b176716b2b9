internal import Glibc

/// The lines of a file, one at a time: this process stays small, because children are measured from its size.
@safe struct LineFile: ~Copyable {
  private let file: UnsafeMutablePointer<FILE>
  private var buffer: UnsafeMutablePointer<CChar>?
  private var capacity = 0

  init(path: String) throws(BenchFailure) {
    guard let file = unsafe fopen(path, "r") else { throw BenchFailure("\(path) cannot be read") }
    unsafe self.file = unsafe file
  }

  deinit {
    unsafe free(buffer)
    unsafe fclose(file)
  }

  /// The next line without its end; nil after the last.
  mutating func next() -> String? {
    let count = unsafe getline(&buffer, &capacity, file)
    guard count > 0, let bytes = unsafe buffer else { return nil }
    let text = unsafe String(
      decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }
}
