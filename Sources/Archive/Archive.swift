/// Turns values into bytes, or bytes back into values.
///
/// Each type says once what it is made of, in `code(by:)`, which both ways use: what is written is what is read. The generic parts
/// are public so that they are compiled anew for each type, where it is: a start reads some ten thousand values.
public struct Archive {
  /// The bytes are no archive, are damaged, or are not of this program.
  public struct Damage: Error, Hashable, Sendable {
    @inlinable public init() {}
  }

  /// Where it reads from; nil where it writes.
  @usableFromInline let source: ArchiveSource?
  /// What was written so far.
  @usableFromInline var bytes: [UInt8] = []
  @usableFromInline var position = 0
  /// Where reading ends.
  @usableFromInline var end = 0
  /// Up to here the file was checked: the end of a block, or of the file.
  @usableFromInline var checked = 0
  /// What was written of texts that occur again and again, such as paths: each is stored once.
  private var nameNumbers: [String: Int] = [:]
  /// Whether what is written belongs to a list that is read on demand.
  private var isInList = false

  /// An empty archive to write to, with room for its header.
  private init() {
    source = nil
    bytes = Self.bytes(ofHeader: 0)
  }

  /// What an archive of some of the contents of a file holds; its names are read now.
  ///
  /// - Precondition: The contents begin where plain records may.
  init(reading contents: Range<Int>, of file: ArchiveFile) throws(Damage) {
    self.init(contents, of: ArchiveSource(file: file))
    guard contents.count >= Self.headerSize else { throw Damage() }
    try check(upTo: position + Self.headerSize)
    let length = file.table(1, at: position)[0] as Int
    position += Self.headerSize
    guard length >= 0, length <= end - position else { throw Damage() }
    var trailer = Archive((position + length)..<end, of: ArchiveSource(file: file))
    let names: [String] = try trailer.wholeValue()
    self.init(position..<(position + length), of: ArchiveSource(file: file, names: names))
  }

  /// Reads a part of a file, which is checked as it is met.
  private init(_ contents: Range<Int>, of source: ArchiveSource) {
    self.source = source
    position = contents.lowerBound
    end = contents.upperBound
    checked = contents.lowerBound / ArchiveFile.blockSize * ArchiveFile.blockSize
  }

  /// Reads a part of a file that was checked before.
  @usableFromInline
  init(checked contents: Range<Int>, of source: ArchiveSource) {
    self.source = source
    position = contents.lowerBound
    end = contents.upperBound
    checked = end
  }

  /// The value that the archive of a file holds.
  ///
  /// - Throws: `Damage` also where bytes are left over.
  package static func value<Value: Archivable>(in file: ArchiveFile) throws(Damage) -> Value {
    var archive = try Archive(reading: 0..<file.count, of: file)
    return try archive.wholeValue()
  }

  /// The value that this holds.
  @inlinable
  mutating func wholeValue<Value: Archivable>() throws(Damage) -> Value {
    var value = Value.blank
    try value.code(by: &self)
    guard position == end else { throw Damage() }
    return value
  }

  /// The bytes of a value: their length, the value, and the names in it.
  package static func bytes(of value: some Archivable) -> [UInt8] {
    var archive = Archive()
    var value = value
    do throws(Damage) {
      try value.code(by: &archive)
      archive.bytes.replaceSubrange(0..<headerSize, with: bytes(ofHeader: archive.bytes.count - headerSize))
      var names = archive.nameNumbers.sorted { $0.value < $1.value }.map(\.key)
      try archive.code(&names)
    } catch {
      preconditionFailure("writing to an archive cannot fail")
    }
    return archive.bytes
  }

  /// A length, in the bytes in which it stands before what it is of.
  static func bytes(ofHeader length: Int) -> [UInt8] { PlainTable([length]).bytes }

  static let headerSize = MemoryLayout<Int>.size

  /// Whether this turns values into bytes.
  @inlinable var isWriting: Bool { source == nil }

