import Storage
import Synchronization
import Words

/// A store that forgets, for tests of the receiving side: it can be told to fail, and counts how it is asked.
final class MemoryStore: Store {
  struct State {
    var kept: [(arrival: Arrival, id: Int64)] = []
    var byIdentity: [[UInt8]: Int] = [:]
    var values: [String: [UInt8]] = [:]
    var calls = 0
    /// The most that came at once.
    var largest = 0
    var fault: StoreFault?
    /// A record with this payload is what the store cannot take.
    var poison: [UInt8]?
    /// While set, `keep` waits.
    var isHeld = false
    var waiting = 0
    var blocked: [Frame] = []
  }

  let state = Mutex(State())

  var arrivals: [Arrival] { state.withLock { $0.kept.map(\.arrival) } }
  var records: [Record] { arrivals.compactMap { if case .record(let record) = $0.content { record } else { nil } } }
  var calls: Int { state.withLock { $0.calls } }
  var largest: Int { state.withLock { $0.largest } }

  func keep(_ arrivals: [Arrival]) async throws(StoreFault) -> [Kept] {
    state.withLock { state in
      state.waiting += 1
      state.largest = max(state.largest, arrivals.count)
    }
    while state.withLock({ $0.isHeld }) { try? await Task.sleep(for: .milliseconds(5)) }
    let result = state.withLock { state -> Result<[Kept], StoreFault> in
      state.waiting -= 1
      state.calls += 1
      if let fault = state.fault { return .failure(fault) }
      for case .record(let record) in arrivals.map(\.content) where record.payload == state.poison {
        return .failure(.broken("poison"))
      }
      return .success(arrivals.map { Self.keep($0, &state) })
    }
    return try result.get()
  }

  private static func keep(_ arrival: Arrival, _ state: inout State) -> Kept {
    if let index = state.byIdentity[arrival.identity] {
      let old = state.kept[index]
      return Kept(id: old.id, repeated: true, received: old.arrival.received)
    }
    let id = Int64(state.kept.count + 1)
    state.byIdentity[arrival.identity] = state.kept.count
    state.kept.append((arrival, id))
    return Kept(id: id, repeated: false, received: arrival.received)
  }

  func report(_ id: Int64) async throws(StoreFault) -> StoredReport? {
    state.withLock { state in
      guard let kept = state.kept.first(where: { $0.id == id }), case .report(let report) = kept.arrival.content else {
        return nil
      }
      return StoredReport(id: id, received: kept.arrival.received, report: report)
    }
  }

  func blocked() async throws(StoreFault) -> [Frame] { state.withLock { $0.blocked } }
  func values(_ prefix: String) async throws(StoreFault) -> [String: [UInt8]] {
    state.withLock { $0.values.filter { $0.key.hasPrefix(prefix) } }
  }
  func set(_ name: String, to value: [UInt8]?) async throws(StoreFault) { state.withLock { $0.values[name] = value } }
  func setOnce(_ name: String, to value: [UInt8]) async throws(StoreFault) -> [UInt8] {
    state.withLock { state in
      let result = state.values[name] ?? value
      state.values[name] = result
      return result
    }
  }

  // What receiving does not ask.
  func records(_ filter: RecordFilter, page: PageRequest) async throws(StoreFault) -> Page<StoredRecord> {
    Page(rows: [])
  }
  func record(_ id: Int64) async throws(StoreFault) -> StoredRecord? { nil }
  func each(_ filter: RecordFilter, take: @Sendable ([StoredRecord]) async throws -> Bool) async throws {}
  func counts(by dimensions: [Dimension], _ filter: CountFilter) async throws(StoreFault) -> [CountRow] { [] }
  func population(days: Int?, now: Int64) async throws(StoreFault) -> [PopulationRow] { [] }
  func machines(_ event: HardwareEvent, days: Int, now: Int64, limit: Int) async throws(StoreFault) -> MachineRanking {
    MachineRanking()
  }
  func marks(_ kind: Mark.Kind, days: Int, now: Int64, limit: Int) async throws(StoreFault) -> [MarkCount] { [] }
  func guilties(_ filter: GuiltyFilter) async throws(StoreFault) -> [GuiltyRow] { [] }
  func guilty(_ id: Int64) async throws(StoreFault) -> GuiltyDetail? { nil }
  func edit(guilty id: Int64, comment: String?, hidden: Bool?) async throws(StoreFault) {}
  func block(_ frame: Frame) async throws(StoreFault) {}
  func unblock(_ frame: Frame) async throws(StoreFault) {}
  func reanalyse(_ analyse: @escaping @Sendable (StoredRecord, Set<Frame>) -> Findings) async throws(StoreFault) -> Int
  {
    0
  }
  func subjects(_ kind: Report.Kind, page: PageRequest) async throws(StoreFault) -> Page<SubjectRow> { Page(rows: []) }
  func reports(_ kind: Report.Kind, subject: String?, page: PageRequest) async throws(StoreFault) -> Page<StoredReport>
  {
    Page(rows: [])
  }
  func series(_ kind: Report.Kind, figure: String, days: Int, now: Int64) async throws(StoreFault) -> [SeriesRow] { [] }
  func devices(host: String?, page: PageRequest) async throws(StoreFault) -> Page<StoredSample> { Page(rows: []) }
  func purge(_ policy: PurgePolicy, now: Int64) async throws(StoreFault) -> PurgeResult {
    PurgeResult(records: 0, reports: 0, samples: 0)
  }
  func health() async -> StoreHealth { StoreHealth(place: "memory") }
  func close() async {}
}
