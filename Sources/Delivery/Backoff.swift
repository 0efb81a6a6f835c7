/// How long to wait after a failure: exponential with full jitter, so that a thousand machines that lost the same
/// server do not come back at the same second. All times in milliseconds.
public enum Backoff {
  public static let base: Int64 = 1000
  public static let cap: Int64 = 15 * 60 * 1000
  public static let least: Int64 = 500
  /// The longest that a server may ask for.
  public static let longestRetryAfter: Int64 = 24 * 3600 * 1000

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

  /// The pause a server asked for by `Retry-After`, nil when it asked for none.
  public static func pause(retryAfterSeconds seconds: Int64) -> Int64? {
    guard seconds > 0 else { return nil }
    return min(longestRetryAfter, min(seconds, longestRetryAfter) * 1000)
  }
}
