internal import Diagnostics

/// Reads the keys of one mapping and gathers every complaint about it.
///
/// Reading goes on after a mistake, so that one run shows them all. `finish()` complains of the keys that
/// nothing asked for.
struct MappingReader {
  let place: SourcePlace
  private let entries: [(key: PlacedText, value: YAMLNode)]
  private var known: [String] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// Where steps and signals are named, the first place of each.
  var namings: [String: SourcePlace] = [:]

  init(_ entries: [(key: PlacedText, value: YAMLNode)], at place: SourcePlace) {
    self.entries = entries
    self.place = place
  }

  /// Every key with its value, in order; for mappings whose keys are names.
  mutating func all() -> [(key: PlacedText, value: YAMLNode)] {
    known += entries.map(\.key.text)
    return entries
  }

  mutating func node(_ key: String) -> YAMLNode? {
    known.append(key)
    return entries.first { $0.key.text == key }?.value
  }

  func keyPlace(_ key: String) -> SourcePlace? { entries.first { $0.key.text == key }?.key.place }

  mutating func add(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  mutating func complain(
    _ code: DiagnosticCode, _ message: String, at place: SourcePlace, hint: String? = nil
  ) {
    diagnostics.append(Diagnostic(code, message, at: place, hint: hint))
  }

  /// One text; a block is joined by line ends.
  mutating func placed(_ key: String) -> PlacedText? {
    guard let node = node(key) else { return nil }
    switch node {
    case .text(let text): return text
    case .block(let lines, let place):
      var texts = lines.map(\.text)
      while texts.last == "" { texts.removeLast() }
      return PlacedText(text: texts.joined(separator: "\n"), place: lines.first?.place ?? place)
    case .list(_, let place), .mapping(_, let place):
      complain(
        .wrongType, "‘\(key)’ must be a text", at: place, hint: "write one text, without brackets or dashes")
      return nil
    }
  }

  mutating func text(_ key: String) -> String? { placed(key)?.text }

  mutating func required(_ key: String) -> PlacedText? {
    if let text = placed(key), !text.text.isEmpty { return text }
    if keyPlace(key) == nil {
      complain(.missingKey, "‘\(key)’ is missing", at: place, hint: "add a line ‘\(key): …’")
    } else if let place = keyPlace(key) {
      complain(
        .invalidValue, "‘\(key)’ is empty", at: place, hint: "write its value behind the colon")
    }
    return nil
  }

  mutating func reply(_ key: String) -> ReplyText? {
    placed(key).map { ReplyText(text: $0.text, place: $0.place) }
  }

  mutating func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
    guard let text = placed(key) else { return nil }
    guard let number = Int(text.text), range.contains(number) else {
      complain(
        .invalidValue, "‘\(key)’ must be a whole number from \(range.lowerBound) to \(range.upperBound)",
        at: text.place, hint: "write a number, or delete the line")
      return nil
    }
    return number
  }

  mutating func flag(_ key: String) -> Bool? {
    guard let text = placed(key) else { return nil }
    switch text.text {
    case "true", "yes": return true
    case "false", "no": return false
    default:
      complain(
        .invalidValue, "‘\(key)’ must be true or false", at: text.place,
        hint: "write true or false, or delete the line")
      return nil
    }
  }

  /// A value of an enum, by its raw value.
  mutating func value<Value: RawRepresentable<String> & CaseIterable>(_ key: String, of type: Value.Type)
    -> Value?
  {
    guard let text = placed(key) else { return nil }
    return value(text, of: type)
  }

  private mutating func value<Value: RawRepresentable<String> & CaseIterable>(
    _ text: PlacedText, of type: Value.Type
  ) -> Value? {
    if let value = Value(rawValue: text.text) { return value }
    let names = Value.allCases.map(\.rawValue)
    complain(
      .invalidValue, "‘\(text.text)’ is not one of \(names.joined(separator: ", "))",
      at: text.place, hint: didYouMean(text.text, among: names) ?? "write one of them")
    return nil
  }

  /// One value or a list of values of an enum; `any` is all of them.
  mutating func values<Value: RawRepresentable<String> & CaseIterable & Hashable & Sendable>(
    _ key: String, of type: Value.Type
  ) -> CaseSet<Value>? {
    guard node(key) != nil else { return nil }
    let texts = items(key)
    if texts.count == 1, texts[0].text == "any" { return .all }
    return CaseSet(texts.compactMap { value($0, of: type) })
  }

  /// The values of an enum in a list, in order.
  mutating func list<Value: RawRepresentable<String> & CaseIterable>(_ key: String, of type: Value.Type)
    -> [Value]
  {
    items(key).compactMap { value($0, of: type) }
  }

  /// Whether a key is missing or has an empty list; broken items are items.
  func isEmpty(_ key: String) -> Bool {
    switch entries.first(where: { $0.key.text == key })?.value {
    case nil: true
    case .text(let text): text.text.isEmpty
    case .block(let lines, _): Self.items(ofBlock: lines).isEmpty
    case .list(let nodes, _): nodes.isEmpty
    case .mapping: false
    }
  }