  /// Moves over bytes that are to be read, checks the blocks that they are in, and says where they begin.
  @usableFromInline
  mutating func take(_ length: Int) throws(Damage) -> Int {
    guard length >= 0, length <= end - position else { throw Damage() }
    let start = position
    try check(upTo: start + length)
    position += length
    return start
  }

  /// Checks every block up to a place.
  @usableFromInline
  mutating func check(upTo place: Int) throws(Damage) {
    guard let file = source?.file else { return }
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
    guard let file = source?.file else {
      bytes += table.bytes
      return
    }
    let size = count.multipliedReportingOverflow(by: MemoryLayout<Record>.stride)
    guard count >= 0, !size.overflow else { throw Damage() }
    table = file.table(count, at: try take(size.partialValue))
  }

  /// Goes on at the next place where plain records may begin.
  private mutating func align() throws(Damage) {
    if isWriting {
      precondition(!isInList, "the elements of a list have no fixed place")
      while bytes.count % ArchiveFile.plainAlignment > 0 { bytes.append(0) }
    } else {
      _ = try take(-position & (ArchiveFile.plainAlignment - 1))
    }
  }

  /// A list whose elements are read on demand: their number, how long all are, where each begins, the elements.
  @inlinable
  public mutating func code<Element>(_ list: inout ArchivedList<Element>) throws(Damage) {
    var count = list.count
    try code(count: &count)
    if let source {
      guard count > 0 else {
        list = ArchivedList()
        return
      }
      var length = 0
      try code(count: &length)
      list = try ArchivedList(count: count, in: try take(length)..<position, of: source)
    } else if count > 0 {
      try append(list.wrappedValue)
    }
  }

  @usableFromInline
  mutating func append(_ elements: [some Archivable]) throws(Damage) {
    var own: [UInt8] = []
    swap(&own, &bytes)
    let wasInList = isInList
    isInList = true
    var starts: [UInt32] = []
    for element in elements {
      var element = element
      starts.append(UInt32(bytes.count))
      try element.code(by: &self)
    }
    isInList = wasInList
    swap(&own, &bytes)
    var length = starts.count * ArchivedListStart.size + own.count
    try code(&length)
    bytes += PlainTable(starts).bytes + own
  }

