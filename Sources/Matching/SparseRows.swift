internal import Archive

/// Lists of values by a small number, laid out flat: the row of number *n* is one slice of `values`.
struct SparseRows<Value: BitwiseCopyable & Sendable>: Sendable {
  /// Where each row begins, and behind them where the last one ends.
  private(set) var offsets: PlainTable<Int32> = [0]
  private(set) var values: PlainTable<Value> = []

  init() {}

  init(offsets: PlainTable<Int32>, values: PlainTable<Value>) {
    self.offsets = offsets
    self.values = values
  }

  /// The entries of each row in the order given.
  init(rowCount: Int, _ entries: [(row: Int32, value: Value)]) {
    var offsets = [Int32](repeating: 0, count: rowCount + 1)
    for entry in entries { offsets[Int(entry.row) + 1] += 1 }
    for row in 0..<rowCount { offsets[row + 1] += offsets[row] }
    self.offsets = PlainTable(offsets)
    guard let filler = entries.first?.value else { return }
    var values = Array(repeating: filler, count: entries.count)
    for entry in entries {
      values[Int(offsets[Int(entry.row)])] = entry.value
      offsets[Int(entry.row)] += 1
    }
    self.values = PlainTable(values)
  }

  /// The indices of a row in `values`.
  @inline(__always)
  func range(of row: Int) -> Range<Int> { Int(offsets[row])..<Int(offsets[row + 1]) }
}
