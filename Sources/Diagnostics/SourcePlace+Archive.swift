package import Archive

extension SourcePlace: Archivable {
  package static var blank: SourcePlace { SourcePlace(path: "", line: 1, column: 1) }

  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(name: &path)
    try archive.code(&start.line)
    try archive.code(&start.column)
    try archive.code(&length)
  }
}
