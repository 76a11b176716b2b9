internal import ArgumentParser
internal import Dialogue
internal import FoundationEssentials

extension Instant {
  /// This moment by the system’s clock.
  static var now: Instant { Instant(seconds: Int(Date().timeIntervalSince1970)) }
}

extension Instant: ExpressibleByArgument {
  init?(argument: String) { self.init(argument) }
}

/// When something is said, for commands whose output others compare.
struct ClockOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The moment in UTC at which it is said, such as 2026-01-01T09:00:00Z; now by default.",
      discussion: "Helplines whose number was last checked long before are shown with their date.",
      valueName: "instant"))
  var at: Instant?

  /// The moment that was given, else this one.
  var instant: Instant { at ?? .now }
}
