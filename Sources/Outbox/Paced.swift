import Platform
import Report

/// That a destination's backlog is being spread.
public struct Paced: Sendable, Equatable {
  /// How long the destination was away, in milliseconds.
  public var outage: Int64
  /// When the next of the backlog leaves.
  public var next: Timestamp
  /// When the last does.
  public var until: Timestamp

  public init(outage: Int64, next: Timestamp, until: Timestamp) {
    self.outage = outage
    self.next = next
    self.until = until
  }
}

/// The state `pace DESTINATION` is the outage, when the spreading began and when it ends. `pace.asked DESTINATION` says
/// that somebody asked for all of it meanwhile.
extension Outbox {
  private static func key(_ destination: Destination) -> String { "pace \(destination.rawValue)" }
  private static func askedKey(_ destination: Destination) -> String { "pace.asked \(destination.rawValue)" }

  /// nil when nothing of the destination is being spread.
  public func paced(_ destination: Destination, now: Timestamp = .now()) throws(OutboxFault) -> Paced? {
    guard let (outage, until) = try spreading(destination, now) else { return nil }
    let next = try database.number(
      "SELECT min(next_try) FROM spool WHERE destination = ? AND next_try > ? AND next_try > 0",
      [.text(destination.rawValue), .number(now.milliseconds)])
    return next == 0 ? nil : Paced(outage: outage, next: Timestamp(milliseconds: next), until: until)
  }

  /// When the last spreading ends, nil when there is none.
  public func pacedUntil(now: Timestamp = .now()) throws(OutboxFault) -> Timestamp? {
    var latest: Timestamp?
    for destination in Destination.allCases {
      guard let until = try spreading(destination, now)?.until else { continue }
      latest = max(latest ?? until, until)
    }
    return latest
  }

  /// What began after now was written under another clock.
  private func spreading(
    _ destination: Destination, _ now: Timestamp
  ) throws(OutboxFault) -> (outage: Int64, until: Timestamp)? {
    let parts = try state(Self.key(destination))?.split(separator: " ").compactMap { Int64($0) }
    guard let parts, parts.count == 3, parts[1] <= now.milliseconds, parts[2] > now.milliseconds else { return nil }
    return (parts[0], Timestamp(milliseconds: parts[2]))
  }

  /// The destination answers again. Belongs into the transaction that closes its breaker.
  func pace(_ destination: Destination, after before: DestinationState, _ now: Timestamp) throws(OutboxFault) {
    guard Pacing.applies(to: destination), before.failures > 0, let since = before.since,
      before.retryAt.map({ $0 <= now }) ?? true
    else { return }
    let asked = Self.askedKey(destination)
    if try state(asked) != nil { return try forget(asked) }
    let outage = now - since, rest = try spreading(destination, now).map { $0.until - now } ?? 0
    guard let span = Pacing.span(outage: outage, rest: rest) else { return }
    let numbers = try database.rows(
      "SELECT number FROM spool WHERE destination = ? ORDER BY number", [.text(destination.rawValue)]
    ) { $0.number(0) }
    guard !numbers.isEmpty else { return }
    let reason = "paced after an outage of \(Digits.span(milliseconds: outage))"
    for (number, wait) in zip(numbers, Pacing.waits(numbers.count, span: span, draw: draw)) {
      try database.run(
        "UPDATE spool SET next_try = ?, last_error = ? WHERE number = ?",
        [.number((now + wait).milliseconds), .text(reason), .number(number)])
    }
    let until = now + (Pacing.lull + span)
    try note(Self.key(destination), "\(outage) \(now.milliseconds) \(until.milliseconds)")
    try insertEvent(
      "waiting",
      "\(destination.rawValue) is back after \(Digits.span(milliseconds: outage)): what waits for it, "
        + "\(numbers.count) record\(numbers.count == 1 ? "" : "s"), leaves within \(Digits.span(milliseconds: until - now))",
      now)
  }

  /// Somebody wants everything to leave now: it is not held when its destination answers.
  func noteAsked() throws(OutboxFault) {
    for destination in Destination.allCases where Pacing.applies(to: destination) {
      try forget(Self.key(destination))
      if try destinationState(destination).failures > 0 { try note(Self.askedKey(destination), "1") }
    }
  }

  /// It failed once more: what somebody asked for is over.
  func forgetAsked(_ destination: Destination) throws(OutboxFault) { try forget(Self.askedKey(destination)) }

  private func note(_ key: String, _ value: String) throws(OutboxFault) {
    try database.run(
      "INSERT INTO state (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
      [.text(key), .text(value)])
  }

  private func forget(_ key: String) throws(OutboxFault) {
    try database.run("DELETE FROM state WHERE key = ?", [.text(key)])
  }
}
