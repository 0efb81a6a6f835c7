import Words

/// A store as one tenant sees it: its records, and what is counted of them. What is kept without a tenant (reports,
/// samples, who is a machine of the population, marks) is not there, and nothing can be changed.
public struct TenantStore: Store {
  private let store: any Store
  private let tenant: String

  public init(_ store: any Store, tenant: String) {
    self.store = store
    self.tenant = tenant
  }

  private func own(_ filter: RecordFilter) -> RecordFilter? {
    guard filter.tenant == nil || filter.tenant == tenant else { return nil }
    var own = filter
    own.tenant = tenant
    return own
  }

  public func records(
    _ filter: RecordFilter, page: PageRequest
  ) async throws(StoreFault) -> Page<StoredRecord> {
    guard let own = own(filter) else { return Page(rows: []) }
    return try await store.records(own, page: page)
  }

  public func record(_ id: Int64) async throws(StoreFault) -> StoredRecord? {
    guard let row = try await store.record(id), row.record.tenant == tenant else { return nil }
    return row
  }

  public func each(
    _ filter: RecordFilter, take: @Sendable ([StoredRecord]) async throws -> Bool
  ) async throws {
    if let own = own(filter) { try await store.each(own, take: take) }
  }

  public func counts(by dimensions: [Dimension], _ filter: CountFilter) async throws(StoreFault) -> [CountRow] {
    guard filter.tenant == nil || filter.tenant == tenant else { return [] }
    var own = filter
    own.tenant = tenant
    return try await store.counts(by: dimensions, own)
  }

  public func guilties(_ filter: GuiltyFilter) async throws(StoreFault) -> [GuiltyRow] {
    var own = filter
    own.tenant = tenant
    return try await store.guilties(own)
  }

  /// Of its newest thousand records: counts over all tenants say nothing of one.
  public func guilty(_ id: Int64) async throws(StoreFault) -> GuiltyDetail? {
    var filter = RecordFilter()
    filter.guilty = id
    let rows = try await records(filter, page: PageRequest(limit: 1000)).rows
    guard !rows.isEmpty, let found = try await store.guilty(id) else { return nil }
    var row = found.row
    row.count = rows.count
    row.builds = Self.counted(rows.map { [$0.record.build] })
    return GuiltyDetail(row: row, machines: Self.counted(rows.map { [$0.record.build, $0.record.machineID] }))
  }

  private static func counted(_ values: [[String]]) -> [CountRow] {
    Dictionary(grouping: values, by: { $0 }).map { CountRow(values: $0.key, count: $0.value.count) }
      .sorted { $0.count == $1.count ? $0.values.lexicographicallyPrecedes($1.values) : $0.count > $1.count }
  }

  public func health() async -> StoreHealth {
    let health = await store.health()
    return StoreHealth(trouble: health.trouble, place: "")
  }

  // Kept without a tenant.
  public func population(days: Int?, now: Int64) async throws(StoreFault) -> [PopulationRow] { [] }
  public func machines(
    _ event: HardwareEvent, days: Int, now: Int64, limit: Int
  ) async throws(StoreFault) -> MachineRanking { MachineRanking() }
  public func marks(_ kind: Mark.Kind, days: Int, now: Int64, limit: Int) async throws(StoreFault) -> [MarkCount] { [] }
  public func blocked() async throws(StoreFault) -> [Frame] { [] }
  public func subjects(_ kind: Report.Kind, page: PageRequest) async throws(StoreFault) -> Page<SubjectRow> {
    Page(rows: [])
  }
  public func reports(
    _ kind: Report.Kind, subject: String?, page: PageRequest
  ) async throws(StoreFault) -> Page<StoredReport> { Page(rows: []) }
  public func report(_ id: Int64) async throws(StoreFault) -> StoredReport? { nil }
  public func series(
    _ kind: Report.Kind, figure: String, days: Int, now: Int64
  ) async throws(StoreFault) -> [SeriesRow] { [] }
  public func devices(host: String?, page: PageRequest) async throws(StoreFault) -> Page<StoredSample> {
    Page(rows: [])
  }
  public func values(_ prefix: String) async throws(StoreFault) -> [String: [UInt8]] { [:] }

  // Of all tenants, so not to be changed by one.
  private static let refusal = StoreFault.badPattern("a reader bound to one tenant changes nothing")
  public func keep(_ arrivals: [Arrival]) async throws(StoreFault) -> [Kept] { throw Self.refusal }
  public func edit(guilty id: Int64, comment: String?, hidden: Bool?) async throws(StoreFault) { throw Self.refusal }
  public func block(_ frame: Frame) async throws(StoreFault) { throw Self.refusal }
  public func unblock(_ frame: Frame) async throws(StoreFault) { throw Self.refusal }
  public func reanalyse(
    _ analyse: @escaping @Sendable (StoredRecord, Set<Frame>) -> Findings
  ) async throws(StoreFault) -> Int { throw Self.refusal }
  public func set(_ name: String, to value: [UInt8]?) async throws(StoreFault) { throw Self.refusal }
  public func setOnce(_ name: String, to value: [UInt8]) async throws(StoreFault) -> [UInt8] { throw Self.refusal }
  public func purge(_ policy: PurgePolicy, now: Int64) async throws(StoreFault) -> PurgeResult { throw Self.refusal }
  public func close() async {}
}
