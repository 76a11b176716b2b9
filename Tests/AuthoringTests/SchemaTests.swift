import BundledRules
import Diagnostics
import Foundation
import Rules
import TestSupport
import Testing

/// The schema of rule packs says what the reader takes.
///
/// `Scripts/check-schema.sh` tries it on packs with a tool that is not ours.
struct SchemaTests {
  private let schema: [String: Any]

  init() throws {
    let text = BundledRules.resource("rules/schema/rule-pack.schema.json")
    schema = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// What stands at a path of keys.
  private func value(_ path: String) throws -> Any {
    var value: Any = schema
    for key in path.split(separator: "/") {
      value = try #require((value as? [String: Any])?[String(key)], "\(path): \(key)")
    }
    return value
  }

  private func keys(_ path: String) throws -> Set<String> {
    Set(try #require(value(path) as? [String: Any]).keys)
  }

  private func values(_ path: String) throws -> Set<String> {
    Set(try #require(value(path) as? [Any]).compactMap { $0 as? String })
  }

  private static let intent = "properties/intents/items/properties"

  @Test func theBinaryPrintsTheCommittedOne() throws {
    for resource in BundledRules.resources {
      #expect(try PackageRoot.file(resource.path).bytes == resource.bytes, "\(resource.path): build again")
    }
    #expect(BundledRules.resources.map(\.path).contains("rules/schema/rule-pack.schema.json"))
  }

  @Test func namesWhatTheReaderTakes() throws {
    #expect(try values("\(Self.intent)/kind/enum") == Set(IntentKind.allCases.map(\.rawValue)))
    #expect(try values("\(Self.intent)/category/enum") == Set(SafetyCategory.allCases.map(\.rawValue)))
    #expect(
      try keys("\(Self.intent)/examples/properties") == Set(Example.Group.allCases.map(\.rawValue)))
    #expect(try keys("properties/replies/properties") == Set(ReplySituation.allCases.map(\.rawValue)))
    #expect(try keys("properties/persons/properties") == Set(PersonWords.List.allCases.map(\.rawValue)))
    #expect(
      try values("properties/helplines/items/properties/kind/enum")
        == Set(HelplineKind.allCases.map(\.rawValue)))
    #expect(
      try values("properties/cues/items/properties/reach/enum") == Set(Cue.Reach.allCases.map(\.rawValue)))
    let sets = "properties/cues/items/properties/sets/properties"
    #expect(try values("\(sets)/polarity/enum") == Set(Assertion.Polarity.allCases.map(\.rawValue)))
    #expect(try values("\(sets)/time/enum") == Set(Assertion.Time.allCases.map(\.rawValue)))
    #expect(try values("\(sets)/mood/enum") == Set(Assertion.Mood.allCases.map(\.rawValue)))
  }

  @Test func holdsTheListsOfSafetyIntents() throws {
    let keys = try keys(Self.intent)
    #expect(keys.isSuperset(of: SafetyRule.CueList.allCases.map(\.rawValue)))
    #expect(keys.isSuperset(of: SafetyRule.Situation.allCases.map(\.rawValue)))
  }

  @Test func everyFileOfThePackNamesIt() throws {
    let line = "# yaml-language-server: $schema="
    for path in try PackageRoot.files(below: "rules", endings: [".yaml"]) {
      let file = try PackageRoot.file(path)
      let first = String(file.lines.first ?? "")
      #expect(first.hasPrefix(line), "\(path)")
      let folders = path.split(separator: "/").count - 2
      let expected = String(repeating: "../", count: folders) + "schema/rule-pack.schema.json"
      #expect(first.dropFirst(line.count) == expected, "\(path)")
    }
  }
}
