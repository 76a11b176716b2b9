internal import Diagnostics

/// Checks that the names of a book lead somewhere and that none stands twice.
struct RuleLinker {
  private static let deepestConcept = 16
  private let book: RuleBook

  init(book: RuleBook) {
    self.book = book
  }

  func diagnostics() -> [Diagnostic] {
    doubles() + unknownConcepts() + unknownSteps() + unknownSignals() + unknownSlots() + conceptCycles()
      + omissions()
  }

  // MARK: - Doubles

  /// A name that stands twice, and where.
  private struct DoubledName {
    var kind: String
    var name: String
    var place: SourcePlace
    var earlier: SourcePlace
  }

  /// The files of two places that hold the same name.
  private struct FilePair: Hashable {
    var first: String
    var second: String
  }

  /// More names than these that two files share are one mistake: the same rules held twice.
  private static let mostDoubles = 3

  private func doubles() -> [Diagnostic] {
    let intents =
      book.intents.map { ($0.id.text, $0.place) }
      + book.intents.flatMap { intent in intent.was.map { ($0.text, intent.place) } }
    var all = doubles("intent", intents)
    all += doubles("step", book.steps.map { ($0.id.text, $0.place) })
    all += doubles("concept", book.concepts.map { ($0.name, $0.place) })
    all += doubles("signal", book.signals.map { ($0.id.text, $0.place) })
    all += doubles("cue", book.cues.map { ($0.id, $0.place) })
    all += doubles("variation", book.variations.map { ($0.id.text, $0.place) })
    let pairs = Dictionary(grouping: all) { FilePair(first: $0.earlier.path, second: $0.place.path) }
    return pairs.flatMap { pair, doubles in
      pair.first != pair.second && doubles.count > Self.mostDoubles
        ? [Self.complaint(aboutAll: doubles)] : doubles.map(Self.complaint)
    }
  }

  private static func complaint(about double: DoubledName) -> Diagnostic {
    Diagnostic(
      .duplicateID, "the \(double.kind) ‘\(double.name)’ stands twice", at: double.place,
      hint: "rename or merge one of them", related: double.earlier)
  }

  /// One complaint for two files that share many names, at the first of them.
  private static func complaint(aboutAll doubles: [DoubledName]) -> Diagnostic {
    let ordered = doubles.sorted { $0.place < $1.place }
    var complaint = complaint(about: ordered[0])
    complaint.message += ", and so do \(ordered.count - 1) more names of this file"
    complaint.hint = "the same rules are held twice: check one of the two files, or delete it"
    return complaint
  }

  private func doubles(_ kind: String, _ names: [(name: String, place: SourcePlace)]) -> [DoubledName] {
    var first: [String: SourcePlace] = [:]
    return names.compactMap { name, place in
      guard let earlier = first[name] else {
        first[name] = place
        return nil
      }
      return DoubledName(kind: kind, name: name, place: place, earlier: earlier)
    }
  }

  // MARK: - Names that lead nowhere

  private func unknownConcepts() -> [Diagnostic] {
    let known = Set(book.concepts.map(\.name))
    let names = known.sorted()
    return allPatterns.flatMap { pattern in
      pattern.pattern.concepts.filter { !known.contains($0) }.map { name in
        let offset = pattern.text.firstOffset(of: "<\(name)>") ?? 0
        return Diagnostic(
          .unknownConcept, "unknown concept ‘\(name)’",
          at: pattern.place.advanced(by: offset, length: name.unicodeScalars.count + 2),
          hint: didYouMean(name, among: names) ?? "write it under ‘concepts:’")
      }
    }
  }

  private var allPatterns: [RulePattern] {
    var patterns = book.concepts.flatMap(\.phrases) + book.signals.flatMap(\.patterns)
    for intent in book.intents {
      patterns += intent.patterns + intent.unless + intent.unlessSaid
      patterns += intent.asks.flatMap(\.answers).flatMap(\.patterns)
      if let safety = intent.safety {
        patterns += safety.cues.values.flatMap { $0 } + safety.weak.flatMap(\.patterns)
        patterns += safety.clear + safety.retract
      }
    }
    patterns += book.standards
    for cue in book.cues { patterns += cue.words + cue.unless + cue.endsAt }
    return patterns
  }

  private func unknownSteps() -> [Diagnostic] {
    let known = Set(book.steps.flatMap { [$0.id] + $0.was })
    let names = known.map(\.text).sorted()
    return book.intents.flatMap { intent in
      (intent.steps + intent.asks.flatMap(\.answers).flatMap(\.steps)).filter { !known.contains($0) }.map {
        step in
        Diagnostic(
          .unknownStep, "‘\(intent.id)’ names the unknown step ‘\(step)’",
          at: intent.namings[step.text] ?? intent.place,
          hint: didYouMean(step.text, among: names) ?? "write it under ‘steps:’")
      }
    }
  }

  private func unknownSignals() -> [Diagnostic] {
    let known = Set(book.signals.map(\.id))
    let names = known.map(\.text).sorted()
    return book.intents.flatMap { intent in
      intent.together.joined().filter { !known.contains($0) }.map { signal in
        Diagnostic(
          .unknownSignal, "‘\(intent.id)’ names the unknown signal ‘\(signal)’",
          at: intent.namings[signal.text] ?? intent.place,
          hint: didYouMean(signal.text, among: names) ?? "write it under ‘signals:’")
      }
    }
  }

