import Outbox
import Platform
import Report

/// What a destination accepted within the windows of its limits: read from the ledger once, then only what is new.
struct RateWindow {
  private(set) var sent: [RateLimits.Sent] = []
  private var last: Int64 = 0
  private var begin = Timestamp(milliseconds: .max)

  /// A row from the future was written before the clock was set back; it would fill the window for as long.
  private static let drift: Int64 = 60_000

  mutating func refresh(_ outbox: Outbox, _ destination: Destination, window: Int64, now: Timestamp) throws(OutboxFault)
  {
    let since = now + -window
    if since < begin {
      // The first look, a longer window, or a clock that was set back.
      sent = []
      last = 0
    }
    let rows = try outbox.sent(to: destination, since: since, after: last)
    last = max(last, rows.last?.seq ?? 0)
    sent += rows.map { (time: $0.time, bytes: $0.bytes) }
    sent.removeAll { $0.time <= since || $0.time > now + Self.drift }
    if zip(sent, sent.dropFirst()).contains(where: { $0.time > $1.time }) { sent.sort { $0.time < $1.time } }
    begin = since
  }
}
