import Settings

/// The rules of one destination besides consent. Without any, records leave as fast as they are taken.
public struct DeliveryPolicy: Sendable, Equatable {
  /// How much may leave within a while.
  public var limits = RateLimits()
  /// Milliseconds, the longest pause after a failure; see `Backoff`.
  public var longestPause = Backoff.cap
  /// Milliseconds after which a record that waits has expired; nil: never.
  public var expiry: Int64?
  public init() {}

  /// `[settings]` for records of local programs.
  public static func collector(_ configuration: Configuration) -> DeliveryPolicy {
    var policy = DeliveryPolicy()
    policy.limits = RateLimits(configuration)
    policy.longestPause = Int64(configuration.int("settings", "spool_process_time")) * 1000
    policy.expiry = Int64(configuration.int("settings", "record_expiry")) * 60_000
    return policy
  }
}
