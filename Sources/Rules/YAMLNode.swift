internal import Diagnostics

/// A piece of YAML with the places of its texts: what a pack is read from.
indirect enum YAMLNode: Sendable {
  case text(PlacedText)
  /// A literal block: each content line with its own place.
  case block([PlacedText], SourcePlace)
  case list([YAMLNode], SourcePlace)
  case mapping([(key: PlacedText, value: YAMLNode)], SourcePlace)

  var place: SourcePlace {
    switch self {
    case .text(let text): text.place
    case .block(_, let place), .list(_, let place), .mapping(_, let place): place
    }
  }
}

/// A text and where it stands; columns beyond the first line of a longer text are approximate.
struct PlacedText: Sendable {
  var text: String
  var place: SourcePlace
}
