import Storage

/// The store in a PostgreSQL database, which any number of collectors may share.
public typealias PostgresStore = SQLStore<PostgresEngine>

extension SQLStore where Engine == PostgresEngine {
  /// Connects, and brings the tables to this version; of several collectors that start at once one does it.
  ///
  /// The URL is as libpq has it, `postgresql://USER:PASSWORD@HOST/DATABASE` or `host=… dbname=…`; the connections are how many
  /// there are at most, 2 to 100.
  ///
  /// - Throws: `unavailable` where the server cannot be reached now; `broken` where the tables are newer than this program.
  public static func open(url: String, connections: Int = 6) async throws(StoreFault) -> PostgresStore {
    let engine = PostgresEngine(url: url, connections: connections)
    do throws(StoreFault) {
      try await engine.slowly { session in
        try PostgresEngine.check(session)
        // One at a time; the lock goes with the transaction.
        _ = try session.rows("SELECT 1 FROM pg_advisory_xact_lock(7103482)")
        try SQLSchema.migrate(session)
      }
    } catch {
      await engine.close()
      throw error
    }
    return PostgresStore(engine: engine)
  }
}
