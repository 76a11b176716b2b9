/// A list of plain values with one owner, which keeps its storage when it is emptied.
///
/// An array asks before each write whether somebody shares it, and counts who holds it while it is read; a search
/// does both too often for that. Indices are checked.
@safe
struct OwnedList<Value: BitwiseCopyable>: ~Copyable {
  private var values: UnsafeMutableBufferPointer<Value>
  private(set) var count = 0

  init() {
    unsafe values = .allocate(capacity: 16)
  }

  deinit {
    unsafe values.deallocate()
  }

  @inline(__always)
  var indices: Range<Int> { 0..<count }

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

  @inline(__always)
  mutating func append(_ value: Value) {
    if unsafe count == values.count { grow() }
    unsafe values.initializeElement(at: count, to: value)
    count &+= 1
  }

  @inline(__always)
  mutating func removeAll() { count = 0 }

  mutating func removeLast(_ number: Int) {
    precondition(number >= 0 && number <= count)
    count -= number
  }

  private mutating func grow() {
    let larger = unsafe UnsafeMutableBufferPointer<Value>.allocate(capacity: 2 * values.count)
    _ = unsafe larger.moveInitialize(fromContentsOf: values)
    unsafe values.deallocate()
    unsafe values = larger
  }
}
