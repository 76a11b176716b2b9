import Diagnostics
import TestSupport
import Testing

@testable import Rules

struct MappingReaderTests {
  /// The items of the key `list`, each with its line and column.
  private func items(_ yaml: String) -> [String] {
    var reader = YAMLReader(SourceFile(path: "r.yaml", text: yaml))
    guard case .mapping(let entries, let place) = reader.read() else {
      Issue.record("\(reader.diagnostics)")
      return []
    }
    var mapping = MappingReader(entries, at: place)
    let items = mapping.items("list").map { "\($0.place.start.line):\($0.place.start.column) \($0.text)" }
    #expect(mapping.finish().isEmpty)
    return items
  }

  @Test(arguments: [
    ("list: [a, b c]", ["1:8 a", "1:11 b c"]),
    ("list: [\"a, b\", 'c']", ["1:9 a, b", "1:17 c"]),
    ("list: a b", ["1:7 a b"]),
    ("list:", []),
    ("list: []", []),
    ("list:\n  - a\n  - b", ["2:5 a", "3:5 b"]),
    ("list: |\n  a\n  b", ["2:3 a", "3:3 b"]),
    ("list: |\n\n  a\n\n\n  b\n\n", ["3:3 a", "6:3 b"]),
    ("list: |\n  # no\n  a # yes\n  #no\n  b", ["3:3 a # yes", "5:3 b"]),
    ("list: |\n  a   \n  b", ["2:3 a", "3:3 b"]),
    ("list: |\n  a\n    deeper\n  b", ["2:3 a\ndeeper", "4:3 b"]),
    ("list: |\n  a\n    deeper\n      still\n  b", ["2:3 a\ndeeper\n  still", "5:3 b"]),
    ("list: |-\n      a: b\n      - c", ["2:7 a: b", "3:7 - c"]),
    ("list: |\n  नमस्ते \"x\" & *y !z", ["2:3 नमस्ते \"x\" & *y !z"]),
    ("list: |\r\n  a\r\n  b\r\n", ["2:3 a", "3:3 b"]),
    ("# first\n\nlist: |2\n   a\n  b\n", ["4:4 a", "5:3 b"]),
    ("list:\n  - |\n    a\n    b\n  - c", ["3:5 a\nb", "5:5 c"]),
  ])
  func readsListsAndBlocksAlike(yaml: String, expected: [String]) {
    #expect(items(yaml) == expected)
  }

  /// A mistake in a block is placed to the column.
  @Test func placesPatternsOfBlocksToTheColumn() throws {
    let text = RuleBook.usualHeader + "concepts:\n  a: |\n      good\n      नमस्ते <b> c\n"
    let (_, diagnostics) = RuleBookReader.read(PackFiles(files: [SourceFile(path: "r.yaml", text: text)]))
    #expect(diagnostics.map(\.description) == ["r.yaml:6:14: error[TR0202]: unknown concept ‘b’"])
    #expect(diagnostics.map(\.place.length) == [3])
  }
}
