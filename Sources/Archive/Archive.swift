/// Turns values into bytes, or bytes back into values.
///
/// Each type says once what it is made of, in `code(by:)`, which both ways use: what is written is what is read.
package struct Archive {
  /// The bytes are no archive, are damaged, or are not of this program.
  package struct Damage: Error, Hashable, Sendable {
    package init() {}
  }

  private enum Direction {
    case writing
    case reading(ArchiveFile)
  }

  private let direction: Direction
  /// What was written so far.
  package private(set) var bytes: [UInt8] = []
  private(set) var position = 0
  /// Where reading ends.
  private var end = 0
  /// Up to here the file was checked: the end of a block, or of the file.
  private var checked = 0
  /// Texts that occur again and again, such as paths, each stored once.
  private var names: [String] = []
  private var nameNumbers: [String: Int] = [:]

  /// An empty archive to write to.
  package init() {
    direction = .writing
  }

  /// An archive to read from.
  package init(reading file: ArchiveFile) { self.init(reading: 0..<file.count, of: file) }

  /// An archive to read from some of the contents of a file.
  init(reading contents: Range<Int>, of file: ArchiveFile) {
    direction = .reading(file)
    position = contents.lowerBound
    end = contents.upperBound
    checked = contents.lowerBound / ArchiveFile.blockSize * ArchiveFile.blockSize
  }

  /// The value that the archive of a file holds.
  ///
  /// - Throws: `Damage` also where bytes are left over.
  package static func value<Value: Archivable>(in file: ArchiveFile) throws(Damage) -> Value {
    var archive = Archive(reading: file)
    return try archive.wholeValue()
  }

  /// The value that this holds.
  mutating func wholeValue<Value: Archivable>() throws(Damage) -> Value {
    var value = Value.blank
    try value.code(by: &self)
    guard position == end else { throw Damage() }
    return value
  }

  /// The bytes of a value.
  package static func bytes(of value: some Archivable) -> [UInt8] {
    var archive = Archive()
    var value = value
    do throws(Damage) {
      try value.code(by: &archive)
    } catch {
      preconditionFailure("writing to an archive cannot fail")
    }
    return archive.bytes
  }

  /// Moves over bytes that are to be read, and checks the blocks that they are in.
  private mutating func take(_ length: Int, of file: ArchiveFile) throws(Damage) -> Int {
    guard length >= 0, length <= end - position else { throw Damage() }
    let start = position
    try check(upTo: start + length, of: file)
    position += length
    return start
  }

  /// Checks every block up to a place.
  private mutating func check(upTo place: Int, of file: ArchiveFile) throws(Damage) {
    while checked < place {
      guard file.isWhole(checked / ArchiveFile.blockSize) else { throw Damage() }
      checked += ArchiveFile.blockSize
    }
  }

  // MARK: - Plain data

  /// A table of plain records, as they lie in memory; what is read stays in the file.
  package mutating func code<Record>(plain table: inout PlainTable<Record>) throws(Damage) {
    var count = table.count
    try code(&count)
    try align()
    switch direction {
    case .writing: bytes += table.bytes
    case .reading(let file):
      let size = count.multipliedReportingOverflow(by: MemoryLayout<Record>.stride)
      guard count >= 0, !size.overflow else { throw Damage() }
      table = file.table(count, at: try take(size.partialValue, of: file))
    }
  }

  /// Goes on at the next place where plain records may begin.
  mutating func align() throws(Damage) {
    switch direction {
    case .writing:
      while bytes.count % ArchiveFile.plainAlignment > 0 { bytes.append(0) }
    case .reading(let file):
      _ = try take(-position & (ArchiveFile.plainAlignment - 1), of: file)
    }
  }

  /// A number in as many bytes as it needs (LEB128, signs folded).
  package mutating func code(_ number: inout Int) throws(Damage) {
    switch direction {
    case .writing:
      var rest = UInt64(bitPattern: Int64(number << 1 ^ number >> 63))
      while rest >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
    case .reading(let file):
      var folded: UInt64 = 0
      var shift: UInt64 = 0
      while true {
        guard position < end else { throw Damage() }
        if position >= checked { try check(upTo: position + 1, of: file) }
        let byte = file.byte(at: position)
        position += 1
        folded |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { break }
        shift += 7
        guard shift < 64 else { throw Damage() }
      }
      number = Int(truncatingIfNeeded: folded >> 1) ^ -Int(truncatingIfNeeded: folded & 1)
    }
  }

  package mutating func code(_ flag: inout Bool) throws(Damage) {
    var number = flag ? 1 : 0
    try code(&number)
    flag = number != 0
  }

  package mutating func code(_ text: inout String) throws(Damage) {
    var count = text.utf8.count
    try code(&count)
    switch direction {
    case .writing: bytes.append(contentsOf: text.utf8)
    case .reading(let file):
      text = file.text(count, at: try take(count, of: file))
    }
  }

  /// A text that occurs again and again: stored once.
  package mutating func code(name: inout String) throws(Damage) {
    var number = nameNumbers[name] ?? names.count
    try code(&number)
    if number == names.count {
      try code(&name)
      names.append(name)
      if case .writing = direction { nameNumbers[name] = number }
    } else {
      guard names.indices.contains(number) else { throw Damage() }
      name = names[number]
    }
  }

  // MARK: - Composed data

  package mutating func code<Value: Archivable>(_ value: inout Value) throws(Damage) {
    try value.code(by: &self)
  }

  package mutating func code<Value: Archivable>(_ value: inout Value?) throws(Damage) {
    var isThere = value != nil
    try code(&isThere)
    guard isThere else {
      value = nil
      return
    }
    var whole = value ?? .blank
    try whole.code(by: &self)
    value = whole
  }

  package mutating func code<Value: Archivable>(_ list: inout [Value]) throws(Damage) {
    var count = list.count
    try code(&count)
    switch direction {
    case .writing: for index in list.indices { try list[index].code(by: &self) }
    case .reading:
      // Each value takes a byte at least, so no count can ask for more than the file has.
      guard count >= 0, count <= end - position else { throw Damage() }
      list = []
      list.reserveCapacity(count)
      for _ in 0..<count {
        var value = Value.blank
        try value.code(by: &self)
        list.append(value)
      }
    }
  }

  /// A set of texts, in the order of their bytes, so that equal sets have equal bytes.
  package mutating func code(set: inout Set<String>) throws(Damage) {
    var count = set.count
    try code(&count)
    switch direction {
    case .writing: for var text in set.sorted() { try code(&text) }
    case .reading:
      guard count >= 0, count <= end - position else { throw Damage() }
      set = Set(minimumCapacity: count)
      for _ in 0..<count {
        var text = ""
        try code(&text)
        set.insert(text)
      }
    }
  }

  /// A dictionary, in the order of its keys.
  package mutating func code<Key: Archivable & Hashable & Comparable, Value: Archivable>(
    map: inout [Key: Value]
  ) throws(Damage) {
    var count = map.count
    try code(&count)
    switch direction {
    case .writing:
      for (key, value) in map.sorted(by: { $0.key < $1.key }) {
        var (key, value) = (key, value)
        try code(&key)
        try code(&value)
      }
    case .reading:
      guard count >= 0, count <= end - position else { throw Damage() }
      map = Dictionary(minimumCapacity: count)
      for _ in 0..<count {
        var (key, value) = (Key.blank, Value.blank)
        try code(&key)
        try code(&value)
        map[key] = value
      }
    }
  }

  /// A dictionary whose keys are cases.
  package mutating func code<Key: CaseIterable & Hashable, Value: Archivable>(
    cases map: inout [Key: Value]
  ) throws(Damage) {
    for key in Key.allCases {
      var value = map[key]
      try code(&value)
      map[key] = value
    }
  }

  /// One of a list of cases.
  package mutating func code<Case: CaseIterable & Equatable>(case value: inout Case) throws(Damage) {
    let all = Array(Case.allCases)
    var number = all.firstIndex(of: value) ?? 0
    try code(&number)
    guard all.indices.contains(number) else { throw Damage() }
    value = all[number]
  }

  package mutating func code<Case: CaseIterable & Equatable>(optionalCase value: inout Case?) throws(Damage) {
    let all = Array(Case.allCases)
    var number = value.flatMap { all.firstIndex(of: $0) } ?? -1
    try code(&number)
    guard number == -1 || all.indices.contains(number) else { throw Damage() }
    value = number < 0 ? nil : all[number]
  }
}

/// A value that an archive can hold.
package protocol Archivable {
  /// What is filled in while reading.
  static var blank: Self { get }
  /// Writes or reads each part, always in the same order.
  mutating func code(by archive: inout Archive) throws(Archive.Damage)
}

extension String: Archivable {
  package static var blank: String { "" }
  package mutating func code(by archive: inout Archive) throws(Archive.Damage) { try archive.code(&self) }
}

extension Int: Archivable {
  package static var blank: Int { 0 }
  package mutating func code(by archive: inout Archive) throws(Archive.Damage) { try archive.code(&self) }
}

extension Int32: Archivable {
  package static var blank: Int32 { 0 }
  package mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    var number = Int(self)
    try archive.code(&number)
    guard let exact = Int32(exactly: number) else { throw Archive.Damage() }
    self = exact
  }
}

extension Array: Archivable where Element: Archivable {
  package static var blank: [Element] { [] }
  package mutating func code(by archive: inout Archive) throws(Archive.Damage) { try archive.code(&self) }
}
