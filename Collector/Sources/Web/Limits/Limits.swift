/// What one sender may ask of the server. Every limit has an answer of its own; none ends in silence but those on
/// connections that say nothing.
public struct Limits: Sendable, Equatable {
  /// Bytes of a record's body, after gzip. Larger: 413.
  public var recordBytes = 16 << 20
  /// Bytes of a report's or a batch's body, after gzip. Larger: 413.
  public var reportBytes = 100_000_000
  /// Bytes of bodies that are held at once, over all connections. More: 503.
  public var heldBytes = 512 << 20
  /// Records in a batch. More: 413.
  public var batchRecords = 10_000
  /// Bytes of all header lines of a request, and of one of them. More: 431.
  public var headerBytes = 64 << 10
  public var headerLineBytes = 16 << 10
  public var headerCount = 200
  /// Connections at once. One more is answered 503 and closed.
  public var connections = 20_000
  /// Seconds a connection may go without a request, or take for the head of one. Then it is closed.
  public var idleSeconds: Int64 = 60
  /// A body must come with this many bytes in each period. Slower: 408.
  public var slowestBytes = 1024
  public var slowestPeriodSeconds: Int64 = 15
  /// Requests a second from one address (an IPv6 network of 64 bits counts as one), and how many at once after a
  /// pause. More: 429. 0: no limit.
  public var requestsPerSecond = 200.0
  public var requestBurst = 2000.0
  /// Whether senders on this machine, a proxy for instance, are spared the rate limit.
  public var sparesLoopback = true
  /// Arrivals that may wait to be kept, and their bytes. More: 503.
  public var waitingArrivals = 20_000
  public var waitingBytes = 256 << 20

  public init() {}
}
