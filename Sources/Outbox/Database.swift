import CSQLite
import Glibc

/// One connection to one SQLite file: statements, transactions, faults. It knows nothing of records.
///
/// Confined to the thread that opened it (`SQLITE_OPEN_NOMUTEX`).
final class Database {
  let path: String
  private let handle: OpaquePointer
  private var prepared: [String: Statement] = [:]

  /// Milliseconds a statement waits for another process's transaction.
  static let patience: Int32 = 5000

  /// Page cache of a connection. Large batches do with it, because the ids of one batch are neighbours; see
  /// `RecordIDs`.
  static let cacheKibibytes = 1024

  /// Opens an existing file. It is not read yet, so a damaged file shows with the first statement.
  init(path: String, writable: Bool) throws(OutboxFault) {
    var opened: OpaquePointer?
    let access = writable ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY
    let code = sqlite3_open_v2(path, &opened, access | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let opened else {
      let detail = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      sqlite3_close_v2(opened)
      throw OutboxFault(code: code, detail: detail, path: path)
    }
    self.path = path
    self.handle = opened
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_handler(handle, { _, count in Database.wait(count) }, nil)
  }

  deinit {
    for statement in prepared.values { statement.finalize() }
    sqlite3_close_v2(handle)
  }

  /// The fault that SQLite reports for `code` now.
  func fault(_ code: Int32) -> OutboxFault {
    OutboxFault(code: code, detail: String(cString: sqlite3_errmsg(handle)), path: path)
  }

  /// Runs a script of statements without arguments and without rows.
  func execute(_ script: String) throws(OutboxFault) {
    let code = sqlite3_exec(handle, script, nil, nil, nil)
    guard code == SQLITE_OK else { throw fault(code) }
  }

  /// The statement for this text, prepared once a connection, with the values bound and ready for its first step.
  func statement(_ text: String, _ values: [Value] = []) throws(OutboxFault) -> Statement {
    if let known = prepared[text] {
      try known.bind(values)
      return known
    }
    var compiled: OpaquePointer?
    let code = sqlite3_prepare_v3(handle, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &compiled, nil)
    guard code == SQLITE_OK, let compiled else { throw fault(code) }
    let statement = Statement(compiled, of: self)
    prepared[text] = statement
    try statement.bind(values)
    return statement
  }

  /// Runs one statement to its end.
  /// - Returns: the number of rows it inserted, changed or deleted itself; rows of triggers do not count.
  @discardableResult
  func run(_ text: String, _ values: [Value] = []) throws(OutboxFault) -> Int {
    let statement = try statement(text, values)
    defer { statement.reset() }
    while try statement.step() {}
    return changes
  }

  /// Rows that the latest statement inserted, changed or deleted itself.
  var changes: Int { Int(sqlite3_changes(handle)) }

  /// Hands each row to `body` until it returns false. The row is valid only inside `body`.
  func each(_ text: String, _ values: [Value] = [], _ body: (Statement) throws(OutboxFault) -> Bool) throws(OutboxFault)
  {
    let statement = try statement(text, values)
    defer { statement.reset() }
    while try statement.step() {
      guard try body(statement) else { return }
    }
  }

  /// All rows as values.
  func rows<Result>(
    _ text: String, _ values: [Value] = [], _ body: (Statement) -> Result
  ) throws(OutboxFault) -> [Result] {
    var results: [Result] = []
    try each(text, values) { row throws(OutboxFault) in
      results.append(body(row))
      return true
    }
    return results
  }

  /// The first row as a value, nil when there is none.
  func first<Result>(
    _ text: String, _ values: [Value] = [], _ body: (Statement) -> Result
  ) throws(OutboxFault) -> Result? {
    let statement = try statement(text, values)
    defer { statement.reset() }
    return try statement.step() ? body(statement) : nil
  }

  /// The first column of the first row, 0 when there is none.
  func number(_ text: String, _ values: [Value] = []) throws(OutboxFault) -> Int64 {
    try first(text, values) { $0.number(0) } ?? 0
  }

  /// The row id of the latest insert of this connection.
  var lastInserted: Int64 { sqlite3_last_insert_rowid(handle) }

  /// All of `body` or nothing of it. The write lock is taken at once, so that a transaction that has read never
  /// finds out at its first write that it must be given up.
  /// Waits for another process's transaction, which takes a millisecond or so; SQLite's own pauses would let one of two
  /// busy writers starve.
  /// - Returns: 0 when patience has ended.
  private static func wait(_ count: Int32) -> Int32 {
    let (short, middle): (Int32, Int32) = (50, 500)
    // Together: 5 ms in steps of 0.1, then 0.45 s in steps of 1, then steps of 5.
    switch count {
    case ..<short: usleep(100)
    case ..<middle: usleep(1000)
    case ..<(middle + (patience - 455) / 5): usleep(5000)
    default: return 0
    }
    return 1
  }

  func transaction<Result>(_ body: () throws(OutboxFault) -> Result) throws(OutboxFault) -> Result {
    try run("BEGIN IMMEDIATE")
    do throws(OutboxFault) {
      let result = try body()
      try run("COMMIT")
      return result
    } catch {
      // SQLite has rolled back by itself after some errors (a full disk); then there is nothing to undo.
      if sqlite3_get_autocommit(handle) == 0 { _ = try? run("ROLLBACK") }
      throw error
    }
  }

  /// Several reads that see one state of the file, while writers go on.
  func snapshot<Result>(_ body: () throws(OutboxFault) -> Result) throws(OutboxFault) -> Result {
    try run("BEGIN")
    defer { if sqlite3_get_autocommit(handle) == 0 { _ = try? run("COMMIT") } }
    return try body()
  }
}

/// A value of a statement's argument.
enum Value {
  case text(String)
  case number(Int64)
  case bytes([UInt8])

  static func number(_ value: Int) -> Value { .number(Int64(value)) }
}
