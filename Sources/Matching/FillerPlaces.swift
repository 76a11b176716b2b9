internal import Language

/// The phrases of one sentence that may be skipped, as bits.
struct FillerPlaces<Places: FixedWidthInteger & UnsignedInteger & Sendable> {
  /// For each length that occurs, where fillers of so many words begin.
  private var byLength: [(length: Int, begins: Places)] = []
  /// How many words at most belong to fillers.
  private(set) var count = 0

  /// Takes in the fillers of a sentence, in place of those of the last.
  mutating func take(_ fillers: ArraySlice<Filler>) {
    byLength.removeAll(keepingCapacity: true)
    count = 0
    for filler in fillers { note(filler) }
  }

  private mutating func note(_ filler: Filler) {
    let bit: Places = 1 &<< Places(truncatingIfNeeded: filler.place)
    count += filler.longest
    for length in BitPlaces(rest: filler.lengths) {
      if let index = byLength.firstIndex(where: { $0.length == length }) {
        byLength[index].begins |= bit
      } else {
        byLength.append((length, bit))
      }
    }
  }

  /// The places that lie at most `gap` counted words behind some; fillers are free.
  @inline(__always)
  func spread(_ places: Places, gap: Int) -> Places {
    guard count > 0 else {
      var spread = places
      // What lies up to n places behind, shifted by up to n + 1 more, lies up to 2n + 1 behind.
      var reached = 0
      while reached < min(gap, Places.bitWidth) {
        let step = min(reached + 1, gap - reached)
        spread |= spread << Places(truncatingIfNeeded: step)
        reached += step
      }
      return spread
    }
    var spread = closed(places)
    for _ in 0..<gap { spread = closed(spread | spread &<< 1) }
    return spread
  }

  /// With the places behind fillers that begin at one of them.
  private func closed(_ places: Places) -> Places {
    var closed = places
    while true {
      var wider = closed
      for (length, begins) in byLength { wider |= (wider & begins) &<< Places(truncatingIfNeeded: length) }
      if wider == closed { return closed }
      closed = wider
    }
  }

  /// The places behind which nothing but fillers follows, in a sentence of so many words.
  func sentenceEnd(_ words: Int) -> Places {
    var ends: Places = 1 &<< Places(truncatingIfNeeded: words)
    guard count > 0 else { return ends }
    while true {
      var wider = ends
      for (length, begins) in byLength { wider |= (wider &>> Places(truncatingIfNeeded: length)) & begins }
      if wider == ends { return ends }
      ends = wider
    }
  }
}
