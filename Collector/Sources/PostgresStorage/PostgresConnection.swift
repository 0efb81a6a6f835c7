import CPostgres
import Dispatch
import Glibc
import Storage
import Synchronization

/// One connection, used from its own queue only. Everything goes over prepared statements in the binary form.
final class PostgresConnection: SQLSession, @unchecked Sendable {
  let dialect = SQLDialect.postgres
  let queue: DispatchQueue
  private let url: String
  private var handle: OpaquePointer?
  /// Names of prepared statements by text and types.
  private var prepared: [String: String] = [:]
  private var hasAnswered = false
  /// When a connection may be tried for again, and how long the wait after that is.
  private var nextTry = ContinuousClock.now
  private var pause = Duration.milliseconds(50)
  private var lastTrouble = ""
  /// What others may know of it.
  private let line = Mutex(Line())

  private struct Line {
    /// -1 where there is no connection.
    var socket: Int32 = -1
    /// Since when it is lent out and asked.
    var busySince: ContinuousClock.Instant?
  }

  init(url: String, number: Int) {
    self.url = url
    queue = DispatchQueue(label: "postgres.\(number)")
  }

  deinit { PQfinish(handle) }

  func disconnect() {
    line.withLock { $0.socket = -1 }
    PQfinish(handle)
    handle = nil
    prepared = [:]
  }

  /// Connects where there is no connection, at most every so often.
  func connect() throws {
    hasAnswered = false
    if let handle, PQstatus(handle) == CONNECTION_OK { return }
    disconnect()
    guard ContinuousClock.now >= nextTry else { throw StoreFault.unavailable(lastTrouble) }
    // What the URL says comes last and wins.
    let options: [(String, String)] = [
      ("connect_timeout", "3"), ("tcp_user_timeout", "15000"), ("application_name", "telemetry-collector"),
      ("options", "-c statement_timeout=60000 -c lock_timeout=20000 -c client_min_messages=error -c jit=off"),
      ("dbname", url),
      ("client_encoding", "UTF8"),
    ]
    let new = withStrings(options.map(\.0)) { keys in
      withStrings(options.map(\.1)) { values in PQconnectdbParams(keys, values, 1) }
    }
    guard PQstatus(new) == CONNECTION_OK else {
      lastTrouble = message(PQerrorMessage(new))
      PQfinish(new)
      nextTry = .now + pause
      pause = min(pause * 2, .seconds(1))
      throw StoreFault.unavailable(lastTrouble)
    }
    pause = .milliseconds(50)
    handle = new
    line.withLock { $0.socket = PQsocket(new) }
  }

  /// Runs what a transaction needs; meanwhile `isSilent` and `cut` look at how long it takes.
  func busy<T>(_ body: () -> T) -> T {
    line.withLock { $0.busySince = .now }
    defer { line.withLock { $0.busySince = nil } }
    return body()
  }

  /// Whether what was asked has had no end for so long. From any queue.
  func isSilent(_ time: Duration) -> Bool { line.withLock { Self.isSilent($0, time) } }

  /// Ends a connection that is silent for so long, from any queue: who waits in libpq is told that it is lost.
  func cut(_ time: Duration) {
    line.withLock { line in
      if Self.isSilent(line, time) { shutdown(line.socket, Int32(SHUT_RDWR)) }
    }
  }

  private static func isSilent(_ line: Line, _ time: Duration) -> Bool {
    guard line.socket >= 0, let since = line.busySince else { return false }
    return since.duration(to: .now) >= time
  }

  // MARK: SQLSession

  func rows(_ text: String, _ values: [SQLValue]) throws -> [SQLRow] {
    let result = try execute(text, values.map(Parameter.init))
    defer { PQclear(result) }
    return Self.rows(result)
  }

  @discardableResult func run(_ text: String, _ values: [SQLValue]) throws -> Int {
    let result = try execute(text, values.map(Parameter.init))
    defer { PQclear(result) }
    return Int(message(PQcmdTuples(result))) ?? 0
  }

