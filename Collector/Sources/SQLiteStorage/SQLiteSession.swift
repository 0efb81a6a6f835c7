import GRDB
import GRDBSQLite
import Storage

/// One transaction on an SQLite connection. GRDB keeps the connections and the statements; values go to SQLite and come
/// from it directly, for a record has many.
final class SQLiteSession: SQLSession {
  let dialect = SQLDialect.sqlite
  private let db: Database

  init(_ db: Database) { self.db = db }

  func rows(_ text: String, _ values: [SQLValue]) throws -> [SQLRow] {
    let statement = try statement(text, values.count)
    return try withExtendedLifetime(statement) { try Self.rows(statement, values) }
  }

  @discardableResult func run(_ text: String, _ values: [SQLValue]) throws -> Int {
    let statement = try statement(text, values.count)
    try withExtendedLifetime(statement) { _ = try Self.rows(statement, values) }
    return db.changesCount
  }

  @discardableResult func insert(_ insert: SQLInsert) throws -> [SQLRow] {
    let names = insert.columns.map(\.name).joined(separator: ", ")
    let marks = insert.columns.map { _ in "?" }.joined(separator: ",")
    let text = "INSERT INTO \(insert.table) (\(names)) VALUES (\(marks)) \(insert.clause)"
    let statement = try db.cachedStatement(sql: text)
    var found: [SQLRow] = []
    try withExtendedLifetime(statement) {
      for row in insert.rows { found += try Self.rows(statement, row) }
    }
    return found
  }

  func numbers(_ count: Int, of name: String) throws -> [Int64] {
    if count == 0 { return [] }
    let next = try rows(
      "INSERT INTO numbers (name, next) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET next = next + ? RETURNING next",
      [.text(name), .int(count + 1), .int(count)])
    guard let end = next.first?[0].number else { throw StoreFault.broken("no number for \(name)") }
    return Array((end - Int64(count))..<end)
  }

  /// Lists make ever new texts; those are not worth remembering.
  private func statement(_ text: String, _ values: Int) throws -> Statement {
    values > 40 ? try db.makeStatement(sql: text) : try db.cachedStatement(sql: text)
  }

  private static func rows(_ statement: Statement, _ values: [SQLValue]) throws -> [SQLRow] {
    let handle = statement.sqliteStatement
    // What is bound stays until the next time; a payload is not worth keeping so long.
    defer {
      sqlite3_reset(handle)
      sqlite3_clear_bindings(handle)
    }
    for (index, value) in values.enumerated() {
      guard bind(value, to: handle, Int32(index + 1)) == SQLITE_OK else { throw fault(handle) }
    }
    var found: [SQLRow] = []
    while true {
      switch sqlite3_step(handle) {
      case SQLITE_ROW: found.append((0..<sqlite3_column_count(handle)).map { column(handle, $0) })
      case SQLITE_DONE: return found
      default: throw fault(handle)
      }
    }
  }

  private static func fault(_ handle: OpaquePointer) -> DatabaseError {
    let connection = sqlite3_db_handle(handle)
    return DatabaseError(
      resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
      message: sqlite3_errmsg(connection).map { String(cString: $0) })
  }

  private static func bind(_ value: SQLValue, to handle: OpaquePointer, _ index: Int32) -> Int32 {
    // SQLite makes a copy: the value's memory is only borrowed.
    let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    switch value {
    case .null, .list: return sqlite3_bind_null(handle, index)
    case .int(let number): return sqlite3_bind_int64(handle, index, number)
    // Without an address it would be a null.
    case .text(""): return sqlite3_bind_text(handle, index, "", 0, copied)
    case .text(var text):
      return text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { bytes in
          sqlite3_bind_text(handle, index, bytes.baseAddress, Int32(clamping: bytes.count), copied)
        }
      }
    case .bytes(let bytes):
      return bytes.isEmpty
        ? sqlite3_bind_zeroblob(handle, index, 0)
        : bytes.withUnsafeBytes { sqlite3_bind_blob64(handle, index, $0.baseAddress, UInt64($0.count), copied) }
    }
  }

  private static func column(_ handle: OpaquePointer, _ index: Int32) -> SQLValue {
    switch sqlite3_column_type(handle, index) {
    case SQLITE_INTEGER: return .int(sqlite3_column_int64(handle, index))
    case SQLITE_FLOAT: return .int(Int64(exactly: sqlite3_column_double(handle, index).rounded()) ?? 0)
    case SQLITE_TEXT:
      guard let start = sqlite3_column_text(handle, index) else { return .text("") }
      let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, index)))
      return .text(String(decoding: bytes, as: UTF8.self))
    case SQLITE_BLOB:
      guard let start = sqlite3_column_blob(handle, index) else { return .bytes([]) }
      return .bytes(Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, index)))))
    default: return .null
    }
  }
}
