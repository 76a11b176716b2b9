/// What kind of mistake a diagnostic is about.
///
/// A code is stable: it is never used again for something else. TR01 is about files and YAML, TR02 about
/// names and links, TR03 about patterns, TR04 about content, TR05 about transcripts.
package enum DiagnosticCode: String, CaseIterable, Sendable {
  case unreadableFile = "TR0101"
  case notARegularFile = "TR0102"
  case fileTooLarge = "TR0103"
  case packTooLarge = "TR0104"
  case invalidUTF8 = "TR0105"
  case yamlSyntax = "TR0106"
  case anchorOrAlias = "TR0107"
  case explicitTag = "TR0108"
  case tooDeep = "TR0109"
  case tooManyNodes = "TR0110"
  case scalarTooLong = "TR0111"
  case duplicateKey = "TR0112"
  case unknownKey = "TR0113"
  case missingKey = "TR0114"
  case wrongType = "TR0115"
  case invalidValue = "TR0116"
  case noRules = "TR0117"
  case packHeader = "TR0118"
  case unsupportedFormat = "TR0119"
  case missingFormat = "TR0120"

  case duplicateID = "TR0201"
  case unknownConcept = "TR0202"
  case unknownStep = "TR0203"
  case unknownSignal = "TR0204"
  case conceptCycle = "TR0205"
  case conceptTooDeep = "TR0206"
  case invalidID = "TR0207"
  case unknownBase = "TR0208"
  case changeOfBase = "TR0209"
  case unknownCapture = "TR0210"
  case unknownWordFile = "TR0211"

  case emptyPattern = "TR0301"
  case unclosedBracket = "TR0302"
  case unexpectedBracket = "TR0303"
  case emptyAlternative = "TR0304"
  case strayOperator = "TR0305"
  case gapOutOfPlace = "TR0306"
  case gapTooWide = "TR0307"
  case anchorOutOfPlace = "TR0308"
  case canBeEmpty = "TR0309"
  case onlyGaps = "TR0310"
  case patternTooLarge = "TR0311"
  case permutationSize = "TR0312"
  case unknownCharacter = "TR0313"
  case emptyQuotation = "TR0314"

  case missingReplies = "TR0401"
  case missingExamples = "TR0402"
  case missingTitle = "TR0403"
  case staleHelpline = "TR0404"
  case replyStandard = "TR0405"
  case unusedConcept = "TR0406"
  case commonSingleWord = "TR0407"
  case unknownWord = "TR0408"
  case unreachedStep = "TR0409"
  case missingNearMisses = "TR0410"
  case foreignLetter = "TR0411"
  case needlessAnchor = "TR0412"
  case matchesEverything = "TR0413"
  case expensivePattern = "TR0414"

  case transcriptSyntax = "TR0501"
  case transcriptHeader = "TR0502"
  case transcriptVersion = "TR0503"
  case transcriptEncoding = "TR0504"
  case transcriptPack = "TR0505"
  case transcriptUnreadable = "TR0506"
  case transcriptUnevaluated = "TR0507"

  /// Whether it keeps the file from being used.
  package var severity: Diagnostic.Severity {
    switch self {
    case .missingReplies, .missingExamples, .missingTitle, .staleHelpline, .replyStandard, .unusedConcept,
      .commonSingleWord, .unknownWord, .unreachedStep, .missingNearMisses, .foreignLetter, .matchesEverything,
      .needlessAnchor, .expensivePattern:
      .warning
    default: .error
    }
  }
}
