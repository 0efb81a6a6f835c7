import Words

/// A new record with its numbers.
struct RecordRow {
  var id: Int64
  var received: Int64
  var facet: Int64
  var guilty: Int64?
  var identity: [UInt8]
  var record: Record
}

/// Records, and the counts of records.
enum KeepingRecords {
  static let columns: [(name: String, type: SQLType)] = [
    ("id", .int), ("received", .int), ("facet", .int), ("format", .int), ("architecture", .text), ("kernel", .text),
    ("machine", .text), ("board", .text), ("bios", .text), ("cpu", .text), ("event", .text), ("payload_version", .int),
    ("created", .int), ("guilty", .int), ("marks", .text), ("identity", .bytes), ("payload", .bytes),
  ]

  /// The class of the records that say that a machine is there.
  static let heartbeat = "org.clearlinux/heartbeat/ping"

  static func write(_ records: [RecordRow], _ session: any SQLSession, lane: Int) throws {
    if records.isEmpty { return }
    try session.insert(SQLInsert("records", columns, records.map(values)))
    var daily: [SQLRow: Int64] = [:]
    var guilty: [SQLRow: Int64] = [:]
    var marks: [SQLRow: Int64] = [:]
    var hardware: [SQLRow: Int64] = [:]
    var pulses: [SQLRow: Int64] = [:]
    for row in records {
      let day = SQLValue.int(Time.day(row.received))
      daily[[.int(row.facet), day], default: 0] += 1
      if let number = row.guilty { guilty[[day, .int(number), .text(row.record.build)], default: 0] += 1 }
      for mark in row.record.findings.marks {
        marks[[.text(mark.kind.rawValue), day, .text(mark.value)], default: 0] += 1
      }
      if let event = HardwareEvent(classification: row.record.classification) {
        hardware[[.text(event.rawValue), day, .text(row.record.machineID)], default: 0] += 1
      }
      if row.record.classification == heartbeat {
        let key: SQLRow = [.text(row.record.machineID), .text(row.record.build), .truth(row.record.external)]
        pulses[key] = max(pulses[key] ?? .min, Time.hour(row.received))
      }
    }
    try count(guilty: guilty, session, lane: lane)
    try count(marks: marks, session, lane: lane)
    try Keeping.add(
      to: "hardware_daily", [("event", .text), ("day", .int), ("machine", .text)], hardware.map { ($0, $1) }, session,
      lane: lane)
    try count(pulses: pulses, session, lane: lane)
    // The busiest rows last: from here to the commit another transaction on this lane waits.
    try Keeping.add(to: "daily", [("facet", .int), ("day", .int)], daily.map { ($0, $1) }, session, lane: lane)
  }

  /// By day, guilty, build.
  static func count(guilty counts: [SQLRow: Int64], _ session: any SQLSession, lane: Int) throws {
    try Keeping.add(
      to: "guilty_daily", [("day", .int), ("guilty", .int), ("build", .text)], counts.map { ($0, $1) }, session,
      lane: lane)
  }

  /// By kind, day, value.
  static func count(marks counts: [SQLRow: Int64], _ session: any SQLSession, lane: Int) throws {
    try Keeping.add(
      to: "mark_daily", [("kind", .text), ("day", .int), ("value", .text)], counts.map { ($0, $1) }, session,
      lane: lane)
  }

  /// Notes the hour in which a machine was last there, and moves it in the counts from the hour before. By machine,
  /// build, external.
  private static func count(pulses: [SQLRow: Int64], _ session: any SQLSession, lane: Int) throws {
    if pulses.isEmpty { return }
    let columns: [(name: String, type: SQLType)] = [
      ("machine", .text), ("build", .text), ("external", .int), ("hour", .int),
    ]
    let rows = pulses.sorted { $0.key.precedes($1.key) }.map { $0.key + [.int($0.value)] }
    var deltas: [SQLRow: Int64] = [:]
    let made = try session.insert(
      SQLInsert("pulse", columns, rows, clause: "ON CONFLICT DO NOTHING RETURNING machine, build, external"))
    for key in made {
      guard let hour = pulses[key] else { continue }
      deltas[[.int(hour), key[1], key[2]], default: 0] += 1
    }
    if made.count < rows.count {
      let fresh = Set(made)
      let machines = Set(rows.filter { !fresh.contains(Array($0.prefix(3))) }.map { $0[0] })
      let present = try session.rows(
        SQLPiece("SELECT machine, build, external, hour FROM pulse WHERE ")
          + session.dialect.anyOf("machine", Array(machines), .text)
          + " ORDER BY machine, build, external\(session.dialect.forUpdate)")
      var later: [SQLRow] = []
      for row in present {
        let key = Array(row.prefix(3))
        guard let hour = pulses[key], hour > row[3].number, !fresh.contains(key) else { continue }
        deltas[[row[3], row[1], row[2]], default: 0] -= 1
        deltas[[.int(hour), row[1], row[2]], default: 0] += 1
        later.append(key + [.int(hour)])
      }
      if !later.isEmpty {
        try session.insert(
          SQLInsert(
            "pulse", columns, later, clause: "ON CONFLICT (machine, build, external) DO UPDATE SET hour = excluded.hour"
          ))
      }
    }
    try Keeping.add(
      to: "pulse_hours", [("hour", .int), ("build", .text), ("external", .int)], deltas.map { ($0, $1) }, session,
      lane: lane)
  }

  private static func values(_ row: RecordRow) -> SQLRow {
    let record = row.record
    return [
      .int(row.id), .int(row.received), .int(row.facet), .int(record.formatVersion), .text(record.architecture),
      .text(record.kernelVersion), .text(record.machineID), .text(record.boardName), .text(record.biosVersion),
      .text(record.cpuModel), .text(record.eventID), .int(record.payloadVersion), .int(record.created),
      .optional(row.guilty), encode(record.findings.marks), .bytes(row.identity), .bytes(record.payload),
    ]
  }

  /// Marks as `kind value`, one in a line; null for none.
  static func encode(_ marks: [Mark]) -> SQLValue {
    marks.isEmpty
      ? .null
      : .text(
        marks.map { "\($0.kind.rawValue) \($0.value.replacing("\n", with: " "))" }.joined(separator: "\n"))
  }

  static func decode(marks: SQLValue) -> [Mark] {
    marks.string.split(separator: "\n").compactMap { line in
      guard let space = line.firstIndex(of: " "), let kind = Mark.Kind(rawValue: String(line[..<space])) else {
        return nil
      }
      return Mark(kind, String(line[space...].dropFirst()))
    }
  }
}
