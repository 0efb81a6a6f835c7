import Settings

/// The rules of one destination besides consent. Without any, records leave as fast as they are taken.
public struct DeliveryPolicy: Sendable, Equatable {
  /// How much may leave within a while.
  public var limits = RateLimits()
  /// Milliseconds, the longest pause after a failure; see `Backoff`.
  public var longestPause = Backoff.cap
  /// Milliseconds after which a record that waits has expired; nil: never.
  public var expiry: Int64?
  /// Records are sent in runs; nil: without a break.
  public var run: Run?

  /// What one run comes to at most. The next one begins when this one is written down, unless something failed.
  public struct Run: Sendable, Equatable {
    public var sent: Int
    public var looked: Int
    public init(sent: Int, looked: Int) {
      self.sent = sent
      self.looked = looked
    }
  }

  public init() {}

  /// `[settings]` for records of local programs: ten sent of twenty looked at, as telemetrics-client documents it.
  public static func collector(_ configuration: Configuration) -> DeliveryPolicy {
    var policy = DeliveryPolicy()
    policy.limits = RateLimits(configuration)
    policy.longestPause = Int64(configuration.int("settings", "spool_process_time")) * 1000
    policy.expiry = Int64(configuration.int("settings", "record_expiry")) * 60_000
    policy.run = Run(sent: 10, looked: 20)
    return policy
  }
}
