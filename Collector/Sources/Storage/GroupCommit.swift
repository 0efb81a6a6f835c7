import Words

/// Puts what several callers want kept at the same time into one transaction, for a commit costs the same for one record
/// and for hundreds. What a caller gave stays together, and one caller's fault is not another's.
actor GroupCommit {
  typealias Work = @Sendable ([Arrival]) async throws(StoreFault) -> [Kept]

  private struct Waiting {
    var arrivals: [Arrival]
    var size: Int
    var answer: CheckedContinuation<Result<[Kept], StoreFault>, Never>
  }

  private let work: Work
  private var idle: Int
  private var queue: [Waiting] = []
  /// One transaction's worth: more makes the others wait longer than a commit takes.
  private let most: Int
  private let mostBytes = 8 << 20

  init(lanes: Int, most: Int, work: @escaping Work) {
    self.work = work
    self.most = most
    idle = lanes
  }

  func keep(_ arrivals: [Arrival]) async throws(StoreFault) -> [Kept] {
    if arrivals.isEmpty { return [] }
    let size = arrivals.reduce(0) { $0 + $1.size }
    let result = await withCheckedContinuation { answer in
      queue.append(Waiting(arrivals: arrivals, size: size, answer: answer))
      start()
    }
    return try result.get()
  }

  private func start() {
    guard idle > 0, !queue.isEmpty else { return }
    idle -= 1
    Task { await drain() }
  }

  private func drain() async {
    while let group = take() {
      await commit(group)
    }
    idle += 1
  }

  private func take() -> [Waiting]? {
    var count = 0
    var things = 0
    var bytes = 0
    for waiting in queue {
      guard count == 0 || (things + waiting.arrivals.count <= most && bytes + waiting.size <= mostBytes) else { break }
      count += 1
      things += waiting.arrivals.count
      bytes += waiting.size
    }
    guard count > 0 else { return nil }
    defer { queue.removeFirst(count) }
    return Array(queue.prefix(count))
  }

  private func commit(_ group: [Waiting]) async {
    do throws(StoreFault) {
      let kept = try await work(group.flatMap(\.arrivals))
      var start = 0
      for waiting in group {
        let end = start + waiting.arrivals.count
        waiting.answer.resume(returning: .success(Array(kept[start..<end])))
        start = end
      }
    } catch {
      guard case .broken = error, group.count > 1 else {
        for waiting in group { waiting.answer.resume(returning: .failure(error)) }
        return
      }
      // Somebody's arrival cannot be kept: each is tried alone, so that only that one fails.
      for waiting in group { await commit([waiting]) }
    }
  }
}

extension Arrival {
  /// About how many bytes it has.
  var size: Int {
    switch content {
    case .record(let record): record.payload.count + 400
    case .report(let report): report.body.count + 400
    case .device(let sample): sample.body.count + 200
    }
  }
}
