/// A stretch of text in rows that fit a page, with marks under its words.
struct SentenceDrawing {
  /// Marks of one kind, with what they are.
  struct Mark {
    var label: String
    /// Stretches of scalars of the text, each with the character that is drawn under it.
    var stretches: [(range: Range<Int>, sign: Character)]
  }

  private struct Row {
    var text = ""
    /// For each scalar, its first column.
    var columns: [Int: Int] = [:]
    var width = 0
  }

  private var rows: [Row] = []

  /// - Parameters:
  ///   - text: The whole text.
  ///   - range: The scalars of it that are drawn; line ends and tabs become spaces.
  ///   - columns: The most columns of a row.
  ///   - width: The columns that a character takes.
  init(_ text: String, _ range: Range<Int>, columns: Int, width: (Character) -> Int) {
    var row = Row()
    var lastSpace: (row: Row, rest: [(Character, Int)])?
    var scalar = 0
    func place(_ character: Character, at scalar: Int, in row: inout Row) {
      row.columns[scalar] = row.width
      row.text.append(character)
      row.width += width(character)
    }
    for typed in text {
      defer { scalar += typed.unicodeScalars.count }
      guard range.contains(scalar) else { continue }
      let character: Character = typed.isNewline || typed == "\t" ? " " : typed
      if row.width + width(character) > columns {
        let rest = lastSpace?.rest ?? []
        rows.append(lastSpace?.row ?? row)
        row = Row()
        for (character, scalar) in rest { place(character, at: scalar, in: &row) }
        lastSpace = nil
      }
      if character == " ", row.text.isEmpty { continue }
      place(character, at: scalar, in: &row)
      if character == " " {
        lastSpace = (row, [])
      } else {
        lastSpace?.rest.append((character, scalar))
      }
    }
    rows.append(row)
  }

  /// Each row that has marks, with them below it.
  func lines(_ marks: [Mark]) -> [String] {
    rows.flatMap { row -> [String] in
      let drawn = marks.compactMap { line(of: $0, under: row) }
      return drawn.isEmpty ? [] : [row.text.trimmedEnd] + drawn
    }
  }

  private func line(of mark: Mark, under row: Row) -> String? {
    var signs = [Character](repeating: " ", count: row.width)
    for (range, sign) in mark.stretches {
      for scalar in range {
        if let column = row.columns[scalar], signs.indices.contains(column) { signs[column] = sign }
      }
    }
    let drawn = String(signs).trimmedEnd
    return drawn.isEmpty ? nil : drawn + "  " + mark.label
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
