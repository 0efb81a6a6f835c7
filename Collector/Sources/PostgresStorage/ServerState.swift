import Synchronization

/// What all connections of a pool know of their server.
final class ServerState: Sendable {
  private struct State {
    /// Before this no connection is tried for; how long the wait after that is, and why.
    var nextTry = ContinuousClock.now
    var pause = ServerState.shortest
    var reason = ""
    /// Connections made before this may lead to a process that is stopped.
    var distrusted: ContinuousClock.Instant?
  }

  private static let shortest = Duration.milliseconds(50)
  private let state = Mutex(State())

  /// Why no connection is to be tried for now; nil: it may be tried.
  var trouble: String? { state.withLock { $0.nextTry > .now ? $0.reason : nil } }

  func refused(_ reason: String) {
    state.withLock { state in
      state.reason = reason
      state.nextTry = .now + state.pause
      state.pause = min(state.pause * 2, .seconds(1))
    }
  }

  /// One came through: the others need not wait.
  func connected() {
    state.withLock { ($0.nextTry, $0.pause) = (.now, Self.shortest) }
  }

  /// One was found without an answer for too long: the others shall be made anew before they are used again.
  func distrust() { state.withLock { $0.distrusted = .now } }

  func trusts(_ made: ContinuousClock.Instant) -> Bool {
    state.withLock { state in state.distrusted.map { made > $0 } ?? true }
  }
}
