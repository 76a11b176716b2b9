internal import Diagnostics
internal import Yams

/// Reads one YAML file into nodes with places.
///
/// Refuses what the format leaves out (anchors, aliases, tags) and what is too large, before anything walks it.
struct YAMLReader {
  static let deepest = 64
  static let longestScalar = 64 * 1024
  static let mostNodes = 2_000_000

  private let file: SourceFile
  private let lines: [Substring]
  private(set) var diagnostics: [Diagnostic] = []
  private var nodeCount = 0

  init(_ file: SourceFile) {
    self.file = file
    lines = file.lines
  }

  /// The file’s mapping, or nil where there is none; complaints are in `diagnostics`.
  mutating func read() -> YAMLNode? {
    guard let text = file.text else {
      complain(.invalidUTF8, "the file is not UTF-8", at: placeOfInvalidByte(), hint: "save it as UTF-8")
      return nil
    }
    refuseReferences()
    refuseDepth()
    guard diagnostics.isEmpty else { return nil }
    do {
      guard let root = try Self.compose(text) else {
        complain(.yamlSyntax, "the file holds nothing", at: place(1, 1), hint: "write at least one section")
        return nil
      }
      let node = convert(root, depth: 0)
      guard case .mapping = node else {
        complain(
          .wrongType, "the file must be a mapping of sections", at: place(1, 1),
          hint: "begin with ‘intents:’ or ‘concepts:’")
        return nil
      }
      return node
    } catch let error as YamlError {
      complain(about: error)
      complainOfMoreDoubles(in: text, after: error)
    } catch {
      complain(.yamlSyntax, "the file is not YAML", at: place(1, 1))
    }
    return nil
  }

  /// The nodes of a text; no rule resolves tags, for every scalar of the format is a text.
  private static func compose(_ text: String) throws -> Node? {
    try Yams.compose(yaml: text, .basic)
  }

  private func place(_ line: Int, _ column: Int) -> SourcePlace {
    SourcePlace(path: file.path, line: max(1, line), column: max(1, column))
  }

  private mutating func complain(
    _ code: DiagnosticCode, _ message: String, at place: SourcePlace, hint: String? = nil
  ) {
    diagnostics.append(Diagnostic(code, message, at: place, hint: hint))
  }

  private func placeOfInvalidByte() -> SourcePlace {
    let before = file.bytes.prefix(file.firstInvalidByte ?? 0)
    let line = before.count { $0 == 0x0A } + 1
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return place(line, String(decoding: before[start...], as: UTF8.self).unicodeScalars.count + 1)
  }

  /// A place that libYAML gives; the end of the file is the end of its last line.
  private func placeInside(_ line: Int, _ column: Int) -> SourcePlace {
    guard line > lines.count, let last = lines.last else { return place(line, column) }
    return place(lines.count, last.unicodeScalars.count + 1)
  }

  private mutating func complain(about error: YamlError, in lines: [String]? = nil) {
    switch error {
    case .scanner(let context, let problem, let end, _), .parser(let context, let problem, let end, _),
      .composer(let context, let problem, let end, _):
      let isDepth = problem.contains("nesting")
      // What the end of the file cuts off is told of where it began.
      let mark = problem.contains("end of stream") ? context?.mark ?? end : end
      complain(
        isDepth ? .tooDeep : .yamlSyntax, problem.isEmpty ? "this is not YAML" : problem,
        at: placeInside(mark.line, mark.column),
        hint: isDepth ? "at most \(Self.deepest) levels" : "check the indentation and the quotes just above")
    case .reader(let problem, let offset, _, _):
      let before = file.bytes.prefix(offset ?? 0)
      complain(
        .yamlSyntax, problem, at: place(before.count { $0 == 0x0A } + 1, 1),
        hint: "delete the control character")
    case .duplicatedKeysInMapping(let keys, let context):
      let key = keys.first ?? ""
      let second = secondPlace(of: key, after: context.mark.line, in: lines ?? self.lines.map(String.init))
      diagnostics.append(
        Diagnostic(
          .duplicateKey, "the key ‘\(key)’ stands twice in one mapping",
          at: second ?? place(context.mark.line, context.mark.column),
          hint: "merge the two", related: second == nil ? nil : place(context.mark.line, context.mark.column))
      )
    default:
      complain(.yamlSyntax, "the file is not YAML", at: place(1, 1))
    }
  }

