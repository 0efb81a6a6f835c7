import Foundation
import Storage
import Words

/// How far an import is.
public struct ImportProgress: Sendable, Equatable {
  /// Records read from the old database so far, of how many.
  public var read: Int
  public var total: Int
  /// Records that had been there before.
  public var repeated: Int
  /// Rows that no record can be made of, by their numbers there; at most 100.
  public var skipped: [Int64]

  public init(read: Int = 0, total: Int = 0, repeated: Int = 0, skipped: [Int64] = []) {
    self.read = read
    self.total = total
    self.repeated = repeated
    self.skipped = skipped
  }
}

/// Copies a telemetrics-backend database: its records, guilties with comments and what is hidden, and the list of those that are
/// never guilty. It may be stopped and run again, and run while the old collector still receives: what was copied is
/// recognised by the old record's number and contents.
///
/// - Throws: `StoreFault`, of either database.
public func importTelemetrics(
  from url: String, tenant: String = "6907c830-eed9-4ce9-81ae-76daf8d88f0f", into store: any Store,
  identity: @escaping @Sendable ([UInt8]) -> [UInt8],
  analyse: @escaping @Sendable (Record) -> Findings = { _ in Findings() },
  progress: @escaping @Sendable (ImportProgress) async -> Void = { _ in }
) async throws(StoreFault) -> ImportProgress {
  let old = PostgresEngine(url: url, connections: 2, reading: .service)
  do throws(StoreFault) {
    let done = try await TelemetricsImport(
      old: old, tenant: tenant, store: store, identity: identity, analyse: analyse, progress: progress
    ).run()
    await old.close()
    return done
  } catch {
    await old.close()
    throw error
  }
}

/// The tables of telemetrics-backend, from v1.1 (no constraint on `guilty`, fewer columns) to its last version.
private struct TelemetricsImport {
  let old: PostgresEngine
  let tenant: String
  let store: any Store
  let identity: @Sendable ([UInt8]) -> [UInt8]
  let analyse: @Sendable (Record) -> Findings
  let progress: @Sendable (ImportProgress) async -> Void
  let now = Int64(Date().timeIntervalSince1970 * 1e6)

  /// As many at a time as make a commit worth it, and fit into the memory with large payloads.
  private static let piece = 200
  /// 2015-01-01.
  private static let first: Int64 = 1_420_070_400_000_000

  func run() async throws(StoreFault) -> ImportProgress {
    let columns = try await columns()
    guard columns.isSuperset(of: ["id", "classification", "build", "timestamp_server", "payload"]) else {
      throw .broken("not a telemetrics database: no table records with the columns of telemetrics-backend")
    }
    try await block()
    let total = try await old.read { try $0.rows("SELECT count(*) FROM records").first?[0].count ?? 0 }
    var state = ImportProgress(read: 0, total: total, repeated: 0, skipped: [])
    let isKeyed = try await isKeyed()
    let question = question(columns, isKeyed)
    var last: (id: Int64, place: String) = (.min, "(0,0)")
    while true {
      let from = last
      let values: [SQLValue] = [.int(from.id)] + (isKeyed ? [] : [.text(from.place)]) + [.int(Self.piece)]
      let rows = try await old.read { try $0.rows(question, values) }
      guard let end = rows.last else { break }
      last = (end[0].number, end[21].string)
      let kept = try await keep(rows, &state)
      state.read += rows.count
      state.repeated += kept.filter(\.repeated).count
      await progress(state)
    }
    try await guilties()
    return state
  }

  private func columns() async throws(StoreFault) -> Set<String> {
    let rows = try await old.read { session in
      try session.rows(
        "SELECT attname::text FROM pg_attribute WHERE attrelid = to_regclass('records') AND attnum > 0 AND NOT attisdropped"
      )
    }
    return Set(rows.map { $0[0].string })
  }

  /// Whether each number is there once: a copy of a database may have lost its keys.
  private func isKeyed() async throws(StoreFault) -> Bool {
    try await old.read { session in
      try !session.rows(
        """
        SELECT 1 FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
        WHERE i.indrelid = to_regclass('records') AND i.indisunique AND i.indnatts = 1 AND a.attname = 'id'
        """
      ).isEmpty
    }
  }

