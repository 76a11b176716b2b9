internal import Diagnostics
internal import Dialogue
internal import Rules

/// Reads what stands behind the marker of an expectation.
enum ExpectationReader {
  typealias Kind = Transcript.Expectation.Kind

  /// `id`, `id axis=value …`, `!id` or `none`.
  static func intent(_ text: String) throws(TranscriptComplaint) -> Kind {
    let words = text.fields
    guard let name = words.first else {
      throw TranscriptComplaint("an intent is missing", hint: "write = ID, = !ID or = none")
    }
    if name == "none" || name.hasPrefix("!") {
      guard words.count == 1 else {
        throw TranscriptComplaint(
          "‘\(words[1])’ stands behind ‘\(name)’", at: words[1], hint: "axes belong to = ID")
      }
      return name == "none" ? .noIntent : .notIntent(ID(String(name.dropFirst())))
    }
    var axes = Transcript.Axes()
    for word in words.dropFirst() {
      let pair = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.count == 2, set(pair[0], pair[1], &axes) else {
        throw TranscriptComplaint(
          "‘\(word)’ is no axis", at: word,
          hint: "write polarity=negated, who=partner, time=past or mood=howto")
      }
    }
    return .intent(ID(name), axes)
  }

  private static func set(_ axis: String, _ value: String, _ axes: inout Transcript.Axes) -> Bool {
    switch axis {
    case "polarity":
      axes.polarity = Assertion.Polarity(rawValue: value)
      return axes.polarity != nil
    case "who":
      axes.who = Assertion.Who(rawValue: value)
      return axes.who != nil
    case "time":
      axes.time = Assertion.Time(rawValue: value)
      return axes.time != nil
    case "mood":
      axes.mood = Assertion.Mood(rawValue: value)
      return axes.mood != nil
    default: return false
    }
  }

  /// `step` or `none`.
  static func step(_ text: String) throws(TranscriptComplaint) -> Kind {
    guard !text.isEmpty, !text.utf8.contains(0x20) else {
      throw TranscriptComplaint("a step is one id", hint: "write + ID or + none")
    }
    return .step(text == "none" ? nil : text)
  }

  /// `category level`, `category asked|locked`, `none` or `withheld`.
  static func safety(_ text: String) throws(TranscriptComplaint) -> Kind {
    let words = text.fields
    if words == ["none"] { return .safety(.none) }
    if words == ["withheld"] { return .safety(.withheld) }
    guard words.count == 2, let category = SafetyCategory(rawValue: words[0]) else {
      let names = SafetyCategory.allCases.map(\.rawValue)
      throw TranscriptComplaint(
        "this is no safety result", at: words.first,
        hint: words.first.flatMap { didYouMean($0, among: names) }
          ?? "write ! violence red, ! suicide asked or ! none")
    }
    switch words[1] {
    case "red": return .safety(.hit(category, .red))
    case "amber": return .safety(.hit(category, .amber))
    case "asked": return .safety(.asked(category))
    case "locked": return .safety(.locked(category))
    default:
      throw TranscriptComplaint(
        "‘\(words[1])’ is no level", at: words[1], hint: "red, amber, asked or locked")
    }
  }

  /// `fact value`.
  static func fact(_ text: String) throws(TranscriptComplaint) -> Kind {
    let words = text.utf8.split(separator: 0x20, maxSplits: 1).map { String(Substring($0)) }
    guard let name = words.first, Fact.Name(rawValue: name) != nil else {
      let names = Fact.Name.allCases.map(\.rawValue)
      throw TranscriptComplaint(
        "this is no fact", at: words.first,
        hint: words.first.flatMap { didYouMean($0, among: names) }
          ?? "one of \(names.joined(separator: ", "))"
      )
    }
    return .fact(name, words.count > 1 ? words[1] : "")
  }

  /// What stands behind `~`.
  static func looser(_ text: String) throws(TranscriptComplaint) -> Kind {
    .looser(try LooserScanner(text).read())
  }

  static func instant(_ text: String) throws(TranscriptComplaint) -> Instant {
    guard let instant = Instant(text) else {
      throw TranscriptComplaint("this is no instant", at: text, hint: "write @ 2026-01-01T09:00:00Z")
    }
    return instant
  }
}
