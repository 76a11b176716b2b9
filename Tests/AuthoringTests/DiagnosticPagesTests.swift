import Authoring
import BundledRules
import Diagnostics
import Rules
import TestSupport
import Testing
import Transcripts

/// The pages about complaints: each example does what its page says.
struct DiagnosticPagesTests {
  private static let pages = DiagnosticPages(BundledRules.resource("rules/diagnostics.md"))
  private static let bundled = try? RuleBook(files: BundledRules.files)
  /// Every tenth example of the bundled pack: enough to weigh by.
  private static let background = (bundled?.exampleSentences ?? []).enumerated()
    .filter { $0.offset.isMultiple(of: 10) }.map(\.element)

  /// Codes that no text of a pack or a transcript can show: what the system refuses, sizes, bytes; replay tells TR0505.
  private static let withoutExample: Set<DiagnosticCode> = [
    .unreadableFile, .notARegularFile, .fileTooLarge, .packTooLarge, .invalidUTF8, .tooDeep, .tooManyNodes,
    .scalarTooLong, .noRules, .transcriptEncoding, .transcriptPack, .transcriptUnreadable,
    .transcriptUnevaluated,
  ]

  /// The complaints about the files of an example.
  private func complaints(about files: [SourceFile]) -> [Diagnostic] {
    if let file = files.first, file.path.hasSuffix(".transcript") {
      return TranscriptParser.parse(file).diagnostics
    }
    let texts = files.compactMap(\.text)
    let hasHeader = texts.contains { $0.contains("pack:") }
    let whole =
      hasHeader
      ? files
      : files.enumerated().map { number, file in
        SourceFile(path: file.path, text: (number == 0 ? RuleBook.usualHeader : "") + (file.text ?? ""))
      }
    let pack = PackFiles(files: whole)
    let (book, complaints) = RuleBookReader.read(pack) { name in
      name == "en" ? Self.bundled : nil
    }
    guard let book else { return complaints }
    let check = PackCheck(
      book: book, files: pack, background: Self.background, today: CalendarDay("2026-11-21"))
    return complaints + check.complaints()
  }

  @Test(arguments: DiagnosticCode.allCases)
  func everyCodeHasAPage(code: DiagnosticCode) throws {
    let page = try #require(Self.pages[code], "\(code.rawValue)")
    #expect(page.text.hasPrefix("## \(code.rawValue) "))
    #expect(!page.title.isEmpty)
    #expect(page.wrong.isEmpty == Self.withoutExample.contains(code))
    #expect(page.mended.isEmpty == page.wrong.isEmpty)
  }

  @Test(arguments: DiagnosticCode.allCases.filter { !withoutExample.contains($0) })
  func theWrongExampleGivesTheCodeAndTheMendedOneDoesNot(code: DiagnosticCode) throws {
    let page = try #require(Self.pages[code])
    let wrong = complaints(about: page.wrong)
    #expect(wrong.contains { $0.code == code }, "\(wrong)")
    let mended = complaints(about: page.mended)
    #expect(!mended.contains { $0.code == code || $0.severity == .error }, "\(mended)")
  }

  /// A page about content shows one mistake, and mended it shows none.
  @Test(arguments: DiagnosticCode.allCases.filter { $0.rawValue.hasPrefix("TR04") && $0 != .staleHelpline })
  func aPageAboutContentIsCleanWhenMended(code: DiagnosticCode) throws {
    let page = try #require(Self.pages[code])
    #expect(complaints(about: page.mended).isEmpty)
  }
}
