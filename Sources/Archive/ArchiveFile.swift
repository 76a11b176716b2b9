internal import Glibc

/// A file that holds an archive, mapped into memory; the unsafe expressions of this target are here and in `PlainTable`.
///
/// It begins with a header and the checksums of its blocks. A block is checked before a byte of it is used, so a damaged file is
/// never trusted. Files are only ever replaced whole, by renaming: what is mapped stays what was checked.
@safe
public final class ArchiveFile: @unchecked Sendable {
  /// What a file must be of to be read: anything else is somebody else’s.
  package struct Key: Hashable, Sendable {
    package var bits: UInt64

    package init(bits: UInt64) { self.bits = bits }

    /// A hash of all that an archive depends on.
    package init(hashing parts: [[UInt8]]) {
      bits = parts.reduce(0xCBF2_9CE4_8422_2325) { hash, part in
        let own = unsafe part.withUnsafeBytes { bytes in
          unsafe bytes.baseAddress.map { unsafe ArchiveFile.checksum($0, bytes.count) } ?? 1
        }
        return (hash ^ own) &* 0x9E37_79B9_7F4A_7C15
      }
    }

    /// As a name for a file.
    package var name: String {
      let digits = String(bits, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
  }

  private static let magic: UInt64 = 0x3153_494C_4C45_5254
  static let blockSize = 1 << 18
  /// In words of 8 bytes: the magic number, the key, the length of the contents, the checksum of the checksums.
  private static let headerWords = 4

  private let start: UnsafeRawPointer
  private let size: Int
  /// Where the contents begin.
  private let offset: Int
  /// The length of the contents.
  package let count: Int

  /// Opens a file; nil where there is none, or none of this key.
  package init?(path: String, key: Key) {
    let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size >= Self.headerWords * 8,
      let mapping = unsafe mmap(nil, status.st_size, PROT_READ, MAP_PRIVATE, descriptor, 0),
      unsafe mapping != MAP_FAILED
    else { return nil }
    let header = (0..<Self.headerWords).map {
      unsafe mapping.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self)
    }
    unsafe start = UnsafeRawPointer(mapping)
    size = status.st_size
    count = Int(truncatingIfNeeded: header[2])
    offset = (Self.headerWords + Self.blocks(in: count)) * 8
    let isOwn = header[0] == Self.magic && header[1] == key.bits && count >= 0
    let isWhole = isOwn && count < size && offset + count == size
    guard isWhole,
      unsafe Self.checksum(mapping + Self.headerWords * 8, offset - Self.headerWords * 8) == header[3]
    else { return nil }
  }

  deinit { unsafe munmap(UnsafeMutableRawPointer(mutating: start), size) }

  private static func blocks(in count: Int) -> Int { max(0, min(count, 1 << 40)) / blockSize + 1 }

  /// The bytes of a file with these contents.
  package static func bytes(of contents: [UInt8], key: Key) -> [UInt8] {
    let sums = (0..<blocks(in: contents.count)).map { block in
      let range = (block * blockSize)..<min(contents.count, (block + 1) * blockSize)
      return unsafe contents.withUnsafeBytes { bytes in
        unsafe bytes.baseAddress.map { unsafe checksum($0 + range.lowerBound, range.count) } ?? 0
      }
    }
    let sumOfSums = unsafe sums.withUnsafeBytes { bytes in
      unsafe bytes.baseAddress.map { unsafe checksum($0, bytes.count) } ?? 0
    }
    let words = [magic, key.bits, UInt64(contents.count), sumOfSums] + sums
    return unsafe words.withUnsafeBytes { unsafe Array($0) } + contents
  }

  /// A hash of bytes; it finds damage, it is no defence against malice.
  ///
  /// Each step folds the product of two words into a sum (after Wang Yi’s wyhash); four sums do not wait for each other.
  fileprivate static func checksum(_ bytes: UnsafeRawPointer, _ count: Int) -> UInt64 {
    var (a, b, c, d) = (UInt64(1), UInt64(2), UInt64(3), UInt64(4))
    var position = 0
    while position + 64 <= count {
      a = unsafe folded(a, bytes + position)
      b = unsafe folded(b, bytes + position + 16)
      c = unsafe folded(c, bytes + position + 32)
      d = unsafe folded(d, bytes + position + 48)
      position += 64
    }
    var sum = folded(folded(a, b), folded(c, d)) ^ UInt64(count)
    while position < count {
      sum = (sum ^ UInt64(unsafe bytes.load(fromByteOffset: position, as: UInt8.self))) &* 0x100_0000_01B3
      sum ^= sum >> 32
      position += 1
    }
    return sum
  }

  @inline(__always)
  private static func folded(_ sum: UInt64, _ bytes: UnsafeRawPointer) -> UInt64 {
    let first = unsafe bytes.loadUnaligned(as: UInt64.self)
    let second = unsafe bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    return folded(first ^ sum, second)
  }

  @inline(__always)
  private static func folded(_ first: UInt64, _ second: UInt64) -> UInt64 {
    let product = (first ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: second ^ 0xE703_7ED1_A0B4_28DB)
    return product.high ^ product.low
  }

  /// Whether a block is what was written.
  func isWhole(_ block: Int) -> Bool {
    let begin = block * Self.blockSize
    precondition(block >= 0 && begin < max(1, count))
    let sum = unsafe Self.checksum(start + offset + begin, min(Self.blockSize, count - begin))
    return unsafe start.loadUnaligned(fromByteOffset: (Self.headerWords + block) * 8, as: UInt64.self) == sum
  }

  func text(_ length: Int, at position: Int) -> String {
    precondition(length >= 0 && position >= 0 && length <= count - position)
    return unsafe String(
      decoding: UnsafeRawBufferPointer(start: start + offset + position, count: length), as: UTF8.self)
  }

  /// A byte of the contents.
  @usableFromInline
  func byte(at position: Int) -> UInt8 {
    precondition(position >= 0 && position < count)
    return unsafe start.load(fromByteOffset: offset + position, as: UInt8.self)
  }

  /// Records as they lie in the file, which stays mapped as long as the table is there.
  ///
  /// - Precondition: The position is a multiple of the alignment of all records, `plainAlignment`.
  func table<Record>(_ length: Int, at position: Int) -> PlainTable<Record> {
    precondition(MemoryLayout<Record>.alignment <= Self.plainAlignment)
    precondition(length >= 0 && position >= 0 && position % Self.plainAlignment == 0)
    precondition(length <= (count - position) / MemoryLayout<Record>.stride)
    let records = unsafe (start + offset + position).assumingMemoryBound(to: Record.self)
    return unsafe PlainTable(UnsafeBufferPointer(start: records, count: length), of: self)
  }

  /// Plain records begin at multiples of this, in the file and so in memory.
  static let plainAlignment = 8
}
