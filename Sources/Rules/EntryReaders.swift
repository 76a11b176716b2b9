internal import Diagnostics
internal import Language

/// How each kind of entry is read from its mapping.
extension MappingReader {
  private mutating func id<Kind>(of kind: Kind.Type) -> (id: ID<Kind>, place: SourcePlace)? {
    guard let text = required("id") else { return nil }
    let isName = text.text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "." || $0 == "_"
    }
    guard isName else {
      complain(
        .invalidID, "‘\(text.text)’ is no id", at: text.place,
        hint: "use letters, digits, ‘-’ and ‘.’, as in boundaries.say-no")
      return nil
    }
    return (ID(text.text), text.place)
  }

  mutating func intent(changes: inout [ID<Intent>: RuleBookReader.Change]) -> Intent? {
    let change = value("change", of: RuleBookReader.Change.self)
    let name = id(of: Intent.self)
    let kind = change != nil && node("kind") == nil ? .sign : requiredKind()
    guard let (id, place) = name, let kind else {
      touchIntentKeys()
      return nil
    }
    if let change { changes[id] = change }
    var intent = Intent(id: id, kind: kind, place: place, title: text("title") ?? "")
    intent.source = items("source").flatMap { $0.text.split(separator: " ").map(String.init) }
    intent.was = ids("was", of: Intent.self)
    intent.tags = items("tags").map(\.text)
    intent.priority = integer("priority", in: -100...100) ?? 0
    intent.isEnabled = flag("enabled") ?? true
    intent.patterns = patterns("patterns")
    intent.unless = patterns("unless")
    intent.unlessSaid = patterns("unless-said")
    intent.together = groups("together")
    if let entry = mapping("accepts") { intent.accepts = accepts(entry, usual: .usual(for: kind)) }
    intent.replies.reflect = replies("reflect")
    intent.replies.reflectComplex = replies("reflect-complex")
    intent.replies.affirm = replies("affirm")
    intent.replies.insight = replies("insight")
    intent.replies.say = replies("say")
    intent.steps = ids("steps", of: GuideStep.self)
    for var entry in mappings("ask") {
      if let ask = entry.ask() { intent.asks.append(ask) }
      namings.merge(entry.namings) { first, _ in first }
      complaints(entry.finish())
    }
    intent.namings = namings
    if kind == .safety { intent.safety = safety() }
    if let entry = mapping("examples") { intent.examples = examples(entry) }
    if change == nil { requirePatterns(of: intent) }
    return intent
  }

  private mutating func requiredKind() -> IntentKind? {
    guard required("kind") != nil else { return nil }
    return value("kind", of: IntentKind.self)
  }

  /// Keeps the keys of an entry that cannot be used from being called unknown.
  private mutating func touchIntentKeys() {
    for key in [
      "title", "source", "was", "tags", "priority", "enabled", "patterns", "unless", "unless-said",
      "together", "accepts",
      "reflect", "reflect-complex", "affirm", "insight", "say", "steps", "ask", "examples", "kind",
    ] { _ = node(key) }
  }

  private mutating func requirePatterns(of intent: Intent) {
    let hasCues = intent.safety.map { !$0.cues.values.joined().isEmpty || !$0.weak.isEmpty } ?? false
    guard intent.patterns.isEmpty, intent.together.isEmpty, !hasCues else { return }
    guard keyPlace("patterns") == nil, keyPlace("together") == nil else {
      if let place = keyPlace("patterns"), isEmpty("patterns") {
        complain(.emptyPattern, "‘patterns’ is empty", at: place, hint: "write one pattern a line")
      }
      return
    }
    complain(
      .missingKey, "‘\(intent.id)’ has no ‘patterns’", at: intent.place,
      hint: "add ‘patterns: |’ and one pattern a line")
  }

  mutating func complaints(_ more: [Diagnostic]) {
    for diagnostic in more { add(diagnostic) }
  }

  private mutating func groups(_ key: String) -> [[ID<Signal>]] {
    guard let node = node(key) else { return [] }
    guard case .list(let groups, _) = node else {
      complain(
        .wrongType, "‘\(key)’ must be a list of groups", at: node.place, hint: "write [[first, second]]")
      return []
    }
    return groups.map { group in
      items(group, named: key).map { item in
        note(item)
        return ID(item.text)
      }
    }
  }

  private mutating func accepts(_ entry: MappingReader, usual: Accepts) -> Accepts {
    var entry = entry
    var accepts = usual
    if let values = entry.values("polarity", of: Assertion.Polarity.self) { accepts.polarity = values }
    if let values = entry.values("who", of: Assertion.Who.self) { accepts.who = values }
    if let values = entry.values("time", of: Assertion.Time.self) { accepts.time = values }
    if let values = entry.values("mood", of: Assertion.Mood.self) { accepts.mood = values }
    complaints(entry.finish())
    return accepts
  }

  private mutating func ask() -> Ask? {
    let id = required("id")
    let say = replies("say")
    var answers: [Ask.Answer] = []
    for var entry in mappings("answers") {
      answers.append(
        Ask.Answer(
          patterns: entry.patterns("patterns"), reflect: entry.replies("reflect"),
          steps: entry.ids("steps", of: GuideStep.self)))
      namings.merge(entry.namings) { first, _ in first }
      complaints(entry.finish())
    }
    let otherwise = replies("else")
    if say.isEmpty { complain(.missingKey, "the question says nothing", at: place, hint: "add ‘say: …’") }
    guard let id else { return nil }
    return Ask(id: id.text, say: say, answers: answers, otherwise: otherwise)
  }

  private mutating func safety() -> SafetyRule? {
    let category = value("category", of: SafetyCategory.self)
    let urgency = integer("urgency", in: 1...99) ?? 50
    let lines = list("lines", of: HelplineKind.self)
    var rule = SafetyRule(category: category ?? .otherAcute, urgency: urgency, lines: lines)
    for list in SafetyRule.CueList.allCases { rule.cues[list] = patterns(list.rawValue) }
    rule.weak = weakSigns()
    rule.clear = patterns("clear")
    rule.retract = patterns("retract")
    for situation in SafetyRule.Situation.allCases { rule.replies[situation] = replies(situation.rawValue) }
    if category == nil, keyPlace("category") == nil {
      complain(
        .missingKey, "a safety intent needs a ‘category’", at: place,
        hint: "one of \(SafetyCategory.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return rule
  }

  private mutating func weakSigns() -> [SafetyRule.WeakSign] {
    guard var entry = mapping("weak") else { return [] }
    let signs = entry.all().map { name, _ in
      SafetyRule.WeakSign(name: name.text, patterns: entry.patterns(name.text))
    }
    complaints(entry.finish())
    return signs
  }

  private mutating func examples(_ entry: MappingReader) -> [Example] {
    var entry = entry
    var examples: [Example] = []
    for group in Example.Group.allCases {
      examples += entry.items(group.rawValue).map { Self.example($0, in: group) }
    }
    complaints(entry.finish())
    return examples
  }

  /// An item of a group; `xfail: ` before the sentence says that the rules do not do it yet.
  private static func example(_ item: PlacedText, in group: Example.Group) -> Example {
    let mark = "xfail:"
    guard item.text.hasPrefix(mark) else { return Example(group: group, text: item.text, place: item.place) }
    let sentence = item.text.dropFirst(mark.count).drop { $0 == " " }
    return Example(
      group: group, text: String(sentence),
      place: item.place.advanced(
        by: item.text.unicodeScalars.count - sentence.unicodeScalars.count,
        length: sentence.unicodeScalars.count), isExpectedToFail: true)
  }

  mutating func signal() -> Signal? {
    let name = id(of: Signal.self)
    let patterns = patterns("patterns")
    var accepted = Accepts.usualForSignals
    if let entry = mapping("accepts") { accepted = accepts(entry, usual: accepted) }
    guard let (id, place) = name else { return nil }
    if isEmpty("patterns") {
      complain(
        .emptyPattern, "the signal ‘\(id)’ has no patterns", at: place,
        hint: "add ‘patterns: |’ and one a line")
    }
    return Signal(id: id, place: place, patterns: patterns, accepts: accepted)
  }

  mutating func cue() -> Cue? {
    let id = required("id")
    var effect = Cue.Effect()
    if var sets = mapping("sets") {
      effect.polarity = sets.value("polarity", of: Assertion.Polarity.self)
      effect.time = sets.value("time", of: Assertion.Time.self)
      effect.mood = sets.value("mood", of: Assertion.Mood.self)
      complaints(sets.finish())
    } else {
      complain(.missingKey, "a cue needs ‘sets’", at: place, hint: "for example ‘sets: {polarity: negated}’")
    }
    let reach = value("reach", of: Cue.Reach.self) ?? .forward
    let words = patterns("words")
    let unless = patterns("unless")
    let endsAt = patterns("ends-at")
    guard let id else { return nil }
    if isEmpty("words") {
      complain(
        .emptyPattern, "the cue ‘\(id.text)’ has no words", at: id.place,
        hint: "add ‘words: |’ and one pattern a line")
    }
    return Cue(
      id: id.text, place: id.place, effect: effect, reach: reach, words: words, unless: unless, endsAt: endsAt
    )
  }

  mutating func step() -> GuideStep? {
    let name = id(of: GuideStep.self)
    let title = text("title") ?? ""
    let area = text("area")
    let source = items("source").flatMap { $0.text.split(separator: " ").map(String.init) }
    let was = ids("was", of: GuideStep.self)
    let why = replies("why")
    var sizes: [Int: ReplyText] = [:]
    if var entry = mapping("sizes") {
      for (key, _) in entry.all() {
        if let minutes = Int(key.text), (1...60).contains(minutes) {
          sizes[minutes] = entry.reply(key.text)
        } else {
          entry.complain(
            .invalidValue, "‘\(key.text)’ is no number of minutes", at: key.place, hint: "write 2, 10 or 15")
        }
      }
      complaints(entry.finish())
    }
    let script = script()
    let plan = ifThen()
    guard let (id, place) = name else { return nil }
    var step = GuideStep(id: id, place: place, title: title)
    step.area = area
    step.source = source
    step.was = was
    step.why = why
    step.sizes = sizes
    step.script = script
    step.ifThen = plan
    return step
  }

  private mutating func script() -> GuideStep.Script? {
    guard var entry = mapping("script") else { return nil }
    let firm = entry.reply("firm")
    let deferential = entry.reply("deferential")
    complaints(entry.finish())
    return firm.map { GuideStep.Script(firm: $0, deferential: deferential) }
  }

  private mutating func ifThen() -> (cue: String, act: String)? {
    guard var entry = mapping("if-then") else { return nil }
    let cue = entry.required("cue")?.text
    let act = entry.required("act")?.text
    complaints(entry.finish())
    guard let cue, let act else { return nil }
    return (cue, act)
  }

  mutating func otherwise() -> OtherwiseReply {
    var condition = OtherwiseReply.Condition()
    if var entry = mapping("when") {
      condition.kinds = entry.values("kind", of: IntentKind.self)
      condition.polarity = entry.values("polarity", of: Assertion.Polarity.self)
      condition.who = entry.values("who", of: Assertion.Who.self)
      condition.time = entry.values("time", of: Assertion.Time.self)
      condition.mood = entry.values("mood", of: Assertion.Mood.self)
      complaints(entry.finish())
    }
    let say = replies("say")
    if say.isEmpty {
      complain(.missingKey, "this says nothing", at: place, hint: "add ‘say: |’ and one reply a line")
    }
    return OtherwiseReply(when: condition, say: say, place: place)
  }

  mutating func variation() -> Variation? {
    let name = id(of: Variation.self)
    var change: Variation.Change?
    if var entry = mapping("means") {
      change =
        entry.value("polarity", of: Assertion.Polarity.self).map(Variation.Change.polarity)
        ?? entry.value("who", of: Assertion.Who.self).map(Variation.Change.who)
        ?? entry.value("time", of: Assertion.Time.self).map(Variation.Change.time)
        ?? entry.value("mood", of: Assertion.Mood.self).map(Variation.Change.mood)
      complaints(entry.finish())
    }
    if change == nil {
      complain(
        .missingKey, "a variation needs ‘means’", at: place, hint: "for example ‘means: {polarity: negated}’")
    }
    let only = items("only").map { folded($0.text) }
    let never = items("never").map { folded($0.text) }
    let replacements = items("replace").compactMap { replacement($0) }
    let frame = text("say")
    if let frame, !frame.contains("{sentence}"), let place = keyPlace("say") {
      complain(
        .invalidValue, "‘say’ has no place for the sentence", at: place,
        hint: "write {sentence} where it belongs")
    }
    guard let (id, place) = name, let change else { return nil }
    return Variation(
      id: id, place: place, change: change, only: only, never: never, replacements: replacements,
      frame: frame ?? "{sentence}")
  }

  /// `i am = he is`: words of the sentence and what they become.
  private mutating func replacement(_ item: PlacedText) -> Variation.Replacement? {
    let sides = item.text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
      $0.split(separator: " ").map { folded($0) }
    }
    let isAtStart = sides[0].first == "^"
    let words = Array(sides[0].dropFirst(isAtStart ? 1 : 0))
    guard sides.count == 2, !words.isEmpty else {
      complain(.invalidValue, "this is no replacement", at: item.place, hint: "write ‘i am = he is’")
      return nil
    }
    return Variation.Replacement(words: words, become: sides[1], isAtStart: isAtStart)
  }

  mutating func helpline() -> Helpline? {
    let kind = required("kind") == nil ? nil : value("kind", of: HelplineKind.self)
    guard let country = required("country"), let name = required("name"), let number = required("number"),
      let kind
    else {
      for key in ["country", "name", "number", "channel", "hours", "source", "checked-on"] { _ = node(key) }
      return nil
    }
    return Helpline(
      country: country.text, kind: kind, name: name.text, number: number.text,
      channel: text("channel") ?? "call",
      hours: text("hours") ?? "", source: text("source") ?? "", checkedOn: text("checked-on") ?? "",
      place: country.place)
  }
}
