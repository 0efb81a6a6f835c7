import NIOCore
import Synchronization

/// Counts what failed at the door: from one address, and for one name from there.
final class SignInLimiter: Sendable {
  /// Failures in a period, for one name from one address, and for all names from there.
  static let mostForName = 10
  static let mostForAddress = 30
  static let periodSeconds: Int64 = 600

  private struct Failures {
    var count: Int
    var since: Int64
  }

  private let state = Mutex<[String: Failures]>([:])

  /// Seconds to wait before another try; nil: it may be tried now. Times are seconds on the caller's clock.
  func delay(_ name: String, from peer: SocketAddress?, now: Int64) -> Int64? {
    state.withLock { state in
      Self.keys(name, peer).compactMap { key, most -> Int64? in
        guard let failures = state[key], failures.count >= most else { return nil }
        let left = failures.since + Self.periodSeconds - now
        return left > 0 ? left : nil
      }.max()
    }
  }

  /// Counts a try as failed before it is made, so that many at once are no way around.
  func tries(_ name: String, from peer: SocketAddress?, now: Int64) {
    state.withLock { state in
      if state.count > 50_000 { state = state.filter { $0.value.since + Self.periodSeconds > now } }
      if state.count > 50_000 { state.removeAll() }
      for (key, _) in Self.keys(name, peer) {
        let known = state[key].flatMap { $0.since + Self.periodSeconds > now ? $0 : nil }
        state[key] = Failures(count: (known?.count ?? 0) + 1, since: known?.since ?? now)
      }
    }
  }

  /// Takes back what was counted for a try that did not fail.
  func succeeded(_ name: String, from peer: SocketAddress?) {
    state.withLock { state in
      for (key, _) in Self.keys(name, peer) {
        guard let known = state[key] else { continue }
        state[key] = known.count > 1 ? Failures(count: known.count - 1, since: known.since) : nil
      }
    }
  }

  private static func keys(_ name: String, _ peer: SocketAddress?) -> [(String, Int)] {
    let address = Receipts.hex(RateLimiter.key(peer) ?? [])
    return [(address, mostForAddress), (address + " " + Secret.kept(name), mostForName)]
  }
}
