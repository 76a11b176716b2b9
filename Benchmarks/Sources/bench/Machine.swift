internal import Glibc

/// What the figures were taken on, without names or places.
enum Machine {
  /// As in `2 cores, AMD EPYC`.
  static var description: String {
    let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    return "\(cores) \(cores == 1 ? "core" : "cores"), \(model ?? "unknown processor")"
  }

  private static var model: String? {
    guard var lines = try? LineFile(path: "/proc/cpuinfo") else { return nil }
    while let line = lines.next() {
      guard line.hasPrefix("model name"), let colon = line.firstIndex(of: ":") else { continue }
      return line[line.index(after: colon)...].split(separator: " ").joined(separator: " ")
    }
    return nil
  }
}
