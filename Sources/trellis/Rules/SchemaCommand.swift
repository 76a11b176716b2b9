internal import ArgumentParser
internal import BundledRules
internal import Terminal

/// Prints the schema of rule packs.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema (draft 7) of rule packs, for editors.",
    discussion:
      "An editor with a YAML language server completes and checks a file whose first line names the schema.")

  func run() throws {
    try? StandardStream.output.write(
      TerminalText(BundledRules.resource("rules/schema/rule-pack.schema.json")))
  }
}
