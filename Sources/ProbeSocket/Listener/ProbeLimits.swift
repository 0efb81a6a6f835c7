import Glibc

/// The bounds within which a `ProbeListener` works.
public struct ProbeLimits: Sendable {
  /// Connections open at once, and never more than half of the descriptors the process may have. Beyond that nobody is
  /// refused: new ones wait in the kernel's queue.
  public var connections = 2048
  /// From connecting to the last byte of the message.
  public var patienceMilliseconds: Int64 = 5000
  /// Messages, and bytes of them, that are handed over at once.
  public var batchCount = 512
  public var batchBytes = 512 << 10

  public init() {}

  var connectionsHere: Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return connections }
    return max(1, min(connections, Int(clamping: limit.rlim_cur / 2)))
  }
}
