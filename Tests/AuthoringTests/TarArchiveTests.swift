import Authoring
import Testing

/// Archives as `git archive` writes them.
struct TarArchiveTests {
  /// A header block and the content behind it, padded.
  private func entry(_ name: String, _ content: String, type: String = "0", prefix: String = "") -> [UInt8] {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at offset: Int) {
      header.replaceSubrange(offset..<(offset + text.utf8.count), with: text.utf8)
    }
    put(name, at: 0)
    let size = String(content.utf8.count, radix: 8)
    put(String(repeating: "0", count: 11 - size.count) + size, at: 124)
    put(type, at: 156)
    put(prefix, at: 345)
    let padding = (512 - content.utf8.count % 512) % 512
    return header + Array(content.utf8) + [UInt8](repeating: 0, count: padding)
  }

  private let end = [UInt8](repeating: 0, count: 1024)

  private func texts(_ bytes: [UInt8]) -> [String]? {
    TarArchive(bytes)?.entries.map { "\($0.path): \(String(decoding: $0.bytes, as: UTF8.self))" }
  }

  @Test func readsFilesAlone() {
    let bytes =
      entry("pax_global_header", "52 comment=0123", type: "g") + entry("safety/", "", type: "5")
      + entry("a.yaml", "one") + entry("b.yaml", "two", prefix: "safety") + end
    #expect(texts(bytes) == ["a.yaml: one", "safety/b.yaml: two"])
  }

  @Test func readsLongPaths() {
    let path = String(repeating: "x", count: 120) + ".yaml"
    let record = "path=\(path)\n"
    let length = record.utf8.count + 4
    let bytes =
      entry("head", "\(length) \(record)", type: "x") + entry("cut", "one") + entry("b", "two") + end
    #expect(texts(bytes) == ["\(path): one", "b: two"])
  }

  @Test func anEmptyFileAndAnEmptyArchive() {
    #expect(texts(entry("a", "") + end) == ["a: "])
    #expect(texts(end) == [])
    #expect(texts([]) == [])
  }

  @Test func refusesWhatIsCutOff() {
    let whole = entry("a.yaml", String(repeating: "y", count: 600))
    #expect(texts(Array(whole.dropLast(700))) == nil)
    #expect(texts(Array(whole.prefix(300))) == nil)
    #expect(texts(Array("this is no archive".utf8)) == nil)
  }

  @Test func refusesSizesThatAreNone() {
    var bytes = entry("a", "one")
    bytes[130] = UInt8(ascii: "9")
    #expect(texts(bytes) == nil)
    bytes[124] = UInt8(ascii: "-")
    #expect(texts(bytes) == nil)
  }
}
