/// Why the benchmark cannot go on; an engine that is merely too slow is no failure.
struct BenchFailure: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) {
    self.description = description
  }
}