  /// Texts and numbers in the order of `arrival(_:)`, at last the row's place, for where numbers may come twice. What a
  /// version has no column for is as in a record without it.
  private func question(_ columns: Set<String>, _ isKeyed: Bool) -> String {
    func text(_ name: String, _ missing: String = "N/A") -> String {
      columns.contains(name) ? "coalesce(r.\(name)::text, '\(missing)')" : "'\(missing)'::text"
    }
    func number(_ name: String, _ missing: Int) -> String {
      columns.contains(name) ? "coalesce(r.\(name)::bigint, \(missing))" : "\(missing)::bigint"
    }
    // A time that fits in no calendar is cut to what a number holds.
    let created =
      columns.contains("timestamp_client")
      ? "least(greatest(coalesce(r.timestamp_client, 0), 0), 9000000000000)::bigint" : "0::bigint"
    let guilty = columns.contains("guilty_id")
    return """
      SELECT r.id::bigint, (least(greatest(r.timestamp_server, 0), 100000000000) * 1000000)::bigint, \(text("architecture")), \
      \(text("build")), \(text("classification")), \(text("host_type")), \(text("kernel_version")), \(text("machine_id", "")), \
      \(text("system_name")), \(text("board_name")), \(text("bios_version")), \(text("cpu_model")), \(text("event_id")), \
      \(number("severity", 1)), \(number("payload_version", 1)), \(number("record_version", 2)), \
      \(columns.contains("external") ? "coalesce(r.external, false)" : "false"), \(created), convert_to(r.payload, 'UTF8'), \
      \(guilty ? "g.function::text, g.module::text" : "NULL::text, NULL::text"), \
      r.ctid::text FROM records r \(guilty ? "LEFT JOIN guilty g ON g.id = r.guilty_id" : "") \
      WHERE \(isKeyed ? "r.id > ? ORDER BY r.id" : "(r.id, r.ctid) > (?, ?::text::tid) ORDER BY r.id, r.ctid") LIMIT ?
      """
  }

  private func keep(_ rows: [SQLRow], _ state: inout ImportProgress) async throws(StoreFault) -> [Kept] {
    let arrivals = rows.map(arrival)
    do throws(StoreFault) {
      return try await store.keep(arrivals)
    } catch {
      guard case .broken = error else { throw error }
    }
    // One that cannot be kept must not stop the others.
    var kept: [Kept] = []
    for (row, arrival) in zip(rows, arrivals) {
      do throws(StoreFault) {
        kept += try await store.keep([arrival])
      } catch {
        guard case .broken = error else { throw error }
        if state.skipped.count < 100 { state.skipped.append(row[0].number) }
      }
    }
    return kept
  }

  private func arrival(_ row: SQLRow) -> Arrival {
    var record = Record(
      tenant: tenant, formatVersion: row[15].count, architecture: row[2].string, build: row[3].string.cut(to: 400),
      classification: row[4].string.cut(to: 800), hostType: row[5].string.cut(to: 800), kernelVersion: row[6].string,
      machineID: row[7].string.cut(to: 1000), systemName: row[8].string.cut(to: 200), boardName: row[9].string,
      biosVersion: row[10].string, cpuModel: row[11].string,
      eventID: row[12].string.cut(to: 200), severity: row[13].count, payloadVersion: row[14].count,
      external: row[16].number != 0,
      created: row[17].number, payload: row[18].data)
    record.findings = analyse(record)
    if record.findings.guilty == nil, let function = row[19].optionalString {
      record.findings.guilty = Frame(function: function, module: row[20].string)
    }
    let name = "telemetrics \(row[0].number) \(row[1].number) \(record.machineID) \(record.classification)\n"
    return Arrival(
      .record(record), identity: identity(Array(name.utf8) + record.payload), received: received(row[1].number))
  }

  /// A time at which the old collector's clock was not set is moved to where there is room: not before telemetrics was, not
  /// into a time that is still to come.
  private func received(_ time: Int64) -> Int64 { min(max(time, Self.first), now) }

  private func has(_ table: String) async throws(StoreFault) -> Bool {
    try await old.read { try $0.rows("SELECT 1 WHERE to_regclass(?) IS NOT NULL", [.text(table)]).isEmpty == false }
  }

  private func block() async throws(StoreFault) {
    guard try await has("guilty_blacklisted") else { return }
    let rows = try await old.read {
      try $0.rows("SELECT coalesce(function, '')::text, coalesce(module, '')::text FROM guilty_blacklisted")
    }
    for row in rows { try await store.block(Frame(function: row[0].string, module: row[1].string)) }
  }

  /// Comments, and what is hidden; the guilties themselves came with the records.
  private func guilties() async throws(StoreFault) {
    guard try await has("guilty") else { return }
    let rows = try await old.read { session in
      try session.rows(
        """
        SELECT function::text, module::text, max(coalesce(comment, ''))::text, bool_or(coalesce(hide, false))
        FROM guilty WHERE function IS NOT NULL AND module IS NOT NULL GROUP BY function, module
        """)
    }
    let edits = Dictionary(
      rows.map {
        (Frame(function: $0[0].string, module: $0[1].string), (comment: $0[2].string, hidden: $0[3].number != 0))
      },
      uniquingKeysWith: { first, _ in first })
    var offset = 0
    while true {
      let filter = GuiltyFilter(
        days: 40_000, now: now, includeHidden: true, limit: 500, offset: offset)
      let here = try await store.guilties(filter)
      for row in here {
        guard let edit = edits[row.frame] else { continue }
        // What was written here since an earlier import stays.
        try await store.edit(
          guilty: row.id, comment: row.comment.isEmpty ? edit.comment : nil, hidden: edit.hidden ? true : nil)
      }
      if here.count < 500 { return }
      offset += here.count
    }
  }
}
