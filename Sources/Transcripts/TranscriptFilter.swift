internal import Rules

/// Which transcripts are played: `path:`, `intent:`, `step:`, `tag:` and a part of the name, or `failed`.
package enum TranscriptFilter: Hashable, Sendable {
  case path(String)
  case intent(String)
  case step(String)
  case tag(String)
  /// Those that failed last time.
  case failed

  /// Reads `intent:codependence.`; what has no such word before a colon is a part of the path.
  package init(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    switch (parts.first, parts.count) {
    case ("failed", 1): self = .failed
    case ("path", 2): self = .path(parts[1])
    case ("intent", 2): self = .intent(parts[1])
    case ("step", 2): self = .step(parts[1])
    case ("tag", 2): self = .tag(parts[1])
    default: self = .path(text)
    }
  }

  /// Whether a path passes; true where the path alone cannot tell.
  package func admits(path: String, failed: Set<String>) -> Bool {
    switch self {
    case .path(let part): path.contains(part)
    case .failed: failed.contains(path)
    case .intent, .step, .tag: true
    }
  }

  /// Whether a transcript passes that was read; true where its path alone has told.
  package func admits(_ transcript: Transcript) -> Bool {
    switch self {
    case .path, .failed: return true
    case .tag(let name): return transcript.header.tags.contains(name)
    case .intent(let part):
      return transcript.entries.contains { entry in
        entry.expectations.contains { expectation in
          switch expectation.kind {
          case .intent(let id, _), .notIntent(let id): id.text.contains(part)
          case .noIntent, .step, .safety, .fact, .looser, .reply: false
          }
        }
      }
    case .step(let part):
      return transcript.entries.contains { entry in
        entry.expectations.contains { expectation in
          switch expectation.kind {
          case .step(let id?): id.contains(part)
          case .fact(let name, let value):
            ["offered", "chosen", "done"].contains(name) && value.contains(part)
          case .intent, .notIntent, .noIntent, .step, .safety, .looser, .reply: false
          }
        }
      }
    }
  }
}

/// One of several equal parts of the transcripts, for machines that share the work.
package struct Shard: Hashable, Sendable {
  /// From 1.
  package var number: Int
  package var count: Int

  /// Reads `2/5`.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], count >= 1,
      (1...count).contains(number)
    else { return nil }
    self.number = number
    self.count = count
  }

  /// The items of this part, in their order.
  ///
  /// Ordered by a hash of their names they are cut into `count` runs whose lengths differ by one at most; a file more
  /// moves at most `count - 1` others to another part.
  package func part<Item>(of items: [Item], named name: (Item) -> String) -> [Item] {
    let order = items.indices
      .map { (hash: Self.hash(name(items[$0])), index: $0) }
      .sorted { ($0.hash, name(items[$0.index])) < ($1.hash, name(items[$1.index])) }
    let start = items.count * (number - 1) / count
    let end = items.count * number / count
    return order[start..<end].map(\.index).sorted().map { items[$0] }
  }

  /// FNV-1a, 64 bits, with a last mix, for names that differ at their ends alone.
  private static func hash(_ name: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
    return hash ^ (hash >> 33)
  }
}
