/// A fixed number of plain values with one owner, who writes them in place.
///
/// An array asks before each write whether somebody shares it, which a search writes too often for. Indices are checked.
@safe
struct OwnedValues<Value: BitwiseCopyable>: ~Copyable {
  private let values: UnsafeMutableBufferPointer<Value>

  init(repeating value: Value, count: Int) {
    unsafe values = .allocate(capacity: count)
    unsafe values.initialize(repeating: value)
  }

  deinit {
    unsafe values.deallocate()
  }

  @inline(__always)
  var count: Int { unsafe values.count }

  @inline(__always)
  subscript(index: Int) -> Value {
    get {
      precondition(index >= 0 && index < count)
      return unsafe values[index]
    }
    _modify {
      precondition(index >= 0 && index < count)
      yield unsafe &values[index]
    }
  }

  mutating func setAll(to value: Value) {
    unsafe values.update(repeating: value)
  }
}
