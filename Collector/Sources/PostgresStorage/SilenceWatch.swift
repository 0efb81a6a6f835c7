import CPostgres
import Dispatch

/// Looks after transactions that take long, for libpq waits without end for a server that is there but says nothing, and
/// TCP sees no fault in that.
///
/// A machine that is frozen is found by asking the server on a connection of its own: where it is silent there too, twice,
/// the connections that wait are cut after some seconds. A server process that is stopped, while the server itself
/// takes connections, is found by time alone: longer than the limits the server has for each statement nothing takes
/// (`Patience`). Then all connections are made anew, for the others' processes may be stopped as well. What cut
/// connections were asked is answered as unavailable. What a stopped process still holds locked stays so until it goes
/// on or is ended; who waits for that is unavailable too, by the server's limit on such waits.
final class SilenceWatch: Sendable {
  private let connections: [PostgresConnection]
  private let url: String
  private let server: ServerState
  private let queue = DispatchQueue(label: "postgres.silence")
  private static let patience = Duration.seconds(4)

  init(_ connections: [PostgresConnection], url: String, server: ServerState) {
    self.connections = connections
    self.url = url
    self.server = server
  }

  /// Looks every second until nobody holds this any more.
  func begin() {
    queue.asyncAfter(deadline: .now() + 1) { [weak self] in
      guard let self else { return }
      look()
      begin()
    }
  }

  private func look() {
    let overdue = connections.filter(\.isOverdue)
    if !overdue.isEmpty {
      server.distrust()
      for connection in overdue { connection.cut(Self.patience) }
    }
    let silent = connections.filter { $0.isSilent(Self.patience) }
    guard !silent.isEmpty, !isAlive(), !isAlive() else { return }
    for connection in silent { connection.cut(Self.patience) }
  }

  /// Whether the server answers at all, if only that it has no room.
  private func isAlive() -> Bool {
    let answer = withStrings(["dbname", "connect_timeout"]) { keys in
      withStrings([url, "2"]) { values in PQpingParams(keys, values, 1) }
    }
    return answer != PQPING_NO_RESPONSE
  }
}
