import CPostgres
import Dispatch

/// Looks after transactions that take long. libpq waits without end for a server that is there but says nothing (its
/// machine is frozen, its processes are stopped), and TCP sees no fault in that. So such a server is asked on a
/// connection of its own; where it is silent there too the connections that wait are cut, and what they were asked is
/// answered as unavailable. A server that answers may take the minute its own limit gives each statement.
final class SilenceWatch: Sendable {
  private let connections: [PostgresConnection]
  private let url: String
  private let queue = DispatchQueue(label: "postgres.silence")
  private static let patience = Duration.seconds(4)

  init(_ connections: [PostgresConnection], url: String) {
    self.connections = connections
    self.url = url
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
    let silent = connections.filter { $0.isSilent(Self.patience) }
    guard !silent.isEmpty, !isAlive() else { return }
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
