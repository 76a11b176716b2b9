/// What several passes measured, in one unit.
struct Samples<Value: Comparable> {
  private(set) var values: [Value]

  /// Nil without any value.
  init?(_ values: [Value]) {
    guard !values.isEmpty else { return nil }
    self.values = values.sorted()
  }

  /// The upper one of the two in the middle where there are two.
  var median: Value { values[values.count / 2] }
  var minimum: Value { values[0] }
}
