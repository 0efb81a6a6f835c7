/// How long to wait after a failure: exponential with full jitter, so that a thousand machines that lost the same
/// server do not come back at the same second. All times in milliseconds.
public enum Backoff {
  public static let base: Int64 = 1000
  /// So long that a fleet which looks whether its destination is back, and what is reported anew, stay within the
  /// usual rate and a half together: docs/fleet.md.
  public static let cap: Int64 = 20 * 60 * 1000
  public static let least: Int64 = 500
  /// The longest that a server may ask for.
  public static let longestRetryAfter: Int64 = 24 * 3600 * 1000
  static let leastSpread: Int64 = 5000
  static let mostSpread: Int64 = 30 * 60 * 1000

  /// The pause after a failure that follows `failures` others in a row.
  /// - Parameters:
  ///   - failures: 0 for the first failure.
  ///   - draw: a random number of 0..<1.
  ///   - cap: the longest pause.
  /// - Returns: between `least` and the smaller of `cap` and `base` doubled `failures` times.
  public static func pause(failures: Int, draw: Double, cap: Int64 = cap) -> Int64 {
    let doublings = min(max(0, failures), 20)
    let ceiling = min(cap, base << Int64(doublings))
    return max(least, Int64(Double(ceiling) * min(max(0, draw), 1)))
  }

  /// A pause that many were told alike, for one of them: up to a tenth more, so that they do not come back together.
  /// - Parameters:
  ///   - asked: the pause.
  ///   - draw: a random number of 0..<1.
  /// - Returns: between `asked` and a tenth more; some seconds at least, half an hour at most.
  public static func spread(_ asked: Int64, draw: Double) -> Int64 {
    asked + Int64(Double(min(mostSpread, max(leastSpread, asked / 10))) * min(max(0, draw), 1))
  }

  /// The pause a server asked for by `Retry-After`, nil when it asked for none.
  public static func pause(retryAfterSeconds seconds: Int64) -> Int64? {
    guard seconds > 0 else { return nil }
    return min(longestRetryAfter, min(seconds, longestRetryAfter) * 1000)
  }
}
