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
  let old = PostgresEngine(url: url, connections: 2)
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

  /// As many at a time as make a commit worth it, and fit into the memory with large payloads.
  private static let piece = 200

  func run() async throws(StoreFault) -> ImportProgress {
    let columns = try await columns()
    guard columns.isSuperset(of: ["id", "classification", "build", "timestamp_server", "payload"]) else {
      throw .broken("not a telemetrics database: no table records with the columns of telemetrics-backend")
    }
    try await block()
    let total = try await old.read { try $0.rows("SELECT count(*) FROM records").first?[0].count ?? 0 }
    var state = ImportProgress(read: 0, total: total, repeated: 0, skipped: [])
    let question = question(columns)
    var last = Int64.min
    while true {
      let from = last
      let rows = try await old.read { try $0.rows(question, [.int(from), .int(Self.piece)]) }
      guard let end = rows.last?[0].number else { break }
      last = end
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

  /// Texts and numbers in the order of `record(_:)`; what a version has no column for is as in a record without it.
  private func question(_ columns: Set<String>) -> String {
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
      \(guilty ? "g.function::text, g.module::text" : "NULL::text, NULL::text") \
      FROM records r \(guilty ? "LEFT JOIN guilty g ON g.id = r.guilty_id" : "") WHERE r.id > ? ORDER BY r.id LIMIT ?
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
      tenant: tenant, formatVersion: row[15].count, architecture: row[2].string, build: row[3].string,
      classification: row[4].string, hostType: row[5].string, kernelVersion: row[6].string, machineID: row[7].string,
      systemName: row[8].string, boardName: row[9].string, biosVersion: row[10].string, cpuModel: row[11].string,
      eventID: row[12].string, severity: row[13].count, payloadVersion: row[14].count, external: row[16].number != 0,
      created: row[17].number, payload: row[18].data)
    record.findings = analyse(record)
    if record.findings.guilty == nil, let function = row[19].optionalString {
      record.findings.guilty = Frame(function: function, module: row[20].string)
    }
    let name = "telemetrics \(row[0].number) \(row[1].number) \(record.machineID) \(record.classification)\n"
    return Arrival(.record(record), identity: identity(Array(name.utf8) + record.payload), received: row[1].number)
  }

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
        days: 40_000, now: Int64(Date().timeIntervalSince1970 * 1e6), includeHidden: true, limit: 500, offset: offset)
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
