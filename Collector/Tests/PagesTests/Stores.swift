import CollectorTestSupport
import Storage
import Words

/// A new store of that kind with these arrivals, closed when `body` is done.
func withStore<Value>(
  _ kind: StoreKind, _ arrivals: [Arrival], _ body: (any Store) async throws -> Value
) async throws -> Value {
  try await kind.withStore { store in
    for start in stride(from: 0, to: arrivals.count, by: 200) {
      _ = try await store.keep(Array(arrivals[start..<min(start + 200, arrivals.count)]))
    }
    return try await body(store)
  }
}

/// A store of which every question ends in the same fault.
struct FaultyStore: Store {
  var fault: StoreFault

  func keep(_: [Arrival]) async throws(StoreFault) -> [Kept] { throw fault }
  func records(_: RecordFilter, page _: PageRequest) async throws(StoreFault) -> Page<StoredRecord> { throw fault }
  func record(_: Int64) async throws(StoreFault) -> StoredRecord? { throw fault }
  func each(_: RecordFilter, take _: @Sendable ([StoredRecord]) async throws -> Bool) async throws { throw fault }
  func counts(by _: [Storage.Dimension], _: CountFilter) async throws(StoreFault) -> [CountRow] { throw fault }
  func population(days _: Int?, now _: Int64) async throws(StoreFault) -> [PopulationRow] { throw fault }
  func machines(
    _: HardwareEvent, days _: Int, now _: Int64, limit _: Int
  ) async throws(StoreFault) -> MachineRanking { throw fault }
  func marks(_: Mark.Kind, days _: Int, now _: Int64, limit _: Int) async throws(StoreFault) -> [MarkCount] {
    throw fault
  }
  func guilties(_: GuiltyFilter) async throws(StoreFault) -> [GuiltyRow] { throw fault }
  func guilty(_: Int64) async throws(StoreFault) -> GuiltyDetail? { throw fault }
  func edit(guilty _: Int64, comment _: String?, hidden _: Bool?) async throws(StoreFault) { throw fault }
  func blocked() async throws(StoreFault) -> [Frame] { throw fault }
  func block(_: Frame) async throws(StoreFault) { throw fault }
  func unblock(_: Frame) async throws(StoreFault) { throw fault }
  func reanalyse(_: @escaping @Sendable (StoredRecord, Set<Frame>) -> Findings) async throws(StoreFault) -> Int {
    throw fault
  }
  func subjects(_: Report.Kind, page _: PageRequest) async throws(StoreFault) -> Page<SubjectRow> { throw fault }
  func reports(_: Report.Kind, subject _: String?, page _: PageRequest) async throws(StoreFault) -> Page<StoredReport> {
    throw fault
  }
  func report(_: Int64) async throws(StoreFault) -> StoredReport? { throw fault }
  func series(_: Report.Kind, figure _: String, days _: Int, now _: Int64) async throws(StoreFault) -> [SeriesRow] {
    throw fault
  }
  func devices(host _: String?, page _: PageRequest) async throws(StoreFault) -> Page<StoredSample> { throw fault }
  func values(_: String) async throws(StoreFault) -> [String: [UInt8]] { throw fault }
  func set(_: String, to _: [UInt8]?) async throws(StoreFault) { throw fault }
  func setOnce(_: String, to _: [UInt8]) async throws(StoreFault) -> [UInt8] { throw fault }
  func purge(_: PurgePolicy, now _: Int64) async throws(StoreFault) -> PurgeResult { throw fault }
  func health() async -> StoreHealth { StoreHealth(trouble: "out of reach", place: "nowhere") }
  func close() async {}
}
