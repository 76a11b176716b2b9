package import Diagnostics

/// The pages about complaints: for each code what is wrong, a wrong example, and the same one mended.
///
/// They stand in one Markdown file, a second-level heading with the code for each, so that they can be read there too.
package struct DiagnosticPages: Sendable {
  /// What is told of one code.
  package struct Page: Sendable {
    package var code: DiagnosticCode
    /// The heading behind the code.
    package var title: String
    /// As it stands in the file, the heading included.
    package var text: String
    /// The files of a pack, or a transcript, that gives the code; empty where no text can show it.
    package var wrong: [SourceFile] = []
    package var mended: [SourceFile] = []
  }

  private let pages: [DiagnosticCode: Page]

  /// Reads the pages; sections of unknown codes are left out.
  package init(_ markdown: String) {
    var pages: [DiagnosticCode: Page] = [:]
    var lines: [Substring] = []
    let end: [Substring] = ["## "]
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) + end {
      if line.hasPrefix("## ") {
        if let page = Self.page(lines) { pages[page.code] = page }
        lines = []
      }
      lines.append(line)
    }
    self.pages = pages
  }

  package subscript(code: DiagnosticCode) -> Page? { pages[code] }

  /// The section of one code: prose, and fenced blocks under the headings *Wrong* and *Mended*.
  private static func page(_ lines: [Substring]) -> Page? {
    guard let heading = lines.first?.dropFirst(3),
      let code = DiagnosticCode(rawValue: String(heading.prefix(6)))
    else { return nil }
    var text = lines.joined(separator: "\n")
    while text.last?.isWhitespace == true { text.removeLast() }
    var page = Page(code: code, title: String(heading.dropFirst(7)), text: text)
    var isMended = false
    var block: (name: String, lines: [Substring])?
    for line in lines {
      if let open = block {
        if line == "```" {
          let file = SourceFile(path: open.name, text: open.lines.joined(separator: "\n") + "\n")
          if isMended { page.mended.append(file) } else { page.wrong.append(file) }
          block = nil
        } else {
          block?.lines.append(line)
        }
      } else if line.hasPrefix("```") {
        let words = line.dropFirst(3).split(separator: " ")
        block = (name: words.count > 1 ? String(words[1]) : "pack.\(words.first ?? "yaml")", lines: [])
      } else if line.hasPrefix("Mended") {
        isMended = true
      }
    }
    return page
  }
}
