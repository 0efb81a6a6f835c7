import Outbox
import Platform

/// Makes up for a clock that was ahead and has been set right.
enum ClockRepair {
  /// No rule makes a record wait longer: the longest pause a server may ask for is a day. With an hour for clocks that
  /// drift.
  static let longestWait: Int64 = 25 * 3600 * 1000

  /// Whether no rule can have set this moment: what is spread after an outage may wait for longer than a pause.
  static func isTooFar(_ moment: Timestamp, _ outbox: Outbox, _ now: Timestamp) throws(OutboxFault) -> Bool {
    guard moment - now > longestWait else { return false }
    return try outbox.pacedUntil(now: now).map { moment > $0 } ?? true
  }

  /// Makes due what waits for a moment that no rule can have set.
  /// - Returns: whether there was such a moment.
  @discardableResult
  static func run(_ outbox: Outbox, now: Timestamp = .now()) throws(OutboxFault) -> Bool {
    // The first moment is that far away only when all are.
    guard let first = try outbox.nextDue(after: now), try isTooFar(first, outbox, now) else { return false }
    try outbox.retryNow()
    try outbox.note("error", "the clock was set back: what waited for \(first.local) is tried now")
    return true
  }
}
