internal import Rules

/// One small change of a pattern.
package enum PatternEdit: Hashable, Sendable {
  case drop(String)
  case addAlternative(String, to: String)
  /// A wider gap between two elements; `from` is nil where there was none.
  case widen(from: Int?, to: Int, after: String)
  /// Words in any inflection instead of exactly these.
  case loosen(String)
  case anyOrder(String, String)
  case dropAnchor(String)

  /// How much it changes what the pattern means; the smallest is proposed.
  var cost: Double {
    switch self {
    case .widen(let from, let to, _): 0.4 + 0.1 * Double(to - (from ?? 0))
    case .loosen: 0.5
    case .addAlternative: 0.9
    case .dropAnchor, .anyOrder: 1
    case .drop: 1.5
    }
  }

  /// What to do; long elements are cut short, since the edited pattern has them in full.
  package var summary: String {
    switch self {
    case .drop(let element): "drop \(element.shortened)"
    case .addAlternative(let words, let element): "add ‘\(words)’ as an alternative of \(element.shortened)"
    case .widen(nil, let to, let element): "put *\(to) behind \(element.shortened)"
    case .widen(_, let to, let element): "widen the gap behind \(element.shortened) to *\(to)"
    case .loosen(let element): "take the quotation marks off \(element.shortened)"
    case .anyOrder(let first, let second): "let \(first.shortened) and \(second.shortened) stand in any order"
    case .dropAnchor(let mark): "drop \(mark)"
    }
  }
}

extension String {
  /// At most 44 characters, the last one kept: it closes a bracket.
  package var shortened: String {
    guard count > 44, let last else { return self }
    return String(prefix(42)) + "…" + String(last)
  }
}

/// A pattern with the edits that made it.
struct EditedPattern: Hashable {
  var pattern: Pattern
  var edits: [PatternEdit]

  var cost: Double { edits.reduce(0) { $0 + $1.cost } }
}

/// The elements of a pattern in a row, and the patterns that small edits make of them.
struct PatternRow {
  let items: [Pattern]

  init(_ pattern: Pattern) {
    if case .sequence(let parts) = pattern { items = parts } else { items = [pattern] }
  }

  /// The places in `items` that a sentence must fill.
  var slots: [Int] { items.indices.filter { !items[$0].canBeEmpty } }

  /// The row as far as its `count` first slots.
  func prefix(slots count: Int) -> Pattern? {
    guard count < slots.count else { return Self.pattern(of: items) }
    return Self.pattern(of: Array(items[...slots[count - 1]]))
  }

  /// Neighbouring slots that stand side by side, out of a list of slots.
  func runs(of slots: [Int]) -> [ClosedRange<Int>] {
    slots.reduce(into: []) { runs, slot in
      if let last = runs.last, last.upperBound + 1 == slot {
        runs[runs.count - 1] = last.lowerBound...slot
      } else {
        runs.append(slot...slot)
      }
    }
  }

  func text(of run: ClosedRange<Int>) -> String { items[run].map(\.text).joined(separator: " ") }

  func dropping(_ runs: [ClosedRange<Int>]) -> EditedPattern? {
    let rest = items.indices.filter { index in !runs.contains { $0.contains(index) } }.map { items[$0] }
    return Self.pattern(of: rest).map { pattern in
      EditedPattern(pattern: pattern, edits: runs.map { .drop(text(of: $0)) })
    }
  }

  func addingAlternative(_ word: String, at run: ClosedRange<Int>) -> EditedPattern? {
    let old: [Pattern] =
      if run.count == 1, case .choice(let parts) = items[run.lowerBound] {
        parts
      } else {
        [run.count == 1 ? items[run.lowerBound] : .sequence(Array(items[run]))]
      }
    let row =
      Array(items[..<run.lowerBound]) + [.choice(old + [.word(word)])] + Array(items[(run.upperBound + 1)...])
    return Self.pattern(of: row).map {
      EditedPattern(pattern: $0, edits: [.addAlternative(word, to: text(of: run))])
    }
  }

