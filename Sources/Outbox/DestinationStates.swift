import Platform
import Report

/// How deliveries to a destination fare.
public struct DestinationState: Sendable, Equatable {
  /// Failed rounds since the last answer that was no failure.
  public var failures: Int
  /// When the first of them failed.
  public var since: Timestamp?
  /// Why the latest failed. May hold text of a server: escape it.
  public var reason: String
  /// Nothing is sent to it before this moment.
  public var retryAt: Timestamp?
  /// When it last accepted a record.
  public var lastSent: Timestamp?

  public init(
    failures: Int = 0, since: Timestamp? = nil, reason: String = "", retryAt: Timestamp? = nil,
    lastSent: Timestamp? = nil
  ) {
    self.failures = failures
    self.since = since
    self.reason = reason
    self.retryAt = retryAt
    self.lastSent = lastSent
  }
}

extension Outbox {
  /// The state of a destination; one that never failed nor succeeded has an empty one.
  public func destinationState(_ destination: Destination) throws(OutboxFault) -> DestinationState {
    func moment(_ number: Int64) -> Timestamp? { number == 0 ? nil : Timestamp(milliseconds: number) }
    return try database.first(
      "SELECT failures, since, reason, retry_at, last_sent FROM destination WHERE name = ?",
      [.text(destination.rawValue)]
    ) { row in
      DestinationState(
        failures: row.int(0), since: moment(row.number(1)), reason: row.text(2), retryAt: moment(row.number(3)),
        lastSent: moment(row.number(4)))
    } ?? DestinationState()
  }

  /// It answered: the breaker closes. But while it backs off, the answer is one that was under way when it failed; a
  /// server that asked for an hour gets its hour.
  func noteReached(_ destination: Destination, sentAt: Timestamp?, _ now: Timestamp) throws(OutboxFault) {
    let values = [
      Value.text(destination.rawValue), .number(sentAt?.milliseconds ?? 0), .number(now.milliseconds),
    ]
    try database.run(
      "INSERT INTO destination (name, last_sent) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET "
        + "last_sent = max(last_sent, ?2) WHERE ?3 > 0", values)
    try database.run(
      "UPDATE destination SET failures = 0, since = 0, reason = '', retry_at = 0 WHERE name = ?1 AND retry_at <= ?3 "
        + "AND ?2 >= 0", values)
  }

  /// Nothing starts for the destination before this moment, although nothing failed.
  func notePause(_ destination: Destination, until: Timestamp) throws(OutboxFault) {
    try database.run(
      "INSERT INTO destination (name, retry_at) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET "
        + "retry_at = max(retry_at, ?2)", [.text(destination.rawValue), .number(until.milliseconds)])
  }

  func noteFailure(
    _ destination: Destination, _ reason: String, retryAt: Timestamp, _ now: Timestamp
  )
    throws(OutboxFault)
  {
    try forgetAsked(destination)
    try database.run(
      """
      INSERT INTO destination (name, failures, since, reason, retry_at) VALUES (?1, 1, ?2, ?3, ?4) \
      ON CONFLICT (name) DO UPDATE SET failures = failures + 1, since = CASE failures WHEN 0 THEN ?2 ELSE since END, \
      reason = ?3, retry_at = ?4
      """,
      [
        .text(destination.rawValue), .number(now.milliseconds), .text(reason), .number(retryAt.milliseconds),
      ])
  }
}
