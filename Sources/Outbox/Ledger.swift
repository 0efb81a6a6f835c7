import Platform
import Report

/// Which ledger rows are wanted. Every condition that is set must hold.
public struct LedgerFilter: Sendable, Equatable {
  /// The beginning of the record id.
  public var idPrefix: String?
  public var eventID: String?
  /// A classification with `*` for any run of characters, as SQLite's GLOB reads it.
  public var classification: String?
  public var destination: Destination?
  public var result: Settlement?
  public var since: Timestamp?
  /// Only rows with a lower seq (newest first) or a higher one (oldest first): the page after.
  public var beyond: Int64?
  public var limit: Int

  public init(
    idPrefix: String? = nil, eventID: String? = nil, classification: String? = nil, destination: Destination? = nil,
    result: Settlement? = nil, since: Timestamp? = nil, beyond: Int64? = nil, limit: Int = 100
  ) {
    self.idPrefix = idPrefix
    self.eventID = eventID
    self.classification = classification
    self.destination = destination
    self.result = result
    self.since = since
    self.beyond = beyond
    self.limit = limit
  }
}

/// In which order rows come.
public enum LedgerOrder: Sendable { case newestFirst, oldestFirst }

extension Outbox {
  private static let select = "SELECT \(LedgerEntry.columns) FROM ledger"

  /// The rows that meet the filter.
  public func ledger(
    _ filter: LedgerFilter = LedgerFilter(), order: LedgerOrder = .newestFirst
  ) throws(OutboxFault)
    -> [LedgerEntry]
  {
    var conditions: [String] = []
    var values: [Value] = []
    func require(_ condition: String, _ wanted: Value...) {
      conditions.append(condition)
      values += wanted
    }
    if let prefix = filter.idPrefix { require("id >= ? AND id < ?", .text(prefix), .text(prefix + "g")) }
    if let event = filter.eventID { require("event_id = ? AND event_id <> ''", .text(event)) }
    if let pattern = filter.classification { require("classification GLOB ?", .text(pattern)) }
    if let destination = filter.destination { require("destination = ?", .text(destination.rawValue)) }
    if let result = filter.result { require("result = ?", .text(result.rawValue)) }
    if let since = filter.since { require("time >= ?", .number(since.milliseconds)) }
    if let beyond = filter.beyond { require(order == .newestFirst ? "seq < ?" : "seq > ?", .number(beyond)) }
    let condition = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    return try database.rows(
      "\(Self.select)\(condition) ORDER BY seq \(order == .newestFirst ? "DESC" : "ASC") LIMIT ?",
      values + [.number(filter.limit)], LedgerEntry.init)
  }

  /// The row with this number.
  public func ledgerEntry(seq: Int64) throws(OutboxFault) -> LedgerEntry? {
    try database.first("\(Self.select) WHERE seq = ?", [.number(seq)], LedgerEntry.init)
  }

  /// The row of this record.
  public func ledgerEntry(id: String) throws(OutboxFault) -> LedgerEntry? {
    try database.first("\(Self.select) WHERE id = ?", [.text(id)], LedgerEntry.init)
  }

  /// Rows whose record id begins so, at most `limit`: more than one means the prefix is too short.
  public func findSettled(prefix: String, limit: Int = 10) throws(OutboxFault) -> [LedgerEntry] {
    try ledger(LedgerFilter(idPrefix: prefix, limit: limit))
  }

  /// The latest row of a destination, or its latest with this result and a classification that begins so. Without a
  /// result, what was rejected at the door does not count: it never was a record of the destination.
  public func lastSettled(
    _ destination: Destination, result: Settlement? = nil, classificationPrefix: String = ""
  )
    throws(OutboxFault) -> LedgerEntry?
  {
    guard let result else {
      var rows: [LedgerEntry] = []
      for result in Settlement.allCases where result != .rejected {
        rows +=
          try lastSettled(destination, result: result, classificationPrefix: classificationPrefix).map { [$0] } ?? []
      }
      return rows.max { $0.seq < $1.seq }
    }
    let pattern = classificationPrefix.isEmpty ? nil : classificationPrefix + "*"
    return try ledger(
      LedgerFilter(classification: pattern, destination: destination, result: result, limit: 1)
    ).first
  }

  /// The latest record the destination accepted.
  public func lastSent(
    _ destination: Destination, classificationPrefix: String = ""
  ) throws(OutboxFault)
    -> LedgerEntry?
  {
    try lastSettled(destination, result: .sent, classificationPrefix: classificationPrefix)
  }

  /// What a destination accepted since a moment, oldest first; only rows above `after`. Reads no further back.
  public func sent(
    to destination: Destination, since: Timestamp, after: Int64 = 0
  ) throws(OutboxFault) -> [(seq: Int64, time: Timestamp, bytes: Int)] {
    var rows: [(seq: Int64, time: Timestamp, bytes: Int)] = []
    try database.each(
      "SELECT seq, time, bytes FROM ledger WHERE destination = ? AND result = 'sent' AND seq > ? ORDER BY seq DESC",
      [.text(destination.rawValue), .number(after)]
    ) { row throws(OutboxFault) in
      let time = Timestamp(milliseconds: row.number(1))
      guard time >= since else { return false }
      rows.append((row.number(0), time, row.int(2)))
      return true
    }
    return rows.reversed()
  }

  /// The exact request of a record, nil when its body is no longer kept (or the record is unknown).
  public func body(id: String) throws(OutboxFault) -> SealedRequest? {
    try database.first("SELECT method, url, headers, body FROM record WHERE id = ?", [.text(id)]) {
      RecordRow.request($0, from: 0)
    }
  }

  /// How many settled bodies retention has deleted so far.
  public func prunedBodies() throws(OutboxFault) -> Int {
    Int(try database.number("SELECT value FROM state WHERE key = 'kept.pruned'"))
  }
}
