import Foundation
import GRDB
import Storage

/// GRDB's pool of connections to one file in WAL mode.
public final class SQLiteEngine: SQLEngine {
  private let pool: DatabasePool
  private let path: String
  public let dialect = SQLDialect.sqlite
  public let writers = 1
  /// Many, for the pages of the indexes are written once in a transaction, however many of its rows are on them.
  public let batch = 4000
  public let lane = 0

  init(path: String) throws(StoreFault) {
    self.path = path
    var configuration = Configuration()
    configuration.maximumReaderCount = 4
    configuration.busyMode = .timeout(10)
    configuration.prepareDatabase { db in
      // What is read again and again lies in the system's cache, which is not this process's memory; each connection's
      // own need not be large.
      try db.execute(sql: "PRAGMA cache_size = -8000")
      // A page that is changed again and again goes from the log to its place less often.
      try db.execute(sql: "PRAGMA wal_autocheckpoint = 12000")
    }
    do {
      pool = try DatabasePool(path: path, configuration: configuration)
      // An answer is given when a record is on the disk, not when it is about to be. Said to the connection that writes
      // and not before: GRDB sets NORMAL, with which a commit waits for no disk, when it opens a file.
      try pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
    } catch {
      throw Self.fault(error, path)
    }
  }

  public var place: String { "SQLite \(path)" }

  public func read<T: Sendable>(
    _ body: @escaping @Sendable (any SQLSession) throws -> T
  ) async throws(StoreFault) -> T {
    do {
      return try await pool.read { db in try body(SQLiteSession(db)) }
    } catch {
      throw Self.fault(error, path)
    }
  }

  public func write<T: Sendable>(
    _ body: @escaping @Sendable (any SQLSession) throws -> T
  ) async throws(StoreFault) -> T {
    do {
      return try await pool.write { db in try body(SQLiteSession(db)) }
    } catch {
      throw Self.fault(error, path)
    }
  }

  public func prepare(received: [Int64]) async throws(StoreFault) {}
  public func drop(before: Int64) async throws(StoreFault) -> Int { 0 }

  public func bytes() async -> Int64? {
    try? await pool.read { db in
      try Int64.fetchOne(db, sql: "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
    }
  }

  public func close() async {
    // The connections end with a reader's, which may not bring what is in the log to its place.
    _ = try? await pool.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
    try? pool.close()
  }

  func backup(to path: String) async throws(StoreFault) {
    let part = path + ".part"
    do {
      try? FileManager.default.removeItem(atPath: part)
      let copy = try DatabaseQueue(path: part)
      try pool.backup(to: copy)
      // One file, whole without its log.
      try await copy.writeWithoutTransaction { db in
        _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
      }
      try copy.close()
      let handle = try FileHandle(forUpdating: URL(fileURLWithPath: part))
      try handle.synchronize()
      try handle.close()
      guard rename(part, path) == 0 else {
        throw StoreFault.unavailable("\(path): \(String(cString: strerror(errno)))")
      }
      // Its name, too, is on the disk when this returns.
      try FileHandle(forReadingFrom: URL(fileURLWithPath: path).deletingLastPathComponent()).synchronize()
    } catch {
      try? FileManager.default.removeItem(atPath: part)
      throw Self.fault(error, path)
    }
  }

  static func fault(_ error: any Error, _ path: String) -> StoreFault {
    if let fault = error as? StoreFault { return fault }
    if error is CancellationError { return .unavailable("\(path): the question was withdrawn") }
    guard let error = error as? DatabaseError else { return .broken("\(path): \(error)") }
    let text = "\(path): \(error.message ?? "SQLite error \(error.resultCode.rawValue)")"
    return switch error.resultCode {
    case .SQLITE_FULL: .full(text)
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_CANTOPEN, .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_MISUSE,
      .SQLITE_NOMEM:
      .unavailable(text)
    case .SQLITE_INTERRUPT, .SQLITE_ABORT: .tooSlow(text)
    default: .broken(text)
    }
  }
}