  @discardableResult func insert(_ insert: SQLInsert) throws -> [SQLRow] {
    if insert.rows.isEmpty { return [] }
    let names = insert.columns.map(\.name).joined(separator: ", ")
    let text =
      "INSERT INTO \(insert.table) (\(names)) SELECT * FROM unnest(\(insert.columns.map { _ in "?" }.joined(separator: ","))) "
      + insert.clause
    let columns = insert.columns.enumerated().map { index, column in
      Parameter(.list(insert.rows.map { $0[index] }, column.type))
    }
    let result = try execute(text, columns)
    defer { PQclear(result) }
    return Self.rows(result)
  }

  func numbers(_ count: Int, of name: String) throws -> [Int64] {
    try rows("SELECT nextval('numbers_\(name)') FROM generate_series(1, ?)", [.int(count)]).map { $0[0].number }
      .sorted()
  }

  // MARK: libpq

  private func execute(_ text: String, _ parameters: [Parameter]) throws -> OpaquePointer? {
    guard let handle else { throw PostgresFault.lost("not connected", wasIdle: !hasAnswered) }
    if parameters.isEmpty {
      // Commands that need no plan, and some that cannot have one.
      return try checked(PQexecParams(handle, text, 0, nil, nil, nil, nil, 1))
    }
    let name = try prepare(handle, text, parameters.map(\.type))
    let buffers = parameters.map(\.bytes)
    let lengths = buffers.map { Int32(clamping: $0?.count ?? 0) }
    let formats = [Int32](repeating: 1, count: buffers.count)
    return try checked(
      withBuffers(buffers) { values in
        PQexecPrepared(handle, name, Int32(buffers.count), values, lengths, formats, 1)
      })
  }

  private func prepare(_ handle: OpaquePointer, _ text: String, _ types: [Oid]) throws -> String {
    let key = text + types.map { " \($0)" }.joined()
    if let name = prepared[key] { return name }
    if prepared.count >= 500 {
      PQclear(try checked(PQexec(handle, "DEALLOCATE ALL")))
      prepared = [:]
    }
    var numbered = ""
    var number = 0
    for character in text {
      if character == "?" {
        number += 1
        numbered += "$\(number)"
      } else {
        numbered.append(character)
      }
    }
    let name = "s\(prepared.count)"
    PQclear(try checked(PQprepare(handle, name, numbered, Int32(types.count), types)))
    prepared[key] = name
    return name
  }

  private func checked(_ result: OpaquePointer?) throws -> OpaquePointer? {
    let status = PQresultStatus(result)
    if status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK {
      hasAnswered = true
      return result
    }
    defer { PQclear(result) }
    if PQstatus(handle) != CONNECTION_OK {
      let text = message(PQerrorMessage(handle))
      let wasIdle = !hasAnswered
      disconnect()
      throw PostgresFault.lost(text, wasIdle: wasIdle)
    }
    throw PostgresFault(
      state: message(PQresultErrorField(result, Int32(UInt8(ascii: "C")))),
      message: "PostgreSQL: " + message(PQresultErrorField(result, Int32(UInt8(ascii: "M")))))
  }

  private static func rows(_ result: OpaquePointer?) -> [SQLRow] {
    let columns = PQnfields(result)
    let types = (0..<columns).map { PQftype(result, $0) }
    return (0..<PQntuples(result)).map { row in
      (0..<columns).map { column in
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else { return .null }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column)))
        return Parameter.value(bytes, types[Int(column)])
      }
    }
  }
}

/// libpq's words as one line.
private func message(_ text: UnsafePointer<CChar>?) -> String {
  guard let text else { return "" }
  return String(cString: text).split(separator: "\n").map { $0.trimmingPrefix { $0 == " " || $0 == "\t" } }
    .joined(separator: " ")
}

func withStrings<T>(
  _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> T
) -> T {
  let copies = strings.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  let pointers = copies.map { UnsafePointer($0) } + [nil]
  return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
}

/// Pointers to all buffers at once, nil for those that are null.
private func withBuffers<T>(
  _ buffers: [[UInt8]?], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> T
) -> T {
  var all: [UInt8] = []
  var offsets: [Int?] = []
  for buffer in buffers {
    offsets.append(buffer == nil ? nil : all.count)
    all += buffer ?? []
    all.append(0)
  }
  return all.withUnsafeBytes { bytes in
    let base = bytes.baseAddress
    let pointers = offsets.map { offset in
      offset.flatMap { offset in base.map { ($0 + offset).assumingMemoryBound(to: CChar.self) } }
    }
    return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
  }
}
