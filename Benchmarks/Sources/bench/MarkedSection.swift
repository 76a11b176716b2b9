/// The part of a text between two marks, which a program may rewrite.
enum MarkedSection {
  static let begin = "<!-- figures: written by make bench -->"
  static let end = "<!-- end of figures -->"

  /// The text with another section; nil where it has no marks.
  static func replacing(in text: String, with section: String) -> String? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.firstIndex(of: begin[...]),
      let last = lines[first...].firstIndex(of: end[...])
    else { return nil }
    return (lines[...first] + ["", section[...]] + lines[last...]).joined(separator: "\n")
  }
}
