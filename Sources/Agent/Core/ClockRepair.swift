import Outbox
import Platform

/// Makes up for a clock that was ahead and has been set right.
enum ClockRepair {
  /// No rule makes a record wait longer: the longest pause a server may ask for is a day. With an hour for clocks that
  /// drift.
  static let longestWait: Int64 = 25 * 3600 * 1000

  /// Makes due what waits for a moment that no rule can have set.
  /// - Returns: whether there was such a moment.
  @discardableResult
  static func run(_ outbox: Outbox, now: Timestamp = .now()) throws(OutboxFault) -> Bool {
    // The first moment is that far away only when all are.
    guard let first = try outbox.nextDue(after: now), first - now > longestWait else { return false }
    try outbox.retryNow()
    try outbox.note("error", "the clock was set back: what waited for \(first.local) is tried now")
    return true
  }
}
