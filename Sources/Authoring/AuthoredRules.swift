package import Dialogue
package import Rules

extension DialogueEngine.Rules {
  /// The rules of a pack as its author means them.
  ///
  /// A pack with the id of the bundled one stands in its place, screen and all: otherwise a safety cue that an
  /// author took out would go on being found by the copy in the binary.
  package init(trying book: RuleBook, bundled: RuleBook) {
    self.init(book: book, bundled: book.pack.id == bundled.pack.id ? book : bundled)
  }
}
