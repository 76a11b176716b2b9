internal import Diagnostics
internal import Dialogue
internal import Rules

/// Reads the lines `key: value` of a transcript’s header.
struct HeaderReader {
  /// The keys that a header may have; the raw values are as they are written.
  enum Key: String, CaseIterable {
    case pack, seed, region, start, recorded, rules, plan, person, safety, tags
    case openStep = "open-step"
  }

  private static let keys = "one of \(Key.allCases.map(\.rawValue).joined(separator: ", "))"

  private(set) var header = Transcript.Header()
  private var given: Set<Key> = []

  mutating func read(_ line: String, number: Int) throws(TranscriptComplaint) {
    guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else {
      throw TranscriptComplaint(
        "this is no ‘key: value’", hint: "a turn begins with ‘> ’", code: .transcriptHeader)
    }
    let name = String(line[..<colon])
    let value = String(line[line.utf8.index(after: colon)...]).trimmingSpaces
    guard let key = Key(rawValue: name) else {
      throw TranscriptComplaint(
        "unknown key ‘\(name)’", at: name,
        hint: didYouMean(name, among: Key.allCases.map(\.rawValue)) ?? Self.keys,
        code: .transcriptHeader)
    }
    guard given.insert(key).inserted else {
      throw TranscriptComplaint(
        "‘\(name)’ is given twice", at: name, hint: "keep one of them", code: .transcriptHeader)
    }
    if key == .pack { header.packLine = number }
    try take(key, value)
  }

  /// The file is expected to differ.
  mutating func expectFailure(_ reason: String) { header.expectedToFail = reason }

  private mutating func take(_ key: Key, _ value: String) throws(TranscriptComplaint) {
    switch key {
    case .pack:
      let words = value.fields
      header.packID = words.first
      header.packVersion = words.dropFirst().first
      header.packHash = words.dropFirst(2).first
    case .seed:
      guard let seed = UInt64(value) else { throw complaint("‘seed’ is a whole number", value, "seed: 7") }
      header.seed = seed
    case .region:
      guard value.utf8.count == 2, value.allSatisfy({ $0.isASCII && $0.isLetter }) else {
        throw complaint("‘region’ is the two letters of a country", value, "region: GB")
      }
      header.region = value.uppercased()
    case .start:
      guard let instant = Instant(value) else {
        throw complaint("‘start’ is an instant", value, "2026-01-01T09:00:00Z")
      }
      header.start = instant
    case .recorded:
      guard value == "yes" || value == "no" else {
        throw complaint("‘recorded’ is yes or no", value, "recorded: yes")
      }
      header.isRecorded = value == "yes"
    case .rules: header.rules = value
    case .openStep: header.openStep = value
    case .plan: header.plan = value
    case .person: header.person = value
    case .safety: header.safety = try Self.safety(value)
    case .tags: header.tags = value.split { $0 == "," || $0 == " " }.map(String.init)
    }
  }

  private func complaint(_ message: String, _ value: String, _ example: String) -> TranscriptComplaint {
    TranscriptComplaint(message, at: value, hint: "write \(example)", code: .transcriptHeader)
  }

  /// Reads `violence locked, suicide`; a category alone is one in which every later amber is red.
  private static func safety(_ value: String) throws(TranscriptComplaint) -> [Transcript.EarlierSafety] {
    let categories = SafetyCategory.allCases.map(\.rawValue)
    var states: [Transcript.EarlierSafety] = []
    for part in value.split(separator: ",") {
      let words = String(part).fields
      guard let name = words.first, let category = SafetyCategory(rawValue: name) else {
        throw TranscriptComplaint(
          "‘\(words.first ?? "")’ is no safety category", at: words.first,
          hint: didYouMean(words.first ?? "", among: categories)
            ?? "one of \(categories.joined(separator: ", "))",
          code: .transcriptHeader)
      }
      guard words.count <= 2,
        let state = Transcript.EarlierSafety.State(rawValue: words.last == name ? "kept" : words[1])
      else {
        throw TranscriptComplaint(
          "‘\(words.dropFirst().joined(separator: " "))’ is no state", at: words[1],
          hint: "kept, asked or locked", code: .transcriptHeader)
      }
      states.append(Transcript.EarlierSafety(category: category, state: state))
    }
    return states
  }
}
