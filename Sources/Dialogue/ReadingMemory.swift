package import Matching

/// Readings of messages met before, for runs over many conversations in which people say the same things.
///
/// A reading depends on its message and the rules alone, so one that is remembered is the one that would be made.
package struct ReadingMemory {
  /// Longer messages are hardly ever said twice; in bytes.
  private static let longestMessage = 200

  private let capacity: Int
  private var readings: [String: Reading] = [:]

  /// - Parameter capacity: How many readings are kept; when there are more, all are forgotten.
  package init(capacity: Int) {
    self.capacity = capacity
  }

  /// The reading of a message, made by `read` where it is not remembered.
  package mutating func reading(of message: String, else read: (String) -> Reading) -> Reading {
    if let known = readings[message] { return known }
    let reading = read(message)
    guard message.utf8.count <= Self.longestMessage else { return reading }
    if readings.count == capacity { readings.removeAll(keepingCapacity: true) }
    readings[message] = reading
    return reading
  }
}
