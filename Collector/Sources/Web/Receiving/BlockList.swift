import Storage
import Synchronization
import Words

/// The frames that are never guilty, as the store had them a moment ago.
final class BlockList: Sendable {
  private struct State {
    var frames: Set<Frame> = []
    /// Microseconds since 1970; nil before the first time.
    var fetched: Int64?
  }

  private let store: any Store
  private let state = Mutex(State())
  private static let freshness: Int64 = 15_000_000

  init(_ store: any Store) { self.store = store }

  /// Asked for anew every 15 seconds; where the store cannot say, what it said last.
  func frames(now: Int64) async -> Set<Frame> {
    let (frames, isFresh) = state.withLock { state in
      if let fetched = state.fetched, now - fetched < Self.freshness, now >= fetched { return (state.frames, true) }
      // Only this one asks; the others go on with what is known.
      state.fetched = now
      return (state.frames, false)
    }
    if isFresh { return frames }
    guard let blocked = try? await store.blocked() else { return frames }
    let fresh = Set(blocked)
    state.withLock { $0.frames = fresh }
    return fresh
  }
}
