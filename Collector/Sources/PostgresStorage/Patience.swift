/// How long a transaction waits. The server's limits end a statement, and a wait for another's lock; a server process
/// that is stopped hears of no limit, so `answer` bounds the wait here, a little longer.
enum Patience: Sendable {
  /// A page, which nobody waits minutes for.
  case reading
  /// An agent waits to hear that what it sent is kept.
  case keeping
  /// Work of its own: tables, what is purged, what another database holds.
  case service

  private var statementSeconds: Int { self == .service ? 600 : 15 }
  private var lockSeconds: Int { self == .service ? 60 : 8 }

  /// The longest wait for one answer.
  var answer: Duration {
    switch self {
    case .reading: .seconds(18)
    case .keeping: .seconds(10)
    case .service: .seconds(620)
    }
  }

  /// After this time what met another transaction is not tried again.
  var meetings: Duration { .seconds(lockSeconds) }

  /// The limits of a session.
  var options: String { "-c statement_timeout=\(statementSeconds)s -c lock_timeout=\(lockSeconds)s" }

  /// The limits of the transaction under way.
  var statement: String {
    "SELECT set_config('statement_timeout', '\(statementSeconds)s', true), set_config('lock_timeout', '\(lockSeconds)s', true)"
  }
}
