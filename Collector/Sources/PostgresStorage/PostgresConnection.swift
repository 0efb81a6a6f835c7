import CPostgres
import Dispatch
import Glibc
import Storage
import Synchronization

/// One connection, used from its own queue only. Everything goes over prepared statements in the binary form, and in
/// libpq's pipeline mode: what nobody waits for is sent with what comes after it, so that a transaction takes as many
/// round trips as it has questions. What was refused is told by the question or the commit that follows.
final class PostgresConnection: SQLSession, @unchecked Sendable {
  let dialect = SQLDialect.postgres
  let queue: DispatchQueue
  private let url: String
  private var handle: OpaquePointer?
  /// Names of prepared statements by text and types.
  private var prepared: [String: String] = [:]
  private var statements = 0
  /// What was sent and not answered yet, in order: for what prepares a statement its key, else nil.
  private var pending: [String?] = []
  /// Whether something of the transaction may have been done.
  private var hasAnswered = false
  private let server: ServerState
  private var made = ContinuousClock.now
  private var patience = Patience.reading
  /// What others may know of it.
  private let line = Mutex(Line())

  private struct Line {
    /// -1 where there is no connection.
    var socket: Int32 = -1
    /// Since when an answer is waited for, and how long that may take.
    var waitsSince: ContinuousClock.Instant?
    var limit = Duration.zero
  }

  init(url: String, number: Int, server: ServerState) {
    self.url = url
    self.server = server
    queue = DispatchQueue(label: "postgres.\(number)")
  }

  deinit { PQfinish(handle) }

  func disconnect() {
    line.withLock { $0.socket = -1 }
    PQfinish(handle)
    handle = nil
    prepared = [:]
    pending = []
  }

  /// Connects where there is no connection, or none to be trusted, at most every so often.
  func connect() throws {
    hasAnswered = false
    if let handle, PQstatus(handle) == CONNECTION_OK, server.trusts(made) { return }
    disconnect()
    if let trouble = server.trouble { throw StoreFault.unavailable(trouble) }
    made = .now
    // What the URL says comes last and wins. A commit waits for the disk, also of a server that is set up not to: what is
    // answered as kept is kept.
    let options: [(String, String)] = [
      ("connect_timeout", "3"), ("tcp_user_timeout", "15000"), ("keepalives_idle", "20"), ("keepalives_interval", "5"),
      ("keepalives_count", "3"), ("application_name", "telemetry-collector"),
      ("options", "\(Patience.reading.options) -c synchronous_commit=on -c client_min_messages=error -c jit=off"),
      ("dbname", url),
      ("client_encoding", "UTF8"),
    ]
    let new = withStrings(options.map(\.0)) { keys in
      withStrings(options.map(\.1)) { values in PQconnectdbParams(keys, values, 1) }
    }
    guard PQstatus(new) == CONNECTION_OK else {
      let trouble = message(PQerrorMessage(new))
      PQfinish(new)
      server.refused(trouble)
      throw StoreFault.unavailable(trouble)
    }
    guard PQenterPipelineMode(new) == 1 else {
      PQfinish(new)
      throw StoreFault.broken("PostgreSQL: no pipeline mode")
    }
    server.connected()
    handle = new
    line.withLock { $0.socket = PQsocket(new) }
  }

  /// Runs what a transaction needs; meanwhile `isSilent`, `isOverdue` and `cut` look at how long its answers take.
  func busy<T>(_ patience: Patience, _ body: () -> T) -> T {
    self.patience = patience
    line.withLock { ($0.waitsSince, $0.limit) = (.now, patience.answer) }
    defer { line.withLock { $0.waitsSince = nil } }
    return body()
  }

  /// There was an answer: the time for the next begins.
  private func heard() {
    hasAnswered = true
    line.withLock { $0.waitsSince = .now }
  }

  /// Whether what was asked has had no answer for so long. From any queue.
  func isSilent(_ time: Duration) -> Bool { line.withLock { Self.isSilent($0, time) } }

  /// Whether it has had none for longer than anything may take. From any queue.
  var isOverdue: Bool { line.withLock { Self.isSilent($0, $0.limit) } }

  /// Ends a connection that is silent for so long, from any queue: who waits in libpq is told that it is lost.
  func cut(_ time: Duration) {
    line.withLock { line in
      if Self.isSilent(line, time) { shutdown(line.socket, Int32(SHUT_RDWR)) }
    }
  }

  private static func isSilent(_ line: Line, _ time: Duration) -> Bool {
    guard line.socket >= 0, let since = line.waitsSince else { return false }
    return since.duration(to: .now) >= time
  }

  // MARK: transactions

  /// Sent with the first question.
  func begin(_ text: String) throws {
    try send(text, Parameters())
    if patience == .service { try send(Patience.service.statement, Parameters()) }
  }

  func commit() throws {
    // From here on it may be done, whatever becomes of the answer.
    hasAnswered = true
    try send("COMMIT", Parameters())
    PQclear(try answer(isLast: true))
  }

  /// Where even this fails the connection is dead, and the server rolls back.
  func rollback() {
    // What was sent before may be refused only now, and takes the first with it.
    for _ in 0..<2 where handle != nil {
      do {
        try send("ROLLBACK", Parameters())
        PQclear(try answer(isLast: true))
        return
      } catch {}
    }
  }

  // MARK: SQLSession

