internal import Authoring
internal import Diagnostics

/// Complaints for machines.
enum ComplaintFormats {
  /// One object with all complaints and how many there are of each severity.
  static func json(_ complaints: [Diagnostic]) -> JSON {
    .object([
      ("complaints", .list(complaints.map(object))),
      ("errors", .integer(complaints.count { $0.severity == .error })),
      ("warnings", .integer(complaints.count { $0.severity == .warning })),
    ])
  }

  private static func object(_ complaint: Diagnostic) -> JSON {
    .object([
      ("code", .text(complaint.code.rawValue)), ("severity", .text(complaint.severity.rawValue)),
      ("message", .text(complaint.message)), ("path", .text(complaint.place.path)),
      ("line", .integer(complaint.place.start.line)), ("column", .integer(complaint.place.start.column)),
      ("length", .integer(complaint.place.length)), ("hint", complaint.hint.map(JSON.text) ?? .null),
      (
        "related",
        complaint.related.map {
          .object([
            ("path", .text($0.path)), ("line", .integer($0.start.line)),
            ("column", .integer($0.start.column)),
          ])
        } ?? .null
      ),
    ])
  }

  // MARK: - GitHub

  /// A workflow command that annotates the line.
  static func gitHub(_ complaint: Diagnostic) -> String {
    let place = complaint.place
    let level =
      switch complaint.severity {
      case .error: "error"
      case .warning: "warning"
      case .note: "notice"
      }
    let properties = [
      "file=\(escapedProperty(place.path))", "line=\(place.start.line)", "col=\(place.start.column)",
      "endColumn=\(place.start.column + place.length)", "title=\(complaint.code.rawValue)",
    ]
    let message = complaint.message + (complaint.hint.map { " — \($0)" } ?? "")
    return "::\(level) \(properties.joined(separator: ","))::\(escaped(message))"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func escapedProperty(_ text: String) -> String {
    escaped(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }

  // MARK: - SARIF

  /// A log of SARIF 2.1.0 (OASIS, 2020) with one run; every code is a rule with its page.
  static func sarif(_ complaints: [Diagnostic], pages: DiagnosticPages) -> JSON {
    let codes = DiagnosticCode.allCases
    let numbers = Dictionary(uniqueKeysWithValues: zip(codes, codes.indices))
    return .object([
      ("$schema", .text("https://json.schemastore.org/sarif-2.1.0.json")), ("version", .text("2.1.0")),
      (
        "runs",
        .list([
          .object([
            ("columnKind", .text("unicodeCodePoints")),
            (
              "tool",
              .object([
                (
                  "driver",
                  .object([
                    ("name", .text("trellis")), ("version", .text(Version.text)),
                    ("rules", .list(codes.map { rule($0, pages[$0]) })),
                  ])
                )
              ])
            ),
            ("results", .list(complaints.map { result($0, number: numbers[$0.code] ?? -1) })),
          ])
        ])
      ),
    ])
  }

  private static func rule(_ code: DiagnosticCode, _ page: DiagnosticPages.Page?) -> JSON {
    var fields: [(String, JSON)] = [
      ("id", .text(code.rawValue)),
      ("defaultConfiguration", .object([("level", .text(code.severity.rawValue))])),
    ]
    if let page {
      fields.append(("shortDescription", .object([("text", .text(page.title))])))
      fields.append(("help", .object([("text", .text(page.text)), ("markdown", .text(page.text))])))
    }
    return .object(fields)
  }

  private static func result(_ complaint: Diagnostic, number: Int) -> JSON {
    let message = complaint.message + (complaint.hint.map { " — \($0)" } ?? "")
    var fields: [(String, JSON)] = [
      ("ruleId", .text(complaint.code.rawValue)), ("ruleIndex", .integer(number)),
      ("level", .text(complaint.severity.rawValue)), ("message", .object([("text", .text(message))])),
      ("locations", .list([location(complaint.place)])),
    ]
    if let related = complaint.related { fields.append(("relatedLocations", .list([location(related)]))) }
    return .object(fields)
  }

  private static func location(_ place: SourcePlace) -> JSON {
    .object([
      (
        "physicalLocation",
        .object([
          ("artifactLocation", .object([("uri", .text(uri(place.path)))])),
          (
            "region",
            .object([
              ("startLine", .integer(place.start.line)), ("startColumn", .integer(place.start.column)),
              ("endColumn", .integer(place.start.column + place.length)),
            ])
          ),
        ])
      )
    ])
  }

  /// A path as a URI reference: relative as it is, absolute with its scheme.
  private static func uri(_ path: String) -> String {
    var uri = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      let scalar = Unicode.Scalar(byte)
      let isPlain = scalar.properties.isAlphabetic && scalar.isASCII || (0x30...0x39).contains(byte)
      if isPlain || "-._~/".utf8.contains(byte) {
        uri.unicodeScalars.append(scalar)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        uri += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return uri
  }
}
