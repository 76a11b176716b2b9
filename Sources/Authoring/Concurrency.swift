/// What `body` makes of each item, in the order of the items, with at most `jobs` at work side by side.
func mapped<Item: Sendable, Result: Sendable>(
  _ items: [Item], jobs: Int, _ body: @escaping @Sendable (Item) -> Result
) async -> [Result] {
  guard jobs > 1, items.count > 1 else { return items.map(body) }
  let workers = min(jobs, items.count)
  return await withTaskGroup(of: (Int, Result).self) { group in
    var results: [(Int, Result)] = []
    for index in 0..<workers { group.addTask { (index, body(items[index])) } }
    var next = workers
    for await result in group {
      results.append(result)
      if next < items.count {
        let index = next
        group.addTask { (index, body(items[index])) }
        next += 1
      }
    }
    return results.sorted { $0.0 < $1.0 }.map(\.1)
  }
}