  /// What a reply can be filled with; a reply with any other slot would never be chosen.
  private static let slots = [
    "person", "person.subject", "person.possessive", "person.2", "topic", "topics", "step", "lines", "region",
    "changes", "regions", "typed", "nearest", "step.minutes", "step.body", "step.script",
  ]

  private func unknownSlots() -> [Diagnostic] {
    allReplies.flatMap { reply in
      let parts = reply.text.split(separator: "{", omittingEmptySubsequences: false).dropFirst()
      return parts.compactMap { part -> Diagnostic? in
        guard let end = part.firstIndex(of: "}") else { return nil }
        let name = String(part[..<end])
        guard !Self.slots.contains(name) else { return nil }
        let offset = reply.text.firstOffset(of: "{\(name)}") ?? 0
        let isInFirstLine = !reply.text.unicodeScalars.prefix(offset).contains("\n")
        return Diagnostic(
          .unknownCapture, "nothing fills ‘{\(name)}’",
          at: reply.place.advanced(by: isInFirstLine ? offset : 0, length: name.unicodeScalars.count + 2),
          hint: didYouMean(name, among: Self.slots)
            ?? "a reply can hold {\(Self.slots.joined(separator: "}, {"))}")
      }
    }
  }

  private var allReplies: [ReplyText] {
    var replies = book.replies.values.flatMap { $0 } + book.otherwise.flatMap(\.say)
    for intent in book.intents {
      replies += intent.replies.all + (intent.safety?.replies.values.flatMap { $0 } ?? [])
      replies += intent.asks.flatMap { $0.say + $0.otherwise + $0.answers.flatMap(\.reflect) }
    }
    for step in book.steps {
      replies += step.why + step.sizes.values
      replies += [step.script?.firm, step.script?.deferential].compactMap(\.self)
    }
    return replies
  }

  // MARK: - Concepts in concepts

  private func conceptCycles() -> [Diagnostic] {
    var uses: [String: [String]] = [:]
    var places: [String: SourcePlace] = [:]
    for concept in book.concepts {
      uses[concept.name, default: []] += concept.phrases.flatMap(\.pattern.concepts)
      places[concept.name] = concept.place
    }
    var depths: [String: Int] = [:]
    var found: [Diagnostic] = []
    for concept in book.concepts {
      var path: [String] = []
      let depth = Self.depth(of: concept.name, uses: uses, depths: &depths, path: &path) { cycle in
        let text = cycle.map { "<\($0)>" }.joined(separator: " → ")
        found.append(
          Diagnostic(
            .conceptCycle, "concepts go in a circle: \(text)", at: places[cycle[0]] ?? concept.place,
            hint: "take one of them out of the next one’s phrases"))
      }
      if depth == Self.deepestConcept + 1 {
        found.append(
          Diagnostic(
            .conceptTooDeep, "<\(concept.name)> nests deeper than \(Self.deepestConcept) concepts",
            at: concept.place, hint: "put the phrases of one concept in place of its name"))
      }
    }
    return found
  }

  private static func depth(
    of name: String, uses: [String: [String]], depths: inout [String: Int], path: inout [String],
    cycle: ([String]) -> Void
  ) -> Int {
    if let known = depths[name] { return known }
    if let start = path.firstIndex(of: name) {
      cycle(Array(path[start...]) + [name])
      return 0
    }
    guard path.count < 200 else { return 0 }
    path.append(name)
    let deepest =
      (uses[name] ?? []).map { depth(of: $0, uses: uses, depths: &depths, path: &path, cycle: cycle) }.max()
      ?? 0
    path.removeLast()
    depths[name] = deepest + 1
    return deepest + 1
  }

  // MARK: - What is missing

  private func omissions() -> [Diagnostic] {
    book.intents.flatMap { intent -> [Diagnostic] in
      var missing: [Diagnostic] = []
      if intent.replies.isEmpty && intent.safety == nil {
        missing.append(
          Diagnostic(
            .missingReplies, "‘\(intent.id)’ says nothing", at: intent.place,
            hint: "add ‘reflect: |’ or ‘say: |’"))
      }
      if intent.examples.isEmpty {
        missing.append(
          Diagnostic(
            .missingExamples, "‘\(intent.id)’ has no examples", at: intent.place,
            hint: "add ‘examples:’ with ‘match: |’ and ‘reject: |’"))
      } else if !intent.examples.contains(where: { $0.group == .reject }) {
        missing.append(
          Diagnostic(
            .missingNearMisses, "‘\(intent.id)’ has no near-misses", at: intent.place,
            hint: "add ‘reject: |’ to its examples: sentences that look like it and mean something else"))
      }
      if let weak = intent.safety?.weak, Set(weak.map(\.name)).count == 1 {
        missing.append(
          Diagnostic(
            .invalidValue, "one weak sign alone never fires", at: intent.place,
            hint: "give ‘weak:’ a second sign, or move the patterns to ‘amber:’"))
      }
      if intent.title.isEmpty {
        missing.append(
          Diagnostic(
            .missingTitle, "‘\(intent.id)’ has no title", at: intent.place,
            hint: "replies name a topic by its title"))
      }
      return missing
    }
  }
}

extension String {
  /// The offset of the first occurrence of `part`, in Unicode scalars.
  fileprivate func firstOffset(of part: String) -> Int? {
    firstRange(of: part).map { unicodeScalars.distance(from: startIndex, to: $0.lowerBound) }
  }
}
