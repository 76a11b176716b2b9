internal import FoundationEssentials
internal import Glibc

/// The files of the benchmark, read and written whole.
enum Files {
  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  static func text(_ path: String) throws(BenchFailure) -> String {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw BenchFailure("\(path) cannot be read")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func write(_ text: String, to path: String) throws(BenchFailure) {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw BenchFailure("\(path) cannot be written")
    }
  }

  static func copy(_ path: String, to new: String) throws(BenchFailure) {
    do {
      try FileManager.default.copyItem(atPath: path, toPath: new)
    } catch {
      throw BenchFailure("\(path) cannot be copied to \(new)")
    }
  }

  static func decode<Value: Decodable>(_ type: Value.Type, from path: String) throws(BenchFailure) -> Value {
    try decode(type, text: text(path))
  }

  /// Gives a file another name, in place of what had it.
  static func move(_ path: String, to new: String) throws(BenchFailure) {
    guard unsafe rename(path, new) == 0 else { throw BenchFailure("\(path) cannot be moved to \(new)") }
  }

  static func decode<Value: Decodable>(_ type: Value.Type, text: String) throws(BenchFailure) -> Value {
    guard let value = try? JSONDecoder().decode(type, from: Data(text.utf8)) else {
      throw BenchFailure("not the JSON that was expected: \(text.prefix(200))")
    }
    return value
  }
}
