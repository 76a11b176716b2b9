internal import Diagnostics
package import Rules

/// The intents and steps of a pack by all their names, old ones included.
package struct PackNames: Sendable {
  private var intents: [ID<Intent>: Int] = [:]
  private var steps: [ID<GuideStep>: ID<GuideStep>] = [:]
  private let book: RuleBook

  package init(_ book: RuleBook) {
    self.book = book
    for (index, intent) in book.intents.enumerated() {
      for old in intent.was { intents[old] = index }
    }
    for (index, intent) in book.intents.enumerated() { intents[intent.id] = index }
    for step in book.steps {
      for name in step.was { steps[name] = step.id }
    }
    for step in book.steps { steps[step.id] = step.id }
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
