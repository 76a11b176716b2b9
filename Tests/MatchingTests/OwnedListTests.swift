import Testing

@testable import Matching

struct OwnedListTests {
  @Test func holdsWhatWasAppendedHoweverMuchThatIs() {
    var list = OwnedList<Int32>()
    for round in 1...3 {
      let count = 50 * round
      for number in 0..<count { list.append(Int32(number * round)) }
      #expect(list.indices == 0..<count)
      #expect(list.indices.allSatisfy { list[$0] == Int32($0 * round) }, "round \(round)")
      list[count - 1] += 1
      #expect(list[count - 1] == Int32((count - 1) * round + 1))
      list.removeAll()
      #expect(list.count == 0)
    }
  }

  @Test func refusesAnIndexBehindItsEnd() async {
    await #expect(processExitsWith: .failure) {
      var list = OwnedList<Int32>()
      list.append(1)
      list.removeAll()
      _ = list[0]
    }
  }
}
