internal import Diagnostics
internal import Dialogue

/// Reads what stands behind `~`: words, and quotations in which `\"` is a quotation mark.
struct LooserScanner {
  private let words: [String]
  private let quotations: [String]

  init(_ text: String) throws(TranscriptComplaint) {
    var words: [String] = []
    var quotations: [String] = []
    var current = String.UnicodeScalarView()
    var quotation: String.UnicodeScalarView?
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if var open = quotation {
        let isMark = scalar == "\"" && !isEscaped
        let isEscape = scalar == "\\" && !isEscaped
        if isMark { quotations.append(String(open)) }
        if !isMark && !isEscape { open.append(scalar) }
        isEscaped = isEscape
        quotation = isMark ? nil : open
      } else if scalar == "\"" || scalar == " " {
        if !current.isEmpty { words.append(String(current)) }
        current = String.UnicodeScalarView()
        if scalar == "\"" { quotation = String.UnicodeScalarView() }
      } else {
        current.append(scalar)
      }
    }
    guard quotation == nil else {
      throw TranscriptComplaint(
        "a quotation is not closed", at: "\"", hint: "end it with \"; \\\" stands for a mark in it")
    }
    if !current.isEmpty { words.append(String(current)) }
    self.words = words
    self.quotations = quotations
  }

  func read() throws(TranscriptComplaint) -> Transcript.LooserExpectation {
    switch words.first {
    case "reply": return try reply()
    case "act":
      guard words.count == 2, quotations.isEmpty else { throw Self.meaningless(at: nil) }
      try check([words[1]])
      return .act(words[1])
    case "acts":
      guard words.count > 1, quotations.isEmpty else { throw Self.meaningless(at: nil) }
      try check(words.dropFirst())
      return .acts(Array(words.dropFirst()))
    case "words":
      guard words.count == 3, quotations.isEmpty,
        let comparison = Transcript.LooserExpectation.Comparison(rawValue: words[1]),
        let count = Int(words[2]), count >= 0
      else { throw Self.meaningless(at: words.dropFirst().first) }
      return .words(comparison, count)
    case "asked":
      guard words.count == 2, quotations.isEmpty else { throw Self.meaningless(at: nil) }
      return .asked(words[1])
    case let word: throw Self.meaningless(at: word)
    }
  }

  private func reply() throws(TranscriptComplaint) -> Transcript.LooserExpectation {
    guard words.count == 2 else { throw Self.meaningless(at: words.dropFirst(2).first ?? "reply") }
    guard !quotations.contains("") else {
      throw TranscriptComplaint(
        "an empty quotation is in every reply", at: "\"\"", hint: "write the words that matter")
    }
    switch words[1] {
    case "contains" where quotations.count == 1: return .contains(quotations[0])
    case "lacks" where quotations.count == 1: return .lacks(quotations[0])
    case "one-of" where !quotations.isEmpty: return .oneOf(quotations)
    case "contains", "lacks", "one-of":
      throw TranscriptComplaint(
        "‘\(words[1])’ takes \(words[1] == "one-of" ? "quotations" : "one quotation")", at: words[1],
        hint: "write ~ reply \(words[1]) \"…\"")
    default: throw Self.meaningless(at: words[1])
    }
  }

  private func check(_ acts: some Sequence<String>) throws(TranscriptComplaint) {
    for act in acts where Act(rawValue: act) == nil {
      let names = Act.allCases.map(\.rawValue)
      throw TranscriptComplaint(
        "‘\(act)’ is no act", at: act,
        hint: didYouMean(act, among: names) ?? "one of \(names.joined(separator: ", "))")
    }
  }

  private static func meaningless(at word: String?) -> TranscriptComplaint {
    TranscriptComplaint(
      "this expectation means nothing", at: word,
      hint:
        "write ~ reply contains \"…\", lacks, one-of; ~ act reflect; ~ acts reflect ask; ~ words <= 70; ~ asked ID"
    )
  }
}
