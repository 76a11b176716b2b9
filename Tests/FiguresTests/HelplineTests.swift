import BundledRules
import Diagnostics
import Rules
import Testing

/// The contacts, and what every safety reply must hold (domain 3.3): an error here costs a life.
struct HelplineTests {
  private let book: RuleBook

  init() throws {
    book = try #require(RuleBookReader.read(PackFiles(files: BundledRules.files)).book)
  }

  @Test func everyLineSaysWhereItComesFromAndWhenItWasChecked() {
    for line in book.helplines {
      #expect(!line.source.isEmpty, "\(line.country) \(line.name): no source")
      #expect(line.checkedOn.wholeMatch(of: /20\d\d-[01]\d-[0-3]\d/) != nil, "\(line.name): no day")
      #expect(line.country.wholeMatch(of: /[A-Z]{2}/) != nil, "\(line.name): \(line.country)")
      #expect(!line.channel.isEmpty, "\(line.name): no channel")
    }
  }

  @Test func noLineStandsTwiceForOneKind() {
    let keys = book.helplines.map { "\($0.country) \($0.kind.rawValue) \($0.number)" }
    #expect(Set(keys).count == keys.count)
  }

  /// An emergency number comes first everywhere, and each country helps with death and children.
  @Test func everyCountryHasWhatIsNeeded() {
    for (country, lines) in Dictionary(grouping: book.helplines, by: \.country) {
      #expect(lines.first?.kind == .emergency, "\(country): the first line is no emergency number")
      guard country != "ZZ" else { continue }
      for kind in [HelplineKind.crisis, .child, .directory] {
        #expect(lines.contains { $0.kind == kind }, "\(country): no line for \(kind.rawValue)")
      }
    }
  }

  @Test func everyCountryThatIsNamedHasLines() {
    let countries = Set(book.helplines.map(\.country))
    for region in book.regions { #expect(countries.contains(region.code), "\(region.code)") }
    for code in countries where code != "ZZ" {
      #expect(book.regions.contains { $0.code == code }, "\(code) has no name")
    }
  }

  private static let withLines: [SafetyRule.Situation] = [.red, .third, .locked, .clear, .resources]
  private static let direct: [SafetyRule.Situation] = [.amber, .again]

  @Test func everySafetyReplyHoldsItsParts() {
    for intent in book.intents {
      for (situation, replies) in intent.safety?.replies ?? [:] {
        for reply in replies {
          let text = reply.text.lowercased()
          let name = "\(intent.id) \(situation.rawValue), \(reply.place.path):\(reply.place.start.line)"
          #expect(text.contains("{lines}") == Self.withLines.contains(situation), "\(name): the numbers")
          if Self.direct.contains(situation) {
            #expect(text.contains("?"), "\(name): no direct question")
          }
          guard situation == .red || situation == .third else { continue }
          #expect(text.contains(/program|machine/), "\(name): it does not say what it is")
          #expect(text.contains(/nobody|no one|no human/), "\(name): it does not say that nobody reads along")
          #expect(text.contains(/can ?not (call|ring|send)|cannot ring/), "\(name): that it calls nobody")
          #expect(text.contains(/danger|\?/), "\(name): neither a question nor the danger named")
          #expect(
            text.contains(/you may say more|say as much|go on typing|tell me more|stays open/), "\(name)")
        }
      }
    }
  }
}
