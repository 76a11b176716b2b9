/// What the command line asks for.
struct Options {
  /// The sizes of the sets.
  var sets = [100, 1_000, 10_000, 100_000]
  /// The largest set that the peers get.
  var largestForPeers = 10_000
  var passes = 3
  var program = ".build/release/trellis"
  var package = "Benchmarks"

  static let usage = """
    usage: bench [--sets 100,1000] [--peers-up-to 10000] [--passes 3] [--program PATH] [--package FOLDER]
    """

  /// - Parameter arguments: Without the program’s name.
  /// - Throws: What is wrong with them.
  init(_ arguments: [String]) throws(BenchFailure) {
    var rest = arguments[...]
    while let name = rest.popFirst() {
      guard let value = rest.popFirst() else { throw BenchFailure("\(name) needs a value\n\(Self.usage)") }
      switch name {
      case "--sets":
        sets = try value.split(separator: ",").map { size throws(BenchFailure) in
          try Self.number(String(size), name)
        }
      case "--peers-up-to": largestForPeers = try Self.number(value, name)
      case "--passes": passes = try Self.number(value, name)
      case "--program": program = value
      case "--package": package = value
      default: throw BenchFailure("there is no \(name)\n\(Self.usage)")
      }
    }
  }

  private static func number(_ text: String, _ name: String) throws(BenchFailure) -> Int {
    guard let number = Int(text), number > 0 else {
      throw BenchFailure("\(name) takes numbers from 1, not ‘\(text)’\n\(usage)")
    }
    return number
  }
}
