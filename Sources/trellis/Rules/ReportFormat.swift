internal import ArgumentParser

/// How an author’s command prints what it found.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json
}
