import Logging
import Storage
import Synchronization
import Words

/// Gathers what concurrent requests bring into few transactions of the store: while some are being written the next
/// gathers, so that the cost of making things durable is shared by all who wait. What waits is bounded.
final class GroupCommit: Sendable {
  enum Fault: Error, Equatable {
    /// Too much is waiting already.
    case busy
    case store(StoreFault)
  }

  /// What one request brings; it is kept as a whole or not at all.
  private struct Unit {
    let arrivals: [Arrival]
    let bytes: Int
    let done: CheckedContinuation<Result<[Kept], Fault>, Never>
  }

  private struct State {
    var units: [Unit] = []
    var arrivals = 0
    var bytes = 0
    var writers = 0
  }

  private let store: any Store
  private let logger: Logger
  private let mostArrivals: Int
  private let mostBytes: Int
  private let state = Mutex(State())
  /// A store gathers further what they bring, and knows best how much it writes at once.
  private static let mostWriters = 16
  /// A transaction this long keeps nobody waiting for long.
  private static let batchArrivals = 1000
  private static let batchBytes = 32 << 20

  init(_ store: any Store, limits: Limits, logger: Logger) {
    self.store = store
    self.logger = logger
    mostArrivals = limits.waitingArrivals
    mostBytes = limits.waitingBytes
  }

  /// Returns when all of it is durable.
  func keep(_ arrivals: [Arrival]) async throws(Fault) -> [Kept] {
    guard !arrivals.isEmpty else { return [] }
    let bytes = arrivals.reduce(0) { $0 + Self.bytes($1) }
    let result = await withCheckedContinuation { done in
      enqueue(Unit(arrivals: arrivals, bytes: bytes, done: done))
    }
    return try result.get()
  }

  private func enqueue(_ unit: Unit) {
    enum Next { case wait, write, refuse }
    let next = state.withLock { state -> Next in
      // One that is alone may be as large as it likes: the limits on bodies bound it.
      if state.arrivals > 0,
        state.arrivals + unit.arrivals.count > mostArrivals || state.bytes + unit.bytes > mostBytes
      {
        return .refuse
      }
      state.units.append(unit)
      state.arrivals += unit.arrivals.count
      state.bytes += unit.bytes
      guard state.writers < Self.mostWriters else { return .wait }
      state.writers += 1
      return .write
    }
    switch next {
    case .wait: break
    case .refuse: unit.done.resume(returning: .failure(.busy))
    case .write: Task { await write() }
    }
  }

  private func write() async {
    while let batch = take() { await keep(batch) }
  }

  /// The next batch, nil (and no more writing) when nothing waits.
  private func take() -> [Unit]? {
    state.withLock { state in
      guard !state.units.isEmpty else {
        state.writers -= 1
        return nil
      }
      var end = 0
      var arrivals = 0
      var bytes = 0
      repeat {
        arrivals += state.units[end].arrivals.count
        bytes += state.units[end].bytes
        end += 1
      } while end < state.units.count && arrivals < Self.batchArrivals && bytes < Self.batchBytes
      let batch = Array(state.units[..<end])
      state.units.removeFirst(end)
      state.arrivals -= arrivals
      state.bytes -= bytes
      return batch
    }
  }

  private func keep(_ units: [Unit]) async {
    do throws(StoreFault) {
      var kept = try await store.keep(units.flatMap(\.arrivals))[...]
      for unit in units {
        unit.done.resume(returning: .success(Array(kept.prefix(unit.arrivals.count))))
        kept = kept.dropFirst(unit.arrivals.count)
      }
    } catch {
      if case .broken = error, units.count > 1 {
        // One of them may be what the store cannot take; the others shall not suffer for it.
        await keep(Array(units[..<(units.count / 2)]))
        await keep(Array(units[(units.count / 2)...]))
        return
      }
      logger.error("not kept", metadata: ["fault": "\(error)", "requests": "\(units.count)"])
      for unit in units { unit.done.resume(returning: .failure(.store(error))) }
    }
  }

  private static func bytes(_ arrival: Arrival) -> Int {
    switch arrival.content {
    case .record(let record): record.payload.count + 1024
    case .report(let report): report.body.count + 1024
    case .device(let sample): sample.body.count + 512
    }
  }
}
