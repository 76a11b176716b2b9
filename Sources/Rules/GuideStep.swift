package import Archive
package import Diagnostics

/// Something to try, in three sizes.
package struct GuideStep: Sendable {
  /// Two ways to say it to somebody.
  package struct Script: Sendable {
    package var firm: ReplyText
    package var deferential: ReplyText?

    package init(firm: ReplyText, deferential: ReplyText?) {
      self.firm = firm
      self.deferential = deferential
    }
  }

  package var id: ID<GuideStep>
  package var place: SourcePlace
  package var title: String
  package var area: String?
  package var source: [String] = []
  package var was: [ID<GuideStep>] = []
  @ArchivedList package var why: [ReplyText] = []
  /// Minutes → what to do.
  package var sizes: [Int: ReplyText] = [:]
  package var script: Script?
  package var ifThen: (cue: String, act: String)?

  package init(id: ID<GuideStep>, place: SourcePlace, title: String) {
    self.id = id
    self.place = place
    self.title = title
  }

  /// The sizes from the smallest to the largest.
  package var sizesInOrder: [(minutes: Int, text: ReplyText)] {
    sizes.sorted { $0.key < $1.key }.map { (minutes: $0.key, text: $0.value) }
  }
}
