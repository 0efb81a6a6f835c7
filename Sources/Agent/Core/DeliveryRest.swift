import Outbox
import Platform

/// Until when nothing is delivered because somebody stopped it: kept in the outbox, so that another agent keeps to it.
enum DeliveryRest {
  /// Milliseconds of rest after somebody stopped the delivery.
  static let length: Int64 = 10 * 60_000

  private static let key = "delivery.rests_until"

  /// nil when it does not rest. What is further away than a rest is long was written under another clock.
  static func end(_ outbox: Outbox, now: Timestamp = .now()) throws(OutboxFault) -> Timestamp? {
    guard let text = try outbox.state(key), let end = Int64(text).map(Timestamp.init(milliseconds:)), end > now,
      end - now <= length
    else { return nil }
    return end
  }

  static func begin(_ outbox: Outbox, now: Timestamp = .now()) throws(OutboxFault) {
    try outbox.setState(key, String((now + length).milliseconds))
  }

  static func end(in outbox: Outbox) throws(OutboxFault) {
    if try outbox.state(key) != nil { try outbox.setState(key, nil) }
  }
}
