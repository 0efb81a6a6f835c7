import Platform
import Report

/// What waits, read without loading a body.
extension Outbox {
  private static let from = "SELECT \(SpoolEntry.columns) FROM spool s JOIN record r ON r.number = s.number"

  /// Waiting records in the order of their acceptance. `after` is the `number` of the last entry of the page before,
  /// 0 for the first page.
  public func waiting(
    limit: Int = 100, after: Int64 = 0, destination: Destination? = nil
  ) throws(OutboxFault)
    -> [SpoolEntry]
  {
    let tail = "s.number > ? ORDER BY s.number LIMIT ?"
    if let destination {
      return try database.rows(
        "\(Self.from) WHERE s.destination = ? AND \(tail)",
        [.text(destination.rawValue), .number(after), .number(limit)], SpoolEntry.init)
    }
    return try database.rows("\(Self.from) WHERE \(tail)", [.number(after), .number(limit)], SpoolEntry.init)
  }

  /// The waiting record with this id.
  public func waiting(id: String) throws(OutboxFault) -> SpoolEntry? {
    try database.first("\(Self.from) WHERE r.id = ?", [.text(id)], SpoolEntry.init)
  }

  /// Waiting records whose id begins so, at most `limit`: more than one means the prefix is too short.
  public func findWaiting(prefix: String, limit: Int = 10) throws(OutboxFault) -> [SpoolEntry] {
    try database.rows(
      "\(Self.from) WHERE r.id >= ? AND r.id < ? ORDER BY r.id LIMIT ?",
      [.text(prefix), .text(prefix + "g"), .number(limit)], SpoolEntry.init)
  }

  /// The whole record: waiting, a draft, or settled with its body still kept.
  public func record(id: String) throws(OutboxFault) -> SealedRecord? {
    try database.first("SELECT \(RecordRow.whole) FROM record r WHERE r.id = ?", [.text(id)], RecordRow.record)
  }

  /// How much waits altogether. Its cost does not depend on how much that is.
  public func summary() throws(OutboxFault) -> SpoolTotals {
    try total(of: Array(try summaryByDestination().values))
  }

  static let totals = """
    SELECT t.destination, t.count, t.bytes, (SELECT s.accepted FROM spool s WHERE s.destination = t.destination \
    ORDER BY s.number LIMIT 1) FROM tally t WHERE t.count > 0
    """

  private func total(of parts: [SpoolTotals]) throws(OutboxFault) -> SpoolTotals {
    parts.reduce(into: SpoolTotals()) { sum, part in
      sum.count += part.count
      sum.bytes += part.bytes
      sum.oldest = [sum.oldest, part.oldest].compactMap { $0 }.min()
    }
  }

  /// How much waits for each destination; one without waiting records is left out.
  public func summaryByDestination() throws(OutboxFault) -> [Destination: SpoolTotals] {
    let rows = try database.rows(Self.totals) { row in
      (row.text(0), SpoolTotals(count: row.int(1), bytes: row.int(2), oldest: Timestamp(milliseconds: row.number(3))))
    }
    var result: [Destination: SpoolTotals] = [:]
    for (name, totals) in rows { result[RecordRow.destination(name)] = totals }
    return result
  }

  /// Records that may be tried now, oldest first: neither they nor their destination wait for a later moment. `after`
  /// leaves out records up to this number, to go on where a page ended.
  public func due(
    now: Timestamp, limit: Int, after: Int64 = 0, destination: Destination? = nil
  ) throws(OutboxFault)
    -> [SpoolEntry]
  {
    var found: [SpoolEntry] = []
    for name in try openDestinations(now) where destination.map({ $0.rawValue == name }) ?? true {
      found += try database.rows(
        Self.dueOfDestination,
        [.text(name), .number(after), .number(now.milliseconds), .number(limit)], SpoolEntry.init)
    }
    return Array(found.sorted { $0.number < $1.number }.prefix(limit))
  }

  static let dueOfDestination =
    "\(from) WHERE s.destination = ? AND s.number > ? AND s.next_try <= ? ORDER BY s.number LIMIT ?"

  /// Destinations with waiting records that do not back off now.
  private func openDestinations(_ now: Timestamp) throws(OutboxFault) -> [String] {
    try database.rows(
      "SELECT t.destination FROM tally t LEFT JOIN destination d ON d.name = t.destination "
        + "WHERE t.count > 0 AND coalesce(d.retry_at, 0) <= ?", [.number(now.milliseconds)]
    ) { $0.text(0) }
  }

  /// The first moment after `now` at which a record becomes due that is not due now; nil when nothing waits for a
  /// moment.
  public func nextDue(after now: Timestamp) throws(OutboxFault) -> Timestamp? {
    let moments = try database.rows(Self.moments, [.number(now.milliseconds)]) { $0.number(0) }
    return moments.filter { $0 > 0 }.min().map(Timestamp.init(milliseconds:))
  }

  /// `next_try > 0` looks idle and is what lets SQLite use the partial index.
  static let moments = """
    SELECT CASE WHEN coalesce(d.retry_at, 0) > ?1 THEN d.retry_at ELSE (SELECT min(s.next_try) FROM spool s \
    WHERE s.destination = t.destination AND s.next_try > ?1 AND s.next_try > 0) END \
    FROM tally t LEFT JOIN destination d ON d.name = t.destination WHERE t.count > 0
    """

  /// Makes waiting records due at once: one, or all of them together with their destinations.
  /// - Returns: how many records were waiting for a later moment.
  @discardableResult
  public func retryNow(id: String? = nil) throws(OutboxFault) -> Int {
    try database.transaction { () throws(OutboxFault) in
      guard let id else {
        try noteAsked()
        try database.run("UPDATE destination SET retry_at = 0")
        return try database.run("UPDATE spool SET next_try = 0 WHERE next_try > 0")
      }
      guard let entry = try waiting(id: id) else { return 0 }
      try database.run("UPDATE destination SET retry_at = 0 WHERE name = ?", [.text(entry.destination.rawValue)])
      return try database.run(
        "UPDATE spool SET next_try = 0 WHERE number = ? AND next_try > 0", [.number(entry.number)])
    }
  }
}
