import Platform
import Settings

/// How many records, and how many bytes of their bodies, may be delivered within a sliding window.
///
/// What was delivered is counted from the ledger, so a restart changes nothing; what is under way counts too.
public struct RateLimits: Sendable, Equatable {
  /// `most` within `window` milliseconds.
  public struct Limit: Sendable, Equatable {
    public var most: Int
    public var window: Int64
    public init(most: Int, window: Int64) {
      self.most = most
      self.window = window
    }
  }

  public var records: Limit?
  /// Bytes of bodies.
  public var bytes: Limit?
  /// A record over a limit is dropped instead of waiting.
  public var drops = false

  public init() {}

  /// `[settings]`: -1 is no limit, 0 lets nothing through, a window of 0 minutes never fills.
  public init(_ configuration: Configuration) {
    func limit(_ most: String, _ window: String) -> Limit? {
      let limit = Limit(
        most: configuration.int("settings", most), window: Int64(configuration.int("settings", window)) * 60_000)
      return limit.most >= 0 && limit.window > 0 ? limit : nil
    }
    drops = configuration.string("settings", "rate_limit_strategy") == "drop"
    guard configuration.bool("settings", "rate_limit_enabled") else { return }
    records = limit("record_burst_limit", "record_window_length")
    bytes = limit("byte_burst_limit", "byte_window_length")
  }

  var isOff: Bool { records == nil && bytes == nil }
  var longestWindow: Int64 { max(records?.window ?? 0, bytes?.window ?? 0) }

  /// What was delivered, with its time.
  typealias Sent = (time: Timestamp, bytes: Int)

  enum Verdict: Equatable {
    case pass
    /// What is under way may use up the limit, or fail: only then it is known.
    case unsure
    /// Over a limit. The window lets it through at that moment.
    case over(String, until: Timestamp)
    /// It alone is more than the limit allows; the window is looked at again then.
    case tooLarge(String, until: Timestamp)
  }

  /// Whether a record of so many bytes may start now. `sent` is in the order of time, nothing of the windows is missing.
  func verdict(bytes size: Int, sent: [Sent], underWay: (count: Int, bytes: Int), now: Timestamp) -> Verdict {
    if let bytes, size > bytes.most {
      return .tooLarge(
        "over byte_burst_limit: it has \(size) bytes, \(bytes.most) may go within \(bytes.window / 60_000) min",
        until: now + bytes.window)
    }
    var until: Timestamp?
    var reason = ""
    func check(_ limit: Limit, _ name: String, _ unit: String, _ weigh: (Sent) -> Int, own: Int, underWay: Int) -> Bool
    {
      let inside = sent[Self.begin(sent, after: now + -limit.window)...]
      let used = inside.reduce(0) { $0 + weigh($1) }
      guard used + underWay + own > limit.most else { return true }
      guard underWay == 0 else { return false }
      var rest = used
      // Nothing that leaves the window helps a limit of 0.
      var moment = now + limit.window
      for row in inside where rest + own > limit.most {
        rest -= weigh(row)
        moment = row.time + limit.window
      }
      if until.map({ moment > $0 }) ?? true {
        until = moment
        reason = "over \(name): \(used) \(unit) went within \(limit.window / 60_000) min, \(limit.most) may"
      }
      return true
    }
    if let records, !check(records, "record_burst_limit", "records", { _ in 1 }, own: 1, underWay: underWay.count) {
      return .unsure
    }
    if let bytes, !check(bytes, "byte_burst_limit", "bytes", \.bytes, own: size, underWay: underWay.bytes) {
      return .unsure
    }
    return until.map { .over(reason, until: $0) } ?? .pass
  }

  /// The first row that is later than a moment.
  private static func begin(_ sent: [Sent], after moment: Timestamp) -> Int {
    var (low, high) = (0, sent.count)
    while low < high {
      let middle = (low + high) / 2
      if sent[middle].time > moment { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
