import Platform

/// Small things that must survive: when the next report is due, the rate-limit windows, the latest mistakes.
///
/// Keys that begin with `ledger.` and `kept.` are the outbox's own.
extension Outbox {
  public func state(_ key: String) throws(OutboxFault) -> String? {
    try database.first("SELECT value FROM state WHERE key = ?", [.text(key)]) { $0.text(0) }
  }

  /// Sets the value; nil removes the key.
  public func setState(_ key: String, _ value: String?) throws(OutboxFault) { try setState([key: value]) }

  /// Sets several values in one transaction; nil removes a key.
  public func setState(_ values: [String: String?]) throws(OutboxFault) {
    if let own = values.keys.first(where: { $0.hasPrefix("ledger.") || $0.hasPrefix("kept.") }) {
      throw .forbidden(path, rule: "the state \(own) belongs to the outbox")
    }
    try database.transaction { () throws(OutboxFault) in
      for (key, value) in values {
        if let value {
          try database.run(
            "INSERT INTO state (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
            [.text(key), .text(value)])
        } else {
          try database.run("DELETE FROM state WHERE key = ?", [.text(key)])
        }
      }
    }
  }
}

/// One line of what happened.
public struct OutboxEvent: Sendable, Equatable {
  /// Every later line has a higher number.
  public var number: Int64
  public var time: Timestamp
  /// `sent`, `waiting`, `refused`, `withheld`, `consent`, `node`, `error`, ...
  public var kind: String
  public var text: String
}

extension Outbox {
  /// Lines that are kept; older ones are forgotten.
  static let keptEvents = 1000

  /// Adds a line.
  public func note(_ kind: String, _ text: String, now: Timestamp = .now()) throws(OutboxFault) {
    try database.transaction { () throws(OutboxFault) in try insertEvent(kind, text, now) }
  }

  func insertEvent(_ kind: String, _ text: String, _ now: Timestamp) throws(OutboxFault) {
    try database.run(
      "INSERT INTO event (time, kind, text) VALUES (?, ?, ?)", [.number(now.milliseconds), .text(kind), .text(text)])
    try database.run(
      "DELETE FROM event WHERE number <= ?", [.number(database.lastInserted - Int64(Self.keptEvents))])
  }

  /// The newest lines, the newest last; only those with a number above `after`.
  public func events(limit: Int = 100, after: Int64 = 0) throws(OutboxFault) -> [OutboxEvent] {
    try database.rows(
      "SELECT number, time, kind, text FROM event WHERE number > ? ORDER BY number DESC LIMIT ?",
      [.number(after), .number(limit)]
    ) { row in
      OutboxEvent(
        number: row.number(0), time: Timestamp(milliseconds: row.number(1)), kind: row.text(2), text: row.text(3))
    }.reversed()
  }
}
