package import Rules

/// A way to one part of a pattern: at each level the number of the part, from the outside in.
package typealias PatternPath = [Int]

extension Pattern {
  /// The paths of all alternatives: the branches of `( | )` and `[ | ]`, and what `[ ]` may leave out.
  package var alternatives: [PatternPath] {
    var paths: [PatternPath] = []
    collectAlternatives(behind: [], into: &paths)
    return paths
  }

  private func collectAlternatives(behind path: PatternPath, into paths: inout [PatternPath]) {
    switch self {
    case .word, .quotation, .concept, .gap, .sentenceStart, .sentenceEnd: return
    case .optional(let part):
      if !part.isChoice { paths.append(path + [0]) }
      part.collectAlternatives(behind: path + [0], into: &paths)
    case .choice(let parts), .sequence(let parts), .anyOrder(let parts, _):
      for (index, part) in parts.enumerated() {
        if isChoice { paths.append(path + [index]) }
        part.collectAlternatives(behind: path + [index], into: &paths)
      }
    }
  }

  private var isChoice: Bool { if case .choice = self { true } else { false } }

  /// The part at the end of a path.
  package subscript(path: PatternPath) -> Pattern {
    guard let first = path.first else { return self }
    let rest = Array(path.dropFirst())
    switch self {
    case .optional(let part): return part[rest]
    case .choice(let parts), .sequence(let parts), .anyOrder(let parts, _): return parts[first][rest]
    case .word, .quotation, .concept, .gap, .sentenceStart, .sentenceEnd: return self
    }
  }

  /// The pattern with the alternative at a path as the only one wherever the path chooses.
  package func keeping(_ path: PatternPath) -> Pattern {
    guard let first = path.first else { return self }
    let rest = Array(path.dropFirst())
    switch self {
    case .optional(let part): return part.keeping(rest)
    case .choice(let parts): return parts[first].keeping(rest)
    case .sequence(var parts):
      parts[first] = parts[first].keeping(rest)
      return .sequence(parts)
    case .anyOrder(var parts, let gap):
      parts[first] = parts[first].keeping(rest)
      return .anyOrder(parts, gap: gap)
    case .word, .quotation, .concept, .gap, .sentenceStart, .sentenceEnd: return self
    }
  }

  /// The pattern without the alternative at a path; nil where nothing is left.
  package func dropping(_ path: PatternPath) -> Pattern? {
    guard let first = path.first else { return nil }
    let rest = Array(path.dropFirst())
    switch self {
    case .optional(let part): return part.dropping(rest).map { .optional($0) }
    case .choice(let parts): return Self.joined(parts, at: first, parts[first].dropping(rest), Pattern.choice)
    case .sequence(let parts):
      return Self.joined(parts, at: first, parts[first].dropping(rest), Pattern.sequence)
    case .anyOrder(var parts, let gap):
      guard let part = parts[first].dropping(rest) else { return nil }
      parts[first] = part
      return .anyOrder(parts, gap: gap)
    case .word, .quotation, .concept, .gap, .sentenceStart, .sentenceEnd: return self
    }
  }

  /// The parts with another one, or none, in place of one of them.
  private static func joined(
    _ parts: [Pattern], at index: Int, _ part: Pattern?, _ make: ([Pattern]) -> Pattern
  ) -> Pattern? {
    var parts = parts
    parts.replaceSubrange(index...index, with: part.map { [$0] } ?? [])
    return parts.count > 1 ? make(parts) : parts.first
  }

  /// The pattern without every alternative that cannot match, because a word or concept in it is not there.
  ///
  /// - Returns: Nil where the pattern itself cannot match.
  package func pruned(where isThere: (Pattern) -> Bool) -> Pattern? {
    switch self {
    case .word, .quotation, .concept: return isThere(self) ? self : nil
    case .gap, .sentenceStart, .sentenceEnd: return self
    case .optional(let part): return part.pruned(where: isThere).map { .optional($0) } ?? .sequence([])
    case .choice(let parts):
      let left = parts.compactMap { $0.pruned(where: isThere) }
      return left.count > 1 ? .choice(left) : left.first
    case .sequence(let parts):
      let left = parts.compactMap { $0.pruned(where: isThere) }
      return left.count == parts.count ? .sequence(left) : nil
    case .anyOrder(let parts, let gap):
      let left = parts.compactMap { $0.pruned(where: isThere) }
      return left.count == parts.count ? .anyOrder(left, gap: gap) : nil
    }
  }

  /// Every word, quotation and concept in it, in order.
  package var leaves: [Pattern] {
    switch self {
    case .word, .quotation, .concept: [self]
    case .gap, .sentenceStart, .sentenceEnd: []
    case .optional(let part): part.leaves
    case .choice(let parts), .sequence(let parts), .anyOrder(let parts, _): parts.flatMap(\.leaves)
    }
  }
}

extension Pattern {
  /// The paths of the gaps, those between the parts of `( ; )` among them, that can be twice as wide.
  package var wideableGaps: [PatternPath] {
    var paths: [PatternPath] = []
    collectGaps(behind: [], into: &paths)
    return paths
  }

  private func collectGaps(behind path: PatternPath, into paths: inout [PatternPath]) {
    switch self {
    case .word, .quotation, .concept, .sentenceStart, .sentenceEnd: return
    case .gap(let width): if width < Self.widestGap { paths.append(path) }
    case .optional(let part): part.collectGaps(behind: path + [0], into: &paths)
    case .choice(let parts), .sequence(let parts):
      for (index, part) in parts.enumerated() { part.collectGaps(behind: path + [index], into: &paths) }
    case .anyOrder(let parts, let gap):
      if gap < Self.widestGap { paths.append(path) }
      for (index, part) in parts.enumerated() { part.collectGaps(behind: path + [index], into: &paths) }
    }
  }

  /// The pattern with the gap at a path twice as wide, up to the widest that there is.
  package func widening(_ path: PatternPath) -> Pattern {
    guard let first = path.first else {
      switch self {
      case .gap(let width): return .gap(min(width * 2, Self.widestGap))
      case .anyOrder(let parts, let gap): return .anyOrder(parts, gap: min(max(gap, 1) * 2, Self.widestGap))
      case .word, .quotation, .concept, .sentenceStart, .sentenceEnd, .sequence, .choice, .optional:
        return self
      }
    }
    let rest = Array(path.dropFirst())
    func changed(_ parts: [Pattern]) -> [Pattern] {
      var parts = parts
      parts[first] = parts[first].widening(rest)
      return parts
    }
    switch self {
    case .optional(let part): return .optional(part.widening(rest))
    case .choice(let parts): return .choice(changed(parts))
    case .sequence(let parts): return .sequence(changed(parts))
    case .anyOrder(let parts, let gap): return .anyOrder(changed(parts), gap: gap)
    case .word, .quotation, .concept, .gap, .sentenceStart, .sentenceEnd: return self
    }
  }
}
