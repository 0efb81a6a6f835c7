import Words

/// Where what arrives is kept, and asked for. Two things are behind it: an SQLite file, and PostgreSQL shared by any
/// number of collectors. Everything that a page needs is answered from indexes or from counts that are kept as things
/// arrive, so that ten million records make no page slow.
public protocol Store: Sendable {
  /// Keeps all or nothing, and returns when it is durable: one `Kept` for each arrival, in their order.
  func keep(_ arrivals: [Arrival]) async throws(StoreFault) -> [Kept]

  // Records
  func records(_ filter: RecordFilter, page: PageRequest) async throws(StoreFault) -> Page<StoredRecord>
  func record(_ id: Int64) async throws(StoreFault) -> StoredRecord?
  /// Every record the filter lets through, newest first, in pieces of at most a few hundred, without holding them all;
  /// stops when `take` returns false.
  func each(_ filter: RecordFilter, take: @Sendable ([StoredRecord]) async throws -> Bool) async throws
  /// How many there are by the given dimensions, from counts kept per day.
  func counts(by dimensions: [Dimension], _ filter: CountFilter) async throws(StoreFault) -> [CountRow]
  /// Distinct machines per build that sent a heartbeat in the last `days` (nil: ever).
  func population(days: Int?, now: Int64) async throws(StoreFault) -> [PopulationRow]
  /// Which machines had most of an event in the last days, whole ones, today's among them.
  func machines(_ event: HardwareEvent, days: Int, now: Int64, limit: Int) async throws(StoreFault) -> MachineRanking
  /// How often each value of a mark came, most frequent first.
  func marks(_ kind: Mark.Kind, days: Int, now: Int64, limit: Int) async throws(StoreFault) -> [MarkCount]

  // Crashes
  func guilties(_ filter: GuiltyFilter) async throws(StoreFault) -> [GuiltyRow]
  /// Nil where there is no such number. Its records are asked for with `RecordFilter.guilty`.
  func guilty(_ id: Int64) async throws(StoreFault) -> GuiltyDetail?
  /// A comment of at most 80 characters, and whether it is left out of the lists; nil leaves what is.
  func edit(guilty id: Int64, comment: String?, hidden: Bool?) async throws(StoreFault)
  func blocked() async throws(StoreFault) -> [Frame]
  func block(_ frame: Frame) async throws(StoreFault)
  func unblock(_ frame: Frame) async throws(StoreFault)
  /// Runs the analysis again over what is kept (all crash classes), and says how many records have another guilty now.
  func reanalyse(_ analyse: @escaping @Sendable (StoredRecord, Set<Frame>) -> Findings) async throws(StoreFault) -> Int

  // Reports
  func subjects(_ kind: Report.Kind, page: PageRequest) async throws(StoreFault) -> Page<SubjectRow>
  func reports(_ kind: Report.Kind, subject: String?, page: PageRequest) async throws(StoreFault) -> Page<StoredReport>
  func report(_ id: Int64) async throws(StoreFault) -> StoredReport?
  /// For each of the last `days` days and each value of the summary's figure: how many subjects had it last that day.
  func series(_ kind: Report.Kind, figure: String, days: Int, now: Int64) async throws(StoreFault) -> [SeriesRow]
  func devices(host: String?, page: PageRequest) async throws(StoreFault) -> Page<StoredSample>

  // Small things all collectors on one store share: users, tokens, the key receipts are signed with
  /// Names that begin so, with their values.
  func values(_ prefix: String) async throws(StoreFault) -> [String: [UInt8]]
  /// Sets it, or removes it with nil.
  func set(_ name: String, to value: [UInt8]?) async throws(StoreFault)
  /// Sets it where there is none, and says what it is then: of several collectors that try at once, one wins.
  func setOnce(_ name: String, to value: [UInt8]) async throws(StoreFault) -> [UInt8]

  // Service
  /// Deletes what is older than the policy says, in short steps; how many things went.
  func purge(_ policy: PurgePolicy, now: Int64) async throws(StoreFault) -> PurgeResult
  /// When the last thing came in before that time, microseconds since 1970; nil: nothing did.
  func last(before time: Int64) async throws(StoreFault) -> Int64?
  /// How the store is, cheap enough to ask every few seconds.
  func health() async -> StoreHealth
  func close() async
}

extension Store {
  /// For stores nothing is purged from.
  public func last(before time: Int64) async throws(StoreFault) -> Int64? { nil }
}

/// What can go wrong with a store.
public enum StoreFault: Error, Sendable, Equatable {
  /// Not reachable now; what was asked may be tried again. Nothing of it was kept.
  case unavailable(String)
  /// The disk is full.
  case full(String)
  /// The answer took longer than it may.
  case tooSlow(String)
  /// The store itself is not as it should be: a schema newer than this program, a damaged file.
  case broken(String)
  /// The question has a pattern or a cursor that cannot be read; what is wrong with it. No fault of the store's.
  case badPattern(String)
}
