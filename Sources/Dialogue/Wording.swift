internal import Archive
internal import Language
internal import Matching
internal import Rules

/// Puts texts of the pack into words: chooses the variant, fills the slots.
struct Wording {
  let book: RuleBook
  /// The bundled pack, for situations that this pack has no words for.
  let fallback: RuleBook

  /// What the slots of a reply stand for.
  struct Slots {
    var person: PersonPhrase?
    /// Whether this very message names somebody: then the reply does so too.
    var isPersonNamed = false
    var second: PersonPhrase?
    var topic: String?
    var topics: String?
    var step: String?
    /// A step’s size and what is to be done, or the words that go with it.
    var minutes: Int?
    var body: String?
    var script: String?
    var lines: String?
    var region: String?
    var changes: String?
    /// The countries with numbers of their own.
    var regions: String?
    /// A name as it was typed, and the nearest that there is.
    var typed: String?
    var nearest: String?
  }

  /// Adds the variant that is due, if the list has one whose slots can be filled.
  @discardableResult
  func add(
    _ act: Act, _ list: [ReplyText], named name: String, to reply: inout Reply, _ slots: Slots,
    in conversation: inout Conversation, isParagraph: Bool = false, isComplex: Bool = false
  ) -> Bool {
    let text = Variants.next(
      list, named: name, in: &conversation, fitting: { filled($0.text, slots) != nil },
      preferring: {
        slots.isPersonNamed && (act == .reflect || act == .affirm) && Self.hasSlots($0.text)
          && $0.text.contains("{person")
      })
    guard let text, let words = filled(text.text, slots) else { return false }
    reply.add(act, words, from: text.place, isParagraph: isParagraph, isComplex: isComplex)
    return true
  }

  /// Adds the words for a situation.
  @discardableResult
  func add(
    _ act: Act, _ situation: ReplySituation, to reply: inout Reply, _ slots: Slots = Slots(),
    in conversation: inout Conversation, isParagraph: Bool = false
  ) -> Bool {
    add(
      act, texts(for: situation), named: "replies.\(situation.rawValue)", to: &reply, slots,
      in: &conversation,
      isParagraph: isParagraph)
  }

  /// The words of a situation that has one wording; empty where no pack has any.
  func words(_ situation: ReplySituation, _ slots: Slots) -> String {
    texts(for: situation).first.flatMap { filled($0.text, slots) } ?? ""
  }

  func texts(for situation: ReplySituation) -> [ReplyText] {
    if let own = book.replyLists[situation], !own.isEmpty { return own.wrappedValue }
    return fallback.replyLists[situation]?.wrappedValue ?? []
  }

  /// The text with its slots filled, capitalised where a sentence begins; nil where a slot stays empty.
  func filled(_ text: String, _ slots: Slots) -> String? {
    guard Self.hasSlots(text) else { return text }
    var result = ""
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      guard let value = value(of: String(rest[rest.index(after: open)..<close]), slots) else { return nil }
      result += Self.beginsSentence(result) ? Self.capitalized(value) : value
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  private static func hasSlots(_ text: String) -> Bool { text.utf8.contains(UInt8(ascii: "{")) }

  private func value(of slot: String, _ slots: Slots) -> String? {
    let usual = PersonPhrase(book.defaultPerson, lexicon: book.lexicon)
    switch slot {
    case "person": return (slots.person ?? usual)?.object
    case "person.subject": return (slots.person ?? usual)?.subject
    case "person.possessive": return (slots.person ?? usual).flatMap(\.possessive)
    case "person.2": return slots.second?.object
    case "topic": return slots.topic
    case "topics": return slots.topics
    case "step": return slots.step
    case "step.minutes": return slots.minutes.map(String.init)
    case "step.body": return slots.body
    case "step.script": return slots.script
    case "lines": return slots.lines
    case "region": return slots.region
    case "changes": return slots.changes
    case "regions": return slots.regions
    case "typed": return slots.typed
    case "nearest": return slots.nearest
    default: return nil
    }
  }

  private static func beginsSentence(_ text: String) -> Bool {
    guard let last = text.last(where: { $0 != " " && $0 != "\n" && $0 != "\"" }) else { return true }
    return last == "." || last == "?" || last == "!" || last == ":" && text.hasSuffix("\n")
  }

  private static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  /// An intent’s title as it stands inside a sentence.
  func topic(_ intent: ID<Intent>) -> String? {
    guard let title = (book.intent(intent) ?? fallback.intent(intent))?.title, !title.isEmpty else {
      return nil
    }
    return title.prefix(1).lowercased() + title.dropFirst()
  }
}
