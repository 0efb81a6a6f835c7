import Synchronization

/// What a simulated node was asked, written by its thread and read by others.
final class NodeLog: Sendable {
  private struct State {
    var messages = 0
    var names = 0
    var recent: [String] = []
  }

  /// As many names as a few rounds ask for.
  private static let kept = 1024
  private let state = Mutex(State())

  func add(_ names: [String]) {
    state.withLock { state in
      state.messages += 1
      state.names += names.count
      state.recent += names
      if state.recent.count > Self.kept { state.recent.removeFirst(state.recent.count - Self.kept) }
    }
  }

  var messages: Int { state.withLock { $0.messages } }
  var names: Int { state.withLock { $0.names } }
  var recent: [String] { state.withLock { $0.recent } }
}
