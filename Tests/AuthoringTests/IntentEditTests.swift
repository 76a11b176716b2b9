import Authoring
import Diagnostics
import Dialogue
import Rules
import TestSupport
import Testing

/// Items put into a file: the right place, and nothing else touched.
struct IntentEditTests {
  private static let file = """
    # A pack.
    intents:

      # Sleep.
      - id: rest.sleep   # the first
        kind: sign
        patterns: |
          sleep badly
            (nap|doze)   # deeper lines go on

          # a comment in the block
          lie awake

        examples:
          reject: |
            I sleep

      - kind: sign
        id: "rest.night"
        patterns:
          - "awake at night"
      - {id: rest.flow, kind: sign, patterns: [tired]}
      - id: rest.inline
        kind: sign
        patterns: tired
    steps: []
    """

  private func edited(_ id: String, _ item: String, _ keys: [String], in text: String = file) throws -> String
  {
    var edit = try IntentEdit(SourceFile(path: "a.yaml", text: text), intent: ID(id))
    try edit.append(item, to: keys)
    return edit.text
  }

  /// The lines that an edit put in, as `number: line`; every other line must be as it was.
  private func inserted(_ after: String, _ before: String = file) -> [String] {
    let old = before.split(separator: "\n", omittingEmptySubsequences: false)
    let new = after.split(separator: "\n", omittingEmptySubsequences: false)
    var found: [String] = []
    var index = 0
    for (number, line) in new.enumerated() {
      if index < old.count, old[index] == line {
        index += 1
      } else {
        found.append("\(number + 1): \(line)")
      }
    }
    #expect(index == old.count, "a line was changed or lost")
    return found
  }

  @Test func anItemGoesBehindTheLastOneOfItsBlock() throws {
    #expect(
      inserted(try edited("rest.sleep", "no sleep", ["patterns"])) == ["13:       no sleep"])
  }

  @Test func aGroupThatIsMissingIsMade() throws {
    #expect(
      inserted(try edited("rest.sleep", "I lie awake", ["examples", "match"])) == [
        "17:       match: |", "18:         I lie awake",
      ])
    #expect(
      inserted(try edited("rest.night", "I lie awake", ["examples", "match"])) == [
        "22:     examples:", "23:       match: |", "24:         I lie awake",
      ])
  }

  @Test func aListGetsAnItemWithADashAndQuotes() throws {
    #expect(
      inserted(try edited("rest.night", #"say "no""#, ["patterns"])) == [#"22:       - "say \"no\"""#])
  }

  @Test(arguments: [
    ("rest.flow", IntentEdit.Failure.noSuchIntent("rest.flow")),
    ("rest.inline", .notABlock(key: "patterns", line: 25)), ("rest.none", .noSuchIntent("rest.none")),
  ])
  func whatIsWrittenOtherwiseIsRefused(id: String, failure: IntentEdit.Failure) {
    #expect(throws: failure) { try edited(id, "x", ["patterns"]) }
  }

  @Test func linesKeepTheirEnds() throws {
    let text = "intents:\r\n  - id: a\r\n    patterns: |\r\n      b\r\n"
    #expect(
      try edited("a", "c", ["patterns"], in: text)
        == "intents:\r\n  - id: a\r\n    patterns: |\r\n      b\r\n      c\r\n")
    let open = "intents:\n  - id: a\n    patterns: |\n      b"
    #expect(try edited("a", "c", ["patterns"], in: open) == open + "\n      c")
  }

  /// Whatever the pack, what was put in is read back as the last item, and all else as before.
  @Test(arguments: 0..<40)
  func whatIsPutInIsReadBack(seed: Int) throws {
    var random = SplitMix64(state: UInt64(seed))
    let intents = (0..<4).map { number -> String in
      let indentation = [2, 4].randomElement(using: &random) ?? 2
      let spaces = String(repeating: " ", count: indentation)
      var lines = ["  - id: a.n\(number)", "    kind: sign", "    patterns: |"]
      for item in 0...Int.random(in: 0...3, using: &random) {
        if Bool.random(using: &random) { lines.append("") }
        if Bool.random(using: &random) { lines.append("    \(spaces)# comment") }
        lines.append("    \(spaces)word\(item) other")
      }
      if Bool.random(using: &random) {
        lines += ["", "    # before the examples", "    examples:", "      match: |", "        word0 other"]
      }
      return lines.joined(separator: "\n")
    }
    let text = RuleBook.usualHeader + "intents:\n" + intents.joined(separator: "\n\n") + "\n"
    let before = try RuleBook(files: [SourceFile(path: "a.yaml", text: text)])
    let chosen = Int.random(in: 0..<4, using: &random)
    let new = try edited("a.n\(chosen)", "brand new", ["patterns"], in: text)
    let after = try RuleBook(files: [SourceFile(path: "a.yaml", text: new)])
    for (old, now) in zip(before.intents, after.intents) {
      let added = old.id.text == "a.n\(chosen)" ? ["brand new"] : []
      #expect(now.patterns.map(\.text) == old.patterns.map(\.text) + added)
      #expect(now.examples.map(\.text) == old.examples.map(\.text))
    }
    #expect(inserted(new, text).count == 1)
  }
}