  /// The doubled keys behind the first one, for composing stops at each.
  ///
  /// Each is covered by letters of no language, as many as it has, and the text composed again.
  private mutating func complainOfMoreDoubles(in text: String, after first: YamlError) {
    var covered = lines.map(String.init)
    var error = first
    for _ in 0..<Self.mostDoubledKeys {
      guard case .duplicatedKeysInMapping(let keys, let context) = error, let key = keys.first,
        let place = secondPlace(of: key, after: context.mark.line, in: covered)
      else { return }
      let line = covered[place.start.line - 1]
      let start = line.unicodeScalars.index(line.startIndex, offsetBy: place.start.column - 1)
      let end = line.unicodeScalars.index(start, offsetBy: key.unicodeScalars.count)
      let cover = String(repeating: "\u{E000}", count: key.unicodeScalars.count - 1)
      covered[place.start.line - 1].replaceSubrange(start..<end, with: cover + numeral(place.start.line))
      do {
        _ = try Self.compose(covered.joined(separator: "\n"))
        return
      } catch let next as YamlError {
        guard case .duplicatedKeysInMapping = next else { return }
        complain(about: next, in: covered)
        error = next
      } catch {
        return
      }
    }
  }

  /// One scalar of the private use area for a line, so that covered keys differ.
  private func numeral(_ line: Int) -> String {
    Unicode.Scalar(0xF0000 + UInt32(line % 0xFFFD)).map { String(Character($0)) } ?? "\u{E001}"
  }

  private static let mostDoubledKeys = 20

  /// Where `key:` stands again below a line, at the same indentation.
  private func secondPlace(of key: String, after line: Int, in lines: [String]) -> SourcePlace? {
    guard lines.indices.contains(line - 1) else { return nil }
    let indentation = lines[line - 1].prefix { $0 == " " || $0 == "-" }.count
    for index in line..<max(line, lines.count) {
      let text = lines[index]
      if text.prefix(while: { $0 == " " || $0 == "-" }).count == indentation,
        text.dropFirst(indentation).hasPrefix(key + ":")
      {
        return place(index + 1, indentation + 1)
      }
    }
    return nil
  }

  // MARK: - What the format leaves out

  /// Complains of every anchor, alias and tag where a YAML token may begin, outside blocks and quotes.
  ///
  /// This looks at the text, not at composed nodes, because composing follows aliases.
  private mutating func refuseReferences() {
    var blockIndentation: Int?
    for (index, line) in lines.enumerated() {
      let indentation = line.prefix { $0 == " " }.count
      if let block = blockIndentation {
        if line.allSatisfy({ $0 == " " }) || indentation > block { continue }
        blockIndentation = nil
      }
      let content = line.dropFirst(indentation)
      if content.hasPrefix("#") { continue }
      refuseReferences(in: Array(line.unicodeScalars), line: index + 1)
      if beginsBlock(content) { blockIndentation = keyIndentation(of: line) }
    }
  }

  /// Whether a line ends in `|` or `>` (with `+`, `-` or a digit), so that the deeper lines below are text.
  private func beginsBlock(_ content: Substring) -> Bool {
    var rest = content
    if rest.utf8.contains(UInt8(ascii: "#")), let comment = rest.firstRange(of: " #") {
      rest = rest[..<comment.lowerBound]
    }
    while rest.last == " " { rest.removeLast() }
    while let last = rest.last, last == "+" || last == "-" || last.isNumber { rest.removeLast() }
    guard let mark = rest.popLast(), mark == "|" || mark == ">" else { return false }
    return rest.isEmpty || rest.last == " " || rest.last == ":"
  }

  /// The column of the key that a block belongs to: behind `- ` the key stands further right.
  private func keyIndentation(of line: Substring) -> Int {
    var count = 0
    var rest = line
    while let first = rest.first, first == " " || (first == "-" && rest.dropFirst().first == " ") {
      count += 1
      rest.removeFirst()
    }
    return rest.contains(":") ? count : max(0, count - 1)
  }

  private mutating func refuseReferences(in scalars: [Unicode.Scalar], line: Int) {
    var quote: Unicode.Scalar?
    var mayBegin = true
    for (column, scalar) in scalars.enumerated() {
      if let open = quote {
        if scalar == open { quote = nil }
        continue
      }
      let next = column + 1 < scalars.count ? scalars[column + 1] : " "
      let previous = column > 0 ? scalars[column - 1] : " "
      if scalar == "#" && previous == " " { return }
      if mayBegin {
        if scalar == "\"" || scalar == "'" { quote = scalar }
        let isName =
          next.properties.isAlphabetic || ("0"..."9").contains(next) || next == "!" || next == "<"
          || next == "_"
        if (scalar == "&" || scalar == "*") && isName {
          complain(
            .anchorOrAlias, scalar == "&" ? "anchors are not allowed" : "aliases are not allowed",
            at: place(line, column + 1),
            hint: scalar == "*"
              ? "write out what it stands for; a pattern that begins so needs a word first"
              : "write the text where it is needed")
        } else if scalar == "!" && (isName || next == " ") {
          complain(.explicitTag, "YAML tags are not allowed", at: place(line, column + 1), hint: "delete it")
        }
      }
      switch scalar {
      case "[", "{", ",": mayBegin = true
      case ":", "-", "?": mayBegin = next == " "
      case " ": break
      default: mayBegin = false
      }
    }
  }

