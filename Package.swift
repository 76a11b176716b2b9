// swift-tools-version: 6.2

import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// A target of this package, under the strict settings.
func stage(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one target, with the support that all tests share.
func tests(of name: String, _ dependencies: [Target.Dependency] = [], excluding files: [String] = [])
  -> Target
{
  .testTarget(
    name: "\(name)Tests",
    dependencies: [.init(stringLiteral: name), "TestSupport"] + dependencies,
    exclude: files,
    swiftSettings: strict)
}

let package = Package(
  name: "trellis",
  products: [.executable(name: "trellis", targets: ["trellis"])],
  dependencies: [
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    // `PlainTable` gives out spans of its own.
    .target(name: "Archive", swiftSettings: strict + [.enableExperimentalFeature("Lifetimes")]),
    stage("Diagnostics", ["Archive"]),
    .target(name: "CPrefetch"),
    .target(name: "CStemmer", linkerSettings: [.linkedLibrary("stemmer")]),
    stage("Language", ["Archive", "CPrefetch", "CStemmer"]),
    stage("Rules", ["Archive", "Diagnostics", "Language", .product(name: "Yams", package: "Yams")]),
    stage("Matching", ["Archive", "Diagnostics", "Language", "Rules"]),
    stage("Dialogue", ["Archive", "Diagnostics", "Language", "Matching", "Rules"]),
    stage("Transcripts", ["Diagnostics", "Language", "Rules", "Matching", "Dialogue"]),
    stage("Authoring", ["Diagnostics", "Language", "Rules", "Matching", "Dialogue", "Transcripts"]),
    .target(name: "CBundledRules"),
    stage("BundledRules", ["CBundledRules", "Diagnostics"]),
    .target(name: "CReadline", linkerSettings: [.linkedLibrary("readline")]),
    stage("Terminal", ["CReadline"]),
    .executableTarget(
      name: "trellis",
      dependencies: [
        "Archive", "Diagnostics", "Language", "Rules", "Matching", "Dialogue", "Transcripts", "Authoring",
        "BundledRules",
        "Terminal", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["Diagnostics", "Language", "Rules", "Matching", "Dialogue"],
      path: "Tests/TestSupport", swiftSettings: strict),
    tests(of: "Archive", ["Diagnostics", "Dialogue"]),
    tests(of: "Diagnostics"),
    tests(of: "Language", ["Dialogue"]),
    tests(of: "Rules", ["Archive", "Diagnostics", "Language", "Dialogue"], excluding: ["Broken"]),
    tests(of: "Matching", ["Diagnostics", "Language", "Rules", "Dialogue"]),
    tests(of: "Dialogue", ["Diagnostics", "Language", "Rules", "Matching"]),
    tests(of: "Transcripts", ["Diagnostics", "Language", "Rules", "Matching", "Dialogue"]),
    tests(
      of: "BundledRules",
      ["Archive", "Diagnostics", "Matching", "Language", "Rules", "Dialogue", "Transcripts", "Authoring"]),
    tests(of: "Terminal"),
    tests(of: "trellis", ["Authoring", "Dialogue", "Matching", "Rules", "Terminal"]),
    tests(
      of: "Authoring",
      ["BundledRules", "Diagnostics", "Dialogue", "Language", "Matching", "Rules", "Transcripts"]),
    .testTarget(
      name: "FiguresTests",
      dependencies: [
        "Authoring", "BundledRules", "Diagnostics", "Dialogue", "Matching", "Rules", "TestSupport",
        "Transcripts",
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x
)
