internal import CStemmer

/// The Snowball stemmer of one language; for a language that Snowball does not know, words stay as they are.
///
/// Source: M. F. Porter, R. Boulton, “Snowball”, libstemmer 2.2 (English is Porter 2).
/// A C object with a buffer of its own, so an instance belongs to one task.
@safe
package final class Stemmer {
  private let stemmer: OpaquePointer?

  /// - Parameter language: An ISO 639-1 code such as `en`.
  package init(language: String) {
    unsafe stemmer = sb_stemmer_new(language, nil)
  }

  deinit {
    if let stemmer = unsafe stemmer { unsafe sb_stemmer_delete(stemmer) }
  }

  /// The stem of a folded word.
  package func stem(_ word: String) -> String {
    guard let stemmer = unsafe stemmer, word.utf8.count < 200 else { return word }
    var contiguous = word
    let stem = contiguous.withUTF8 { bytes -> String? in
      guard let result = unsafe sb_stemmer_stem(stemmer, bytes.baseAddress, Int32(bytes.count)) else {
        return nil
      }
      let count = unsafe Int(sb_stemmer_length(stemmer))
      return unsafe String(decoding: UnsafeBufferPointer(start: result, count: count), as: UTF8.self)
    }
    return stem ?? word
  }
}
