import Foundation
import Words

/// Reports and samples of devices, and who reports what.
enum KeepingReports {
  static func write(_ reports: [(Int64, Arrival, Report)], _ session: any SQLSession, lane: Int) throws {
    if reports.isEmpty { return }
    var rows: [SQLRow] = []
    var latest: [SQLRow: (first: Int64, last: Int64, id: Int64, n: Int64, summary: [String: String])] = [:]
    var days: [SQLRow: (last: Int64, summary: [String: String])] = [:]
    for (id, arrival, report) in reports {
      let key: SQLRow = [.text(report.kind.rawValue), .text(report.subject)]
      rows.append(
        [.int(id)] + key + [
          .int(arrival.received), .int(report.stamp), encode(report.summary), .bytes(arrival.identity),
          .bytes(report.body),
        ])
      var entry = latest[key] ?? (arrival.received, .min, id, 0, report.summary)
      entry.first = min(entry.first, arrival.received)
      entry.n += 1
      if arrival.received >= entry.last {
        entry.last = arrival.received
        entry.id = id
        entry.summary = report.summary
      }
      latest[key] = entry
      let day = key + [.int(Time.day(arrival.received))]
      if arrival.received >= days[day]?.last ?? .min { days[day] = (arrival.received, report.summary) }
    }
    try session.insert(
      SQLInsert(
        "reports",
        [
          ("id", .int), ("kind", .text), ("subject", .text), ("received", .int), ("stamp", .int), ("summary", .text),
          ("identity", .bytes), ("body", .bytes),
        ], rows))
    // Changing the subject's row first keeps other collectors from the subject until the commit.
    let newer = "CASE WHEN excluded.last >= subjects.last THEN excluded"
    try session.insert(
      SQLInsert(
        "subjects",
        [
          ("kind", .text), ("subject", .text), ("first", .int), ("last", .int), ("report", .int), ("n", .int),
          ("summary", .text),
        ],
        latest.sorted { $0.key.precedes($1.key) }.map { key, entry in
          key + [.int(entry.first), .int(entry.last), .int(entry.id), .int(entry.n), encode(entry.summary)]
        },
        clause: """
          ON CONFLICT (kind, subject) DO UPDATE SET n = subjects.n + excluded.n,
          first = CASE WHEN excluded.first < subjects.first THEN excluded.first ELSE subjects.first END,
          report = \(newer).report ELSE subjects.report END, summary = \(newer).summary ELSE subjects.summary END,
          last = \(newer).last ELSE subjects.last END
          """))
    try write(days: days.mapValues(\.summary), session, lane: lane)
  }

  /// By kind, subject, day.
  private static func write(
    days: [SQLRow: [String: String]], _ session: any SQLSession, lane: Int
  ) throws {
    var before: [SQLRow: [String: String]] = [:]
    for (kind, subjects) in Dictionary(grouping: days.keys, by: { $0[0] }) {
      let conditions = [
        SQLPiece("kind = ?", [kind]), session.dialect.anyOf("subject", Array(Set(subjects.map { $0[1] })), .text),
        session.dialect.anyOf("day", Array(Set(subjects.map { $0[2] })), .int),
      ]
      for row in try session.rows(
        SQLPiece("SELECT kind, subject, day, summary FROM subject_days WHERE ") + .all(conditions))
      {
        before[Array(row.prefix(3))] = decode(row[3])
      }
    }
    var counts: [SQLRow: Int64] = [:]
    for (key, summary) in days {
      for (figure, value) in before[key] ?? [:] where summary[figure] != value {
        counts[[key[0], .text(figure), key[2], .text(value)], default: 0] -= 1
      }
      for (figure, value) in summary where before[key]?[figure] != value {
        counts[[key[0], .text(figure), key[2], .text(value)], default: 0] += 1
      }
    }
    try session.insert(
      SQLInsert(
        "subject_days", [("kind", .text), ("subject", .text), ("day", .int), ("summary", .text)],
        days.sorted { $0.key.precedes($1.key) }.map { $0.key + [encode($0.value)] },
        clause: "ON CONFLICT (kind, subject, day) DO UPDATE SET summary = excluded.summary"))
    try Keeping.add(
      to: "series", [("kind", .text), ("figure", .text), ("day", .int), ("value", .text)],
      counts.map { ($0, $1) }, session, lane: lane)
  }

  static func write(_ samples: [(Int64, Arrival, DeviceSample)], _ session: any SQLSession) throws {
    if samples.isEmpty { return }
    try session.insert(
      SQLInsert(
        "samples",
        [
          ("id", .int), ("device", .text), ("host", .text), ("received", .int), ("stamp", .int), ("identity", .bytes),
          ("body", .bytes),
        ],
        samples.map { id, arrival, sample in
          [
            .int(id), .text(sample.device), .text(sample.host), .int(arrival.received), .int(sample.stamp),
            .bytes(arrival.identity), .bytes(sample.body),
          ]
        }))
  }

  /// A summary as JSON, its keys in order.
  static func encode(_ summary: [String: String]) -> SQLValue {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(summary) else { return .text("{}") }
    return .text(String(decoding: data, as: UTF8.self))
  }

  static func decode(_ value: SQLValue) -> [String: String] {
    (try? JSONDecoder().decode([String: String].self, from: Data(value.string.utf8))) ?? [:]
  }
}