  /// Complains where flow collections or indentation nest deeper than is allowed, so that composing is safe.
  private mutating func refuseDepth() {
    var depth = 0
    for (index, line) in lines.enumerated() {
      var column = 0
      var dashes = 0
      var isLeading = true
      for byte in line.utf8 {
        column += 1
        switch byte {
        case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
        case UInt8(ascii: "-") where isLeading: dashes += 1
        case UInt8(ascii: " "): break
        default: isLeading = false
        }
        if depth > Self.deepest * 4 || dashes > Self.deepest { break }
      }
      if depth > Self.deepest * 4 || dashes > Self.deepest {
        complain(
          .tooDeep, dashes > Self.deepest ? "lists nest too deeply" : "brackets nest too deeply",
          at: place(index + 1, column), hint: "at most \(Self.deepest) levels")
        return
      }
      // A bracket in a text line is no nesting: it counts on only where the line itself goes on.
      if let last = line.utf8.last, last != UInt8(ascii: ","), last != UInt8(ascii: "["),
        last != UInt8(ascii: "{")
      {
        depth = 0
      }
    }
  }

  // MARK: - Conversion

  private mutating func convert(_ node: Node, depth: Int) -> YAMLNode {
    let here = place(node.mark?.line ?? 1, node.mark?.column ?? 1)
    nodeCount += 1
    if nodeCount == Self.mostNodes {
      complain(.tooManyNodes, "the file has more than \(Self.mostNodes) nodes", at: here)
    }
    guard depth <= Self.deepest, nodeCount < Self.mostNodes else {
      if depth == Self.deepest + 1 {
        complain(.tooDeep, "this is nested too deeply", at: here, hint: "at most \(Self.deepest) levels")
      }
      return .text(PlacedText(text: "", place: here))
    }
    if node.anchor != nil { complain(.anchorOrAlias, "anchors are not allowed", at: here) }
    switch node {
    case .scalar(let scalar): return convert(scalar, at: here)
    case .sequence(let sequence): return .list(sequence.map { convert($0, depth: depth + 1) }, here)
    case .mapping(let mapping):
      return .mapping(
        mapping.map { pair in
          if case .text(let key) = convert(pair.key, depth: depth + 1) {
            return (key, convert(pair.value, depth: depth + 1))
          }
          complain(.wrongType, "a key must be a plain word", at: here)
          return (PlacedText(text: "", place: here), convert(pair.value, depth: depth + 1))
        }, here)
    case .alias: return .text(PlacedText(text: "", place: here))
    }
  }

  private mutating func convert(_ scalar: Node.Scalar, at here: SourcePlace) -> YAMLNode {
    switch scalar.style {
    case .literal: return block(scalar.string, at: here)
    case .doubleQuoted, .singleQuoted:
      refuseLength(of: scalar.string, at: here)
      return .text(PlacedText(text: scalar.string, place: here.advanced(by: 1)))
    case .any, .plain, .folded:
      refuseLength(of: scalar.string, at: here)
      return .text(PlacedText(text: scalar.string, place: here))
    }
  }

  /// The content lines of a literal block: the i-th stands i lines below the `|`.
  private mutating func block(_ text: String, at here: SourcePlace) -> YAMLNode {
    let content = text.split(separator: "\n", omittingEmptySubsequences: false)
    var items: [PlacedText] = []
    items.reserveCapacity(content.count)
    for (index, line) in content.enumerated() {
      let number = here.start.line + index
      let source = lines.indices.contains(number) ? lines[number].utf8.count : line.utf8.count
      let start = place(number + 1, source - line.utf8.count + 1)
      refuseLength(of: String(line), at: start)
      items.append(PlacedText(text: String(line), place: start))
    }
    return .block(items, here)
  }

  private mutating func refuseLength(of text: String, at here: SourcePlace) {
    guard text.utf8.count > Self.longestScalar else { return }
    complain(
      .scalarTooLong, "this text is longer than \(Self.longestScalar / 1024) KiB", at: here, hint: "split it")
  }
}