  /// The items of a list or a block; a single text is a list of one.
  mutating func items(_ key: String) -> [PlacedText] {
    guard let node = node(key) else { return [] }
    return items(node, named: key)
  }

  mutating func items(_ node: YAMLNode, named key: String) -> [PlacedText] {
    switch node {
    case .text(let text): return text.text.isEmpty ? [] : [text]
    case .block(let lines, _): return Self.items(ofBlock: lines)
    case .list(let nodes, _):
      return nodes.compactMap { item in
        switch item {
        case .text(let text): return text
        case .block(let lines, let place):
          return PlacedText(
            text: lines.map(\.text).joined(separator: "\n").trimmingLineEnds,
            place: lines.first?.place ?? place)
        case .list(_, let place), .mapping(_, let place):
          complain(
            .wrongType, "an item of ‘\(key)’ must be a text", at: place,
            hint: "an item with brackets needs quotes, or a block: ‘\(key): |’")
          return nil
        }
      }
    case .mapping(_, let place):
      complain(
        .wrongType, "‘\(key)’ must be a list", at: place, hint: "write ‘\(key): |’ and one item a line below")
      return []
    }
  }

  /// One item a line; deeper lines go on with the item above, `#` lines and blank lines are left out.
  private static func items(ofBlock lines: [PlacedText]) -> [PlacedText] {
    var items: [PlacedText] = []
    for line in lines {
      let trimmed = line.text.drop { $0 == " " || $0 == "\t" }
      if trimmed.isEmpty || line.text.hasPrefix("#") { continue }
      if trimmed.count < line.text.count, let last = items.indices.last {
        items[last].text += "\n" + line.text.dropFirst(min(2, line.text.count - trimmed.count))
      } else {
        let indentation = line.text.count - trimmed.count
        items.append(
          PlacedText(
            text: String(trimmed).trimmingTrailingSpaces, place: line.place.advanced(by: indentation)))
      }
    }
    return items
  }

  mutating func replies(_ key: String) -> [ReplyText] {
    items(key).map { ReplyText(text: $0.text, place: $0.place) }
  }

  mutating func patterns(_ key: String) -> [RulePattern] {
    patterns(items(key))
  }

  mutating func patterns(_ items: [PlacedText]) -> [RulePattern] {
    items.compactMap { item in
      do throws(PatternError) {
        return RulePattern(
          pattern: try Pattern(parsing: item.text), text: item.text,
          place: SourcePlace(
            path: item.place.path, line: item.place.start.line, column: item.place.start.column,
            length: item.text.unicodeScalars.count))
      } catch {
        diagnostics.append(Diagnostic(error, in: item.place))
        return nil
      }
    }
  }

  mutating func ids<Kind>(_ key: String, of kind: Kind.Type) -> [ID<Kind>] {
    items(key).map { item in
      note(item)
      return ID(item.text)
    }
  }

  /// Remembers where a step or a signal is named.
  mutating func note(_ item: PlacedText) {
    if namings[item.text] == nil {
      namings[item.text] = item.place.advanced(by: 0, length: item.text.unicodeScalars.count)
    }
  }

  /// The mappings of a list; anything else in it is a complaint.
  mutating func mappings(_ key: String) -> [MappingReader] {
    guard let node = node(key) else { return [] }
    guard case .list(let nodes, _) = node else {
      complain(
        .wrongType, "‘\(key)’ must be a list of mappings", at: node.place,
        hint: "begin each entry with ‘- id: …’")
      return []
    }
    return nodes.compactMap { node in
      if case .mapping(let entries, let place) = node { return MappingReader(entries, at: place) }
      complain(
        .wrongType, "an entry of ‘\(key)’ must be a mapping", at: node.place,
        hint: "write ‘key: value’ lines behind its dash")
      return nil
    }
  }

  mutating func mapping(_ key: String) -> MappingReader? {
    guard let node = node(key) else { return nil }
    if case .mapping(let entries, let place) = node { return MappingReader(entries, at: place) }
    complain(
      .wrongType, "‘\(key)’ must be a mapping", at: node.place, hint: "write ‘key: value’ lines below it")
    return nil
  }

  /// All complaints, with one for each key that nothing asked for: a slip is never ignored.
  consuming func finish() -> [Diagnostic] {
    let strays = entries.filter { !known.contains($0.key.text) }.map {
      Diagnostic(
        .unknownKey, "unknown key ‘\($0.key.text)’",
        at: SourcePlace(
          path: $0.key.place.path, line: $0.key.place.start.line, column: $0.key.place.start.column,
          length: $0.key.text.unicodeScalars.count),
        hint: didYouMean($0.key.text, among: known) ?? "the keys here are \(known.joined(separator: ", "))")
    }
    return diagnostics + strays
  }
}

extension String {
  fileprivate var trimmingTrailingSpaces: String {
    var text = self
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }

  fileprivate var trimmingLineEnds: String {
    var text = self
    while text.last == "\n" { text.removeLast() }
    return text
  }
}
