internal import Diagnostics
package import Rules

/// The intents and steps of a pack by all their names, old ones included.
///
/// A class, for it is handed to each turn’s comparison and a book is long to copy.
package final class PackNames: Sendable {
  private let intents: [ID<Intent>: Int]
  private let steps: [ID<GuideStep>: ID<GuideStep>]
  private let book: RuleBook

  package init(_ book: RuleBook) {
    self.book = book
    let intents = book.intents.enumerated()
    let oldIntents = intents.flatMap { index, intent in intent.was.map { ($0, index) } }
    let oldSteps = book.steps.flatMap { step in step.was.map { ($0, step.id) } }
    self.intents = Dictionary(
      oldIntents + intents.map { ($1.id, $0) }, uniquingKeysWith: { _, current in current })
    steps = Dictionary(
      oldSteps + book.steps.map { ($0.id, $0.id) }, uniquingKeysWith: { _, current in current })
  }

  /// The intent that a name, today’s or an old one, stands for.
  func intent(_ name: ID<Intent>) -> Intent? { intents[name].map { book.intents[$0] } }

  /// Today’s name of an intent; the name itself where the pack has no such intent.
  func current(_ name: ID<Intent>) -> ID<Intent> { intent(name)?.id ?? name }

  func current(_ name: ID<GuideStep>) -> ID<GuideStep> { steps[name] ?? name }

  func has(_ name: ID<GuideStep>) -> Bool { steps[name] != nil }

  /// “did you mean” for an intent that is not there.
  func hint(forIntent name: ID<Intent>) -> String? {
    didYouMean(name.text, among: book.intents.filter { $0.safety == nil }.map(\.id.text))
  }

  func hint(forStep name: ID<GuideStep>) -> String? {
    didYouMean(name.text, among: book.steps.map(\.id.text))
  }
}