  /// Quotations anywhere in a slot read as plain words.
  func loosening(_ slot: Int) -> EditedPattern? {
    var items = items
    let old = items[slot]
    items[slot] = old.withoutQuotations
    guard items[slot] != old else { return nil }
    return Self.pattern(of: items).map { EditedPattern(pattern: $0, edits: [.loosen(old.text)]) }
  }

  /// The row with a gap of `width` behind a slot, where that is wider than what stands there.
  func widening(behind slot: Int, to width: Int) -> EditedPattern? {
    guard let position = slots.firstIndex(of: slot), position + 1 < slots.count else { return nil }
    var items = items
    var old: Int?
    if let gap = (slot + 1..<slots[position + 1]).first(where: { items[$0].isGap }) {
      guard case .gap(let width) = items[gap] else { return nil }
      old = width
      items.remove(at: gap)
    }
    guard width > old ?? 0 else { return nil }
    items.insert(.gap(width), at: slot + 1)
    return Self.pattern(of: items).map {
      EditedPattern(pattern: $0, edits: [.widen(from: old, to: width, after: self.items[slot].text)])
    }
  }

  /// Two neighbouring slots, with what stands between them, in any order.
  func reordering(from slot: Int) -> EditedPattern? {
    guard let position = slots.firstIndex(of: slot), position + 1 < slots.count else { return nil }
    let next = slots[position + 1]
    var gap = Pattern.usualGap
    for item in items[(slot + 1)..<next] { if case .gap(let width) = item { gap = max(gap, width) } }
    let pair = Pattern.anyOrder([items[slot], items[next]], gap: gap)
    return Self.pattern(of: Array(items[..<slot]) + [pair] + Array(items[(next + 1)...])).map {
      EditedPattern(pattern: $0, edits: [.anyOrder(items[slot].text, items[next].text)])
    }
  }

  var withoutAnchors: [EditedPattern] {
    [Pattern.sentenceStart, .sentenceEnd].compactMap { anchor in
      guard items.contains(anchor) else { return nil }
      return Self.pattern(of: items.filter { $0 != anchor }).map {
        EditedPattern(pattern: $0, edits: [.dropAnchor(anchor.text)])
      }
    }
  }

  /// A pattern of a row whose gaps may have come to stand at an end or side by side; nil where no word is left.
  private static func pattern(of items: [Pattern]) -> Pattern? {
    var row: [Pattern] = []
    for item in items {
      guard case .gap(let width) = item else {
        if item == .sentenceEnd, row.last?.isGap == true { row.removeLast() }
        row.append(item)
        continue
      }
      guard let last = row.last, last != .sentenceStart else { continue }
      if case .gap(let other) = last {
        row[row.count - 1] = .gap(min(width + other, Pattern.widestGap))
      } else {
        row.append(item)
      }
    }
    if row.last?.isGap == true { row.removeLast() }
    let pattern = row.count == 1 ? row[0] : Pattern.sequence(row)
    return row.isEmpty || pattern.canBeEmpty || pattern.size == 0 ? nil : pattern
  }
}

extension Pattern {
  fileprivate var isGap: Bool { if case .gap = self { true } else { false } }

  fileprivate var withoutQuotations: Pattern {
    switch self {
    case .quotation(let words): words.count == 1 ? .word(words[0]) : .sequence(words.map(Pattern.word))
    case .sequence(let parts): .sequence(parts.map(\.withoutQuotations))
    case .choice(let parts): .choice(parts.map(\.withoutQuotations))
    case .optional(let part): .optional(part.withoutQuotations)
    case .anyOrder(let parts, let gap): .anyOrder(parts.map(\.withoutQuotations), gap: gap)
    case .word, .concept, .gap, .sentenceStart, .sentenceEnd: self
    }
  }
}
