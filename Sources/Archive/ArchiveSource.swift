/// What an archive reads from: a file, and the names in it.
@usableFromInline
final class ArchiveSource: Sendable {
  @usableFromInline let file: ArchiveFile
  @usableFromInline let names: [String]

  init(file: ArchiveFile, names: [String] = []) {
    self.file = file
    self.names = names
  }
}
