import NIOCore
import Synchronization

/// A bucket of requests for each client address.
final class RateLimiter: Sendable {
  private struct Bucket {
    var tokens: Double
    /// Seconds, on the clock of the caller.
    var time: Double
  }

  private let rate: Double
  private let burst: Double
  private let sparesLoopback: Bool
  private let buckets = Mutex<[[UInt8]: Bucket]>([:])
  /// Full buckets are forgotten when there are more than this.
  private static let mostBuckets = 50_000

  init(_ limits: Limits) {
    rate = limits.requestsPerSecond
    burst = max(1, limits.requestBurst)
    sparesLoopback = limits.sparesLoopback
  }

  /// Nil where the request may go on; else the seconds after which the next one may.
  func delay(for address: SocketAddress?, now: Double) -> Int? {
    guard rate > 0, let key = Self.key(address), !(sparesLoopback && Self.isLoopback(key)) else { return nil }
    return buckets.withLock { buckets in
      if buckets.count > Self.mostBuckets {
        buckets = buckets.filter { $0.value.tokens + (now - $0.value.time) * rate < burst }
        // All of them busy: better forgiving than without bound.
        if buckets.count > Self.mostBuckets { buckets.removeAll() }
      }
      var bucket = buckets[key] ?? Bucket(tokens: burst, time: now)
      bucket.tokens = min(burst, bucket.tokens + max(0, now - bucket.time) * rate)
      bucket.time = now
      guard bucket.tokens >= 1 else {
        buckets[key] = bucket
        return max(1, Int(((1 - bucket.tokens) / rate).rounded(.up)))
      }
      bucket.tokens -= 1
      buckets[key] = bucket
      return nil
    }
  }

  /// The bytes of an IPv4 address, the network of an IPv6 one.
  static func key(_ address: SocketAddress?) -> [UInt8]? {
    switch address {
    case .v4(let v4): withUnsafeBytes(of: v4.address.sin_addr) { Array($0) }
    case .v6(let v6): withUnsafeBytes(of: v6.address.sin6_addr) { network(Array($0)) }
    case .unixDomainSocket, nil: nil
    }
  }

  private static let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
  private static let loopback6: [UInt8] = [UInt8](repeating: 0, count: 15) + [1]

  private static func network(_ address: [UInt8]) -> [UInt8] {
    if address.starts(with: mapped) { return Array(address.dropFirst(mapped.count)) }
    return address == loopback6 ? address : Array(address.prefix(8))
  }

  private static func isLoopback(_ key: [UInt8]) -> Bool { key == loopback6 || key.count == 4 && key[0] == 127 }
}

/// Counts what is held, up to a limit.
final class Budget: Sendable {
  private let limit: Int
  private let held = Atomic<Int>(0)

  init(_ limit: Int) { self.limit = limit }

  /// Whether there is room for so many more; then they are counted.
  func take(_ count: Int) -> Bool {
    if held.add(count, ordering: .relaxed).newValue <= limit { return true }
    give(count)
    return false
  }

  func give(_ count: Int) { held.subtract(count, ordering: .relaxed) }
}
