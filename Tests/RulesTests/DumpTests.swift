import Diagnostics
import Rules
import TestSupport
import Testing
struct DumpTests {
  @Test func dump() throws {
    let folder = PackageRoot.path + "/Tests/RulesTests/Broken"
    for name in try FileSystem.names(in: folder) {
      let files = PackFiles(reading: [folder + "/" + name])
      let (_, diagnostics) = RuleBookReader.read(files)
      print("DUMP == \(name)")
      for d in diagnostics where d.severity == .error {
        let base = d.place.path.split(separator: "/").last ?? ""
        print("DUMP \(base)# expect: \(d.place.start.line):\(d.place.start.column) \(d.code.rawValue) \(d.message)" + (d.hint.map { " | \($0)" } ?? ""))
      }
    }
  }
}
