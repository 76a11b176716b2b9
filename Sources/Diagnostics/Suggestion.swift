/// The candidate that a mistyped name most likely meant, if one is near enough.
///
/// Near means a Damerau–Levenshtein distance of at most a third of the name's length, and at least 1.
/// Ties go to the candidate that comes first.
package func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
  let limit = max(1, name.unicodeScalars.count / 3)
  return
    candidates
    .map { ($0, editDistance(name, $0)) }
    .filter { $0.1 <= limit }
    .min { $0.1 < $1.1 }?.0
}

/// The Damerau–Levenshtein distance (optimal string alignment) between two words, in Unicode scalars.
///
/// - Complexity: O(*n* · *m*).
package func editDistance(_ a: String, _ b: String) -> Int {
  let a = Array(a.unicodeScalars)
  let b = Array(b.unicodeScalars)
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    row.reserveCapacity(b.count + 1)
    for j in b.indices {
      var cost = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
      row.append(cost)
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}

/// A hint that names the nearest candidate: `did you mean ‘sleep’?`.
package func didYouMean(_ name: String, among candidates: some Sequence<String>) -> String? {
  nearest(to: name, among: candidates).map { "did you mean ‘\($0)’?" }
}
