import Words

/// A store in an SQL database: everything that is the same for SQLite and PostgreSQL, which is all but the talk with them.
public final class SQLStore<Engine: SQLEngine>: Store {
  public let engine: Engine
  let known = Known()
  let commits: GroupCommit

  /// For the engines' `open`: the tables are there.
  public init(engine: Engine) {
    self.engine = engine
    let known = self.known
    commits = GroupCommit(lanes: engine.writers, most: engine.batch) { arrivals throws(StoreFault) in
      try await Keeping.keep(arrivals, engine, known)
    }
  }

  public func keep(_ arrivals: [Arrival]) async throws(StoreFault) -> [Kept] {
    try await commits.keep(arrivals)
  }

  public func health() async -> StoreHealth {
    do throws(StoreFault) {
      let totals = try await engine.read { session in
        try session.rows("SELECT kind, CAST(sum(n) AS bigint) FROM totals GROUP BY kind")
      }
      let counts = Dictionary(totals.map { ($0[0].count, $0[1].count) }) { first, _ in first }
      return StoreHealth(
        records: counts[Kind.record.rawValue] ?? 0, reports: counts[Kind.report.rawValue] ?? 0,
        samples: counts[Kind.sample.rawValue] ?? 0, bytes: await engine.bytes(), place: engine.place)
    } catch {
      return StoreHealth(trouble: error.text, place: engine.place)
    }
  }

  public func close() async { await engine.close() }
}

/// What a number belongs to.
enum Kind: Int {
  case record, report, sample

  var table: String {
    switch self {
    case .record: "records"
    case .report: "reports"
    case .sample: "samples"
    }
  }
}

/// Microseconds of a day and of an hour.
enum Time {
  static let hour: Int64 = 3_600_000_000
  static let day: Int64 = 24 * hour

  /// Days since 1970.
  static func day(_ micros: Int64) -> Int64 { floor(micros, day) }
  static func hour(_ micros: Int64) -> Int64 { floor(micros, hour) }

  private static func floor(_ value: Int64, _ unit: Int64) -> Int64 {
    value / unit - (value % unit < 0 ? 1 : 0)
  }
}

extension StoreFault {
  /// What went wrong, without its kind.
  public var text: String {
    switch self {
    case .unavailable(let text), .full(let text), .tooSlow(let text), .broken(let text), .badPattern(let text): text
    }
  }
}
