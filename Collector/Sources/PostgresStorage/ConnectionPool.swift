import Dispatch
import Glibc
import Storage
import Synchronization

/// Connections, lent to one at a time.
final class ConnectionPool: Sendable {
  private struct State {
    var idle: [PostgresConnection]
    var waiting: [CheckedContinuation<PostgresConnection?, Never>] = []
    var isClosed = false
  }

  private let state: Mutex<State>
  private let watch: SilenceWatch

  init(url: String, size: Int) {
    let server = ServerState()
    let connections = (0..<size).map { PostgresConnection(url: url, number: $0, server: server) }
    state = Mutex(State(idle: connections))
    watch = SilenceWatch(connections, url: url, server: server)
    watch.begin()
  }

  /// Runs the body on a connection's queue, and again where it met another transaction or a connection that had died.
  func use<T: Sendable>(
    _ patience: Patience, _ body: @escaping @Sendable (PostgresConnection) throws -> T
  ) async throws(StoreFault) -> T {
    guard let connection = await take() else { throw .unavailable("the store is closed") }
    let result: Result<T, StoreFault> = await withCheckedContinuation { answer in
      connection.queue.async {
        answer.resume(returning: connection.busy(patience) { Self.attempt(connection, patience, body) })
      }
    }
    give(connection)
    return try result.get()
  }

  private static func attempt<T>(
    _ connection: PostgresConnection, _ patience: Patience, _ body: (PostgresConnection) throws -> T
  ) -> Result<T, StoreFault> {
    let end = ContinuousClock.now + patience.meetings
    var tries = 0
    while true {
      tries += 1
      do {
        try connection.connect()
        return .success(try body(connection))
      } catch PostgresFault.again where tries < 8 && ContinuousClock.now < end {
        // A deadlock or a meeting: the other goes first.
        usleep(UInt32.random(in: 500...(4000 << UInt32(tries))))
      } catch PostgresFault.lost(_, wasIdle: true) where tries == 1 {
        // The server was started again while nobody asked; whatever is asked is asked again.
        continue
      } catch {
        return .failure(PostgresFault.fault(error))
      }
    }
  }

  private func take() async -> PostgresConnection? {
    await withCheckedContinuation { answer in
      let connection: PostgresConnection?? = state.withLock { state in
        if state.isClosed { return .some(nil) }
        if let connection = state.idle.popLast() { return .some(connection) }
        state.waiting.append(answer)
        return nil
      }
      if let connection { answer.resume(returning: connection) }
    }
  }

  private func give(_ connection: PostgresConnection) {
    let next: CheckedContinuation<PostgresConnection?, Never>? = state.withLock { state in
      if state.isClosed {
        connection.queue.async { connection.disconnect() }
        return nil
      }
      guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
      state.idle.append(connection)
      return nil
    }
    next?.resume(returning: connection)
  }

  func close() {
    let (idle, waiting) = state.withLock { state in
      defer { (state.idle, state.waiting, state.isClosed) = ([], [], true) }
      return (state.idle, state.waiting)
    }
    for connection in idle { connection.queue.sync { connection.disconnect() } }
    for answer in waiting { answer.resume(returning: nil) }
  }
}
