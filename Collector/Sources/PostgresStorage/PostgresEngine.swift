import CPostgres
import Foundation
import Storage
import Synchronization

/// A pool of connections, each with a thread's worth of queue of its own, so that no task waits in libpq.
public final class PostgresEngine: SQLEngine {
  public let dialect = SQLDialect.postgres
  public let writers: Int
  public let batch = 1000
  /// Few collectors meet on a lane, and those that do only wait for each other.
  public let lane = Int.random(in: 0..<16)
  public let place: String
  private let pool: ConnectionPool
  private let reading: Patience
  /// Months, counted from the year 0, for which there is room.
  private let months = Mutex<Set<Int>>([])

  init(url: String, connections: Int, reading: Patience = .reading) {
    self.reading = reading
    let connections = min(max(connections, 2), 100)
    // Two transactions at once: one is written while the other's commit waits for the disk. What they both count is
    // counted in one row, which the second waits for; more would only stand in line.
    writers = min(2, connections - 1)
    pool = ConnectionPool(url: url, size: connections)
    place = Self.place(url)
  }

  public func read<T: Sendable>(
    _ body: @escaping @Sendable (any SQLSession) throws -> T
  ) async throws(StoreFault) -> T {
    try await pool.use(reading) { connection in
      try Self.transaction(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", body)
    }
  }

  public func write<T: Sendable>(
    _ body: @escaping @Sendable (any SQLSession) throws -> T
  ) async throws(StoreFault) -> T { try await write(.keeping, body) }

  public func slowly<T: Sendable>(
    _ body: @escaping @Sendable (any SQLSession) throws -> T
  ) async throws(StoreFault) -> T { try await write(.service, body) }

  private func write<T: Sendable>(
    _ patience: Patience, _ body: @escaping @Sendable (any SQLSession) throws -> T
  ) async throws(StoreFault) -> T {
    try await pool.use(patience) { connection in
      do {
        return try Self.transaction(connection, "BEGIN", body)
      } catch PostgresFault.noRoom(let text) {
        self.forgetMonths()
        throw PostgresFault.noRoom(text)
      }
    }
  }

  private static func transaction<T>(
    _ connection: PostgresConnection, _ begin: String, _ body: (any SQLSession) throws -> T
  ) throws -> T {
    try connection.begin(begin)
    do {
      let result = try body(connection)
      try connection.commit()
      return result
    } catch {
      connection.rollback()
      throw error
    }
  }

  public func bytes() async -> Int64? {
    try? await read { session in
      try session.rows("SELECT pg_database_size(current_database())").first?[0].optionalNumber
    }
  }

  public func close() async { pool.close() }

  /// Text is text only in a database that knows its encoding.
  static func check(_ session: any SQLSession) throws {
    let encoding = try session.rows("SELECT current_setting('server_encoding')").first?[0].string ?? ""
    guard encoding == "UTF8" else {
      throw StoreFault.broken("the database's encoding is \(encoding): make it with ENCODING 'UTF8'")
    }
  }

  /// The place without what is secret.
  static func place(_ url: String) -> String {
    var error: UnsafeMutablePointer<CChar>?
    guard let options = PQconninfoParse(url, &error) else {
      PQfreemem(error)
      return "PostgreSQL"
    }
    defer { PQconninfoFree(options) }
    var values: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
      option += 1
    }
    let port = values["port"].map { ":\($0)" } ?? ""
    return "PostgreSQL \(values["host"] ?? "local")\(port)/\(values["dbname"] ?? "")"
  }

  // MARK: months

  public func prepare(received: [Int64]) async throws(StoreFault) {
    let wanted = Set(received.map { Month($0).number })
    let missing = months.withLock { wanted.subtracting($0) }
    if missing.isEmpty { return }
    // The next month too, so that at its first midnight nobody waits.
    let all = missing.flatMap { [$0, $0 + 1] }.sorted()
    try await write { session in
      _ = try session.rows("SELECT 1 FROM pg_advisory_xact_lock(7103483)")
      for month in Set(all).sorted() {
        let month = Month(number: month)
        if try !session.rows("SELECT 1 FROM pg_class WHERE oid = to_regclass(?)", [.text(month.table)]).isEmpty {
          continue
        }
        try session.run(
          "CREATE TABLE \(month.table) PARTITION OF records FOR VALUES FROM (\(month.start)) TO (\(month.end))")
      }
    }
    months.withLock { $0.formUnion(all) }
  }

  /// Forgets which months there are: another collector has dropped one.
  func forgetMonths() { months.withLock { $0.removeAll() } }

  public func drop(before: Int64) async throws(StoreFault) -> Int {
    let tables = try await read { session in
      try session.rows("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'records'::regclass")
    }
    var dropped = 0
    let lane = self.lane
    for name in tables.map({ $0[0].string }).sorted() {
      guard let month = Month(table: name), month.end <= before else { continue }
      forgetMonths()
      let gone = try await slowly { session in
        _ = try session.rows("SELECT 1 FROM pg_advisory_xact_lock(7103483)")
        guard try !session.rows("SELECT 1 FROM pg_class WHERE oid = to_regclass(?)", [.text(name)]).isEmpty else {
          return 0
        }
        try session.run("LOCK TABLE \(name) IN ACCESS EXCLUSIVE MODE")
        let count = try session.rows("SELECT count(*) FROM \(name)").first?[0].count ?? 0
        try session.run("DROP TABLE \(name)")
        try session.run(
          "INSERT INTO totals (kind, lane, n) VALUES (0, ?, ?) ON CONFLICT (kind, lane) DO UPDATE SET n = totals.n + excluded.n",
          [.int(lane), .int(-count)])
        return count
      }
      dropped += gone
      try await forget(month)
    }
    return dropped
  }

  /// Deletes the identities of a month that went. Until then a repeat is answered as one.
  private func forget(_ month: Month) async throws(StoreFault) {
    var gone: Int
    repeat {
      gone = try await slowly { session in
        try session.run(
          """
          DELETE FROM identity WHERE hash IN (SELECT hash FROM identity
            WHERE kind = 0 AND received >= ? AND received < ? LIMIT 10000)
          """, [.int(month.start), .int(month.end)])
      }
    } while gone > 0
  }
}
