internal import Dialogue

/// The conversations that `annotate --session-field` follows, in bounded memory.
///
/// Two generations in each of 64 shards: when the young one is full it becomes the old one, and what nobody said a
/// word in since is dropped. The shard of a conversation depends on its name alone, so that what is dropped does not
/// depend on how many work side by side.
struct ConversationTable {
  static let shardCount = 64
  /// How many conversations a generation of a shard has; all in all some 8,000 to 16,000.
  private static let capacity = 128

  private struct Shard {
    var young: [Statement.Session: Conversation] = [:]
    var old: [Statement.Session: Conversation] = [:]
  }

  private var shards = [Shard](repeating: Shard(), count: shardCount)

  /// Which shard a conversation belongs to (FNV-1a, 32 bits).
  static func shard(of session: Statement.Session) -> Int {
    var hash: UInt32 = 0x811C_9DC5
    for byte in session.json { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return Int(hash ^ hash >> 16) % shardCount
  }

  /// The conversation as it was left, or one that begins.
  subscript(session: Statement.Session) -> Conversation {
    get {
      let shard = shards[Self.shard(of: session)]
      return shard.young[session] ?? shard.old[session] ?? Conversation(seed: 0)
    }
    set {
      let number = Self.shard(of: session)
      shards[number].young[session] = newValue
      shards[number].old[session] = nil
      guard shards[number].young.count >= Self.capacity else { return }
      shards[number] = Shard(old: shards[number].young)
    }
  }
}