  func rows(_ text: String, _ values: [SQLValue]) throws -> [SQLRow] {
    try send(text, Parameters(values))
    let result = try answer()
    defer { PQclear(result) }
    return Self.rows(result)
  }

  @discardableResult func run(_ text: String, _ values: [SQLValue]) throws -> Int {
    try send(text, Parameters(values))
    let result = try answer()
    defer { PQclear(result) }
    return Int(message(PQcmdTuples(result))) ?? 0
  }

  @discardableResult func insert(_ insert: SQLInsert) throws -> [SQLRow] {
    if insert.rows.isEmpty { return [] }
    let names = insert.columns.map(\.name).joined(separator: ", ")
    let text =
      "INSERT INTO \(insert.table) (\(names)) SELECT * FROM unnest(\(insert.columns.map { _ in "?" }.joined(separator: ","))) "
      + insert.clause
    try send(text, Parameters(columns: insert))
    guard insert.clause.contains("RETURNING") else { return [] }
    let result = try answer()
    defer { PQclear(result) }
    return Self.rows(result)
  }

  func numbers(_ count: Int, of name: String) throws -> [Int64] {
    try rows("SELECT nextval('numbers_\(name)') FROM generate_series(1, ?)", [.int(count)]).map { $0[0].number }
      .sorted()
  }

  // MARK: libpq

  private func send(_ text: String, _ parameters: Parameters) throws {
    guard let handle else { throw PostgresFault.lost("not connected", wasIdle: !hasAnswered) }
    // What is large takes its time on the way: a second more for each megabyte.
    let megabytes = parameters.size >> 20
    if megabytes > 0 { line.withLock { $0.limit += .seconds(megabytes) } }
    if parameters.count == 0 {
      // Commands that need no plan, and some that cannot have one.
      try sent(PQsendQueryParams(handle, text, 0, nil, nil, nil, nil, 1))
    } else {
      let name = try prepare(handle, text, parameters.types)
      try sent(
        parameters.withPointers { values, lengths, formats in
          PQsendQueryPrepared(handle, name, Int32(parameters.count), values, lengths, formats, 1)
        })
    }
    pending.append(nil)
  }

  private func prepare(_ handle: OpaquePointer, _ text: String, _ types: [Oid]) throws -> String {
    let key = text + types.map { " \($0)" }.joined()
    if let name = prepared[key] { return name }
    if prepared.count >= 500 {
      try sent(PQsendQueryParams(handle, "DEALLOCATE ALL", 0, nil, nil, nil, nil, 1))
      pending.append(nil)
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
    statements += 1
    let name = "s\(statements)"
    try sent(PQsendPrepare(handle, name, numbered, Int32(types.count), types))
    pending.append(key)
    prepared[key] = name
    return name
  }

  private func sent(_ result: Int32) throws {
    guard result != 1 else { return }
    throw PQstatus(handle) == CONNECTION_OK
      ? PostgresFault.fault(.broken("PostgreSQL: " + message(PQerrorMessage(handle)))) : lost()
  }

  /// Waits for all that was sent, and gives the last one's answer. `isLast`: nothing of the transaction follows.
  private func answer(isLast: Bool = false) throws -> OpaquePointer? {
    try sent(isLast ? PQpipelineSync(handle) : PQsendFlushRequest(handle))
    var last: OpaquePointer?
    while !pending.isEmpty {
      PQclear(last)
      last = nil
      let result = PQgetResult(handle)
      let status = PQresultStatus(result)
      guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK else {
        defer { PQclear(result) }
        throw fault(result, hasSynced: isLast)
      }
      heard()
      last = result
      pending.removeFirst()
      PQclear(PQgetResult(handle))
    }
    if isLast { PQclear(PQgetResult(handle)) }
    return last
  }

  /// What was refused; what was sent after it was passed over, so that the pipeline is empty then.
  private func fault(_ result: OpaquePointer?, hasSynced: Bool) -> PostgresFault {
    let fault = PostgresFault(
      state: message(PQresultErrorField(result, Int32(UInt8(ascii: "C")))),
      message: "PostgreSQL: " + message(PQresultErrorField(result, Int32(UInt8(ascii: "M")))))
    guard PQstatus(handle) == CONNECTION_OK, hasSynced || PQpipelineSync(handle) == 1 else { return lost() }
    for case let key? in pending { prepared[key] = nil }
    pending = []
    while PQstatus(handle) == CONNECTION_OK {
      let result = PQgetResult(handle)
      defer { PQclear(result) }
      if PQresultStatus(result) == PGRES_PIPELINE_SYNC { return fault }
    }
    return lost()
  }

  private func lost() -> PostgresFault {
    let text = message(PQerrorMessage(handle))
    let wasIdle = !hasAnswered
    disconnect()
    return .lost(text, wasIdle: wasIdle)
  }

  private static func rows(_ result: OpaquePointer?) -> [SQLRow] {
    let columns = PQnfields(result)
    let types = (0..<columns).map { PQftype(result, $0) }
    return (0..<PQntuples(result)).map { row in
      (0..<columns).map { column in
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else { return .null }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column)))
        return Parameters.value(bytes, types[Int(column)])
      }
    }
  }
}

/// libpq's words as one line, without its guesses.
func message(_ text: UnsafePointer<CChar>?) -> String {
  guard let text else { return "" }
  return String(cString: text).split(separator: "\n").filter { !$0.contains("Is the server running") }.map {
    $0.trimmingPrefix { $0 == " " || $0 == "\t" }
  }
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