  /// A number in as many bytes as it needs (LEB128, signs folded).
  public mutating func code(_ number: inout Int) throws(Damage) {
    guard let file = source?.file else {
      var rest = UInt64(bitPattern: Int64(number << 1 ^ number >> 63))
      while rest >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
      return
    }
    var folded: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      guard position < end else { throw Damage() }
      if position >= checked { try check(upTo: position + 1) }
      let byte = file.byte(at: position)
      position += 1
      folded |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { break }
      shift += 7
      guard shift < 64 else { throw Damage() }
    }
    number = Int(truncatingIfNeeded: folded >> 1) ^ -Int(truncatingIfNeeded: folded & 1)
  }

  /// How many there are of something of which each takes a byte at least: no count can ask for more than there is.
  @usableFromInline
  mutating func code(count: inout Int) throws(Damage) {
    try code(&count)
    guard isWriting || count >= 0 && count <= end - position else { throw Damage() }
  }

  public mutating func code(_ flag: inout Bool) throws(Damage) {
    var number = flag ? 1 : 0
    try code(&number)
    flag = number != 0
  }

  public mutating func code(_ text: inout String) throws(Damage) {
    var count = text.utf8.count
    try code(count: &count)
    if let file = source?.file {
      text = file.text(count, at: try take(count))
    } else {
      bytes += text.utf8
    }
  }

  /// A text that occurs again and again: stored once.
  public mutating func code(name: inout String) throws(Damage) {
    var number = nameNumbers[name] ?? nameNumbers.count
    try code(&number)
    if let names = source?.names {
      guard names.indices.contains(number) else { throw Damage() }
      name = names[number]
    } else {
      nameNumbers[name] = number
    }
  }

  // MARK: - Composed data

  @inlinable
  public mutating func code<Value: Archivable>(_ value: inout Value) throws(Damage) {
    try value.code(by: &self)
  }

  @inlinable
  public mutating func code<Value: Archivable>(_ value: inout Value?) throws(Damage) {
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

  @inlinable
  public mutating func code<Value: Archivable>(_ list: inout [Value]) throws(Damage) {
    var count = list.count
    try code(count: &count)
    guard !isWriting else {
      for index in list.indices { try list[index].code(by: &self) }
      return
    }
    list = []
    list.reserveCapacity(count)
    for _ in 0..<count {
      var value = Value.blank
      try value.code(by: &self)
      list.append(value)
    }
  }

  /// A set of texts, in the order of their bytes, so that equal sets have equal bytes.
  public mutating func code(set: inout Set<String>) throws(Damage) {
    var count = set.count
    try code(count: &count)
    guard !isWriting else {
      for var text in set.sorted() { try code(&text) }
      return
    }
    set = Set(minimumCapacity: count)
    for _ in 0..<count {
      var text = ""
      try code(&text)
      set.insert(text)
    }
  }

  /// A dictionary, in the order of its keys.
  @inlinable
  public mutating func code<Key: Archivable & Hashable & Comparable, Value: Archivable>(
    map: inout [Key: Value]
  ) throws(Damage) {
    var count = map.count
    try code(count: &count)
    guard !isWriting else {
      for (key, value) in map.sorted(by: { $0.key < $1.key }) {
        var (key, value) = (key, value)
        try code(&key)
        try code(&value)
      }
      return
    }
    map = Dictionary(minimumCapacity: count)
    for _ in 0..<count {
      var (key, value) = (Key.blank, Value.blank)
      try code(&key)
      try code(&value)
      map[key] = value
    }
  }

  /// A dictionary whose keys are cases.
  @inlinable
  public mutating func code<Key: CaseIterable & Hashable, Value: Archivable>(
    cases map: inout [Key: Value]
  ) throws(Damage) {
    for key in Key.allCases {
      var value = map[key]
      try code(&value)
      map[key] = value
    }
  }

  /// One of a list of cases.
  @inlinable
  public mutating func code<Case: CaseIterable & Equatable>(case value: inout Case) throws(Damage) {
    var known: Case? = value
    try code(optionalCase: &known)
    guard let known else { throw Damage() }
    value = known
  }

  @inlinable
  public mutating func code<Case: CaseIterable & Equatable>(optionalCase value: inout Case?) throws(Damage) {
    let all = Case.allCases
    var number = -1
    if let value, let index = all.firstIndex(of: value) {
      number = all.distance(from: all.startIndex, to: index)
    }
    try code(&number)
    guard number >= -1, number < all.count else { throw Damage() }
    value = number < 0 ? nil : all[all.index(all.startIndex, offsetBy: number)]
  }
}

/// A value that an archive can hold.
public protocol Archivable {
  /// What is filled in while reading.
  static var blank: Self { get }
  /// Writes or reads each part, always in the same order.
  mutating func code(by archive: inout Archive) throws(Archive.Damage)
}

extension String: Archivable {
  @inlinable public static var blank: String { "" }
  public mutating func code(by archive: inout Archive) throws(Archive.Damage) { try archive.code(&self) }
}

extension Int: Archivable {
  @inlinable public static var blank: Int { 0 }
  public mutating func code(by archive: inout Archive) throws(Archive.Damage) { try archive.code(&self) }
}

extension Int32: Archivable {
  @inlinable public static var blank: Int32 { 0 }
  public mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    var number = Int(self)
    try archive.code(&number)
    guard let exact = Int32(exactly: number) else { throw Archive.Damage() }
    self = exact
  }
}

extension Array: Archivable where Element: Archivable {
  @inlinable public static var blank: [Element] { [] }
  public mutating func code(by archive: inout Archive) throws(Archive.Damage) { try archive.code(&self) }
}

extension ArchivedList: Archivable {
  @inlinable public static var blank: ArchivedList { ArchivedList() }
  @inlinable public mutating func code(by archive: inout Archive) throws(Archive.Damage) {
    try archive.code(&self)
  }
}
