package import Archive
internal import Matching
internal import Rules

extension DialogueEngine.Rules {
  /// The bytes of the rules: read back, they need neither parsing nor compiling.
  package var archived: [UInt8] {
    Archive.bytes(of: ArchivedRules(rules: self))
  }

  /// The rules that were archived in a file.
  package init(archivedIn file: ArchiveFile) throws(Archive.Damage) {
    let archived: ArchivedRules = try Archive.value(in: file)
    guard let rules = archived.rules else { throw Archive.Damage() }
    self = rules
  }
}

/// Rules on their way to or from an archive.
private struct ArchivedRules: Archivable {
  var rules: DialogueEngine.Rules?

  static var blank: ArchivedRules { ArchivedRules(rules: nil) }

  mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    var bundled = rules?.bundled ?? .blank
    try archive.code(&bundled)
    var ownBook = rules.flatMap { $0.matcher.book.contentHash == bundled.contentHash ? nil : $0.matcher.book }
    try archive.code(&ownBook)
    let book = ownBook ?? bundled
    var matcher = rules?.matcher
    try Matcher.code(&matcher, of: book, scope: .everything, by: &archive)
    var screen = rules?.safety.first
    try Matcher.code(&screen, of: bundled, scope: .safety, by: &archive)
    var addsScreen = (rules?.safety.count ?? 0) > 1
    try archive.code(&addsScreen)
    var ownScreen = addsScreen ? rules?.safety.last : nil
    if addsScreen { try Matcher.code(&ownScreen, of: book, scope: .safety, by: &archive) }
    guard let matcher, let screen else { throw Archive.Damage() }
    rules = DialogueEngine.Rules(
      matcher: matcher, bundled: bundled, safety: [screen] + (ownScreen.map { [$0] } ?? []))
  }
}
