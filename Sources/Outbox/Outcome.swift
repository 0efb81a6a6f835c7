import Platform
import Report

/// What became of a waiting record.
public enum Outcome: Sendable, Equatable {
  /// The destination has it. `answer` is the beginning of what it said, `receipt` what it signed.
  case sent(id: String, status: Int, answer: String, receipt: Receipt? = nil)
  /// The destination will never take it.
  case refused(id: String, status: Int, reason: String)
  /// It failed for now. `destinationRetryAt` set: the whole destination backs off until then, and one more failure
  /// is counted for it.
  case retry(id: String, status: Int, reason: String, nextTry: Timestamp, destinationRetryAt: Timestamp?)
  /// A limit lets it through at `nextTry`, and with `holdsDestination` nothing else before. It is no failure, and no
  /// try.
  case limited(id: String, reason: String, nextTry: Timestamp, holdsDestination: Bool)
  /// A gate kept it back; nothing reached the network.
  case held(id: String, reason: String)
  /// The administrator, or a switched-off channel or consent, took it back.
  case withdrawn(id: String, reason: String)
  /// A limit (spool size, rate limit strategy) or a command dropped it.
  case dropped(id: String, reason: String)
  /// It waited longer than its expiry.
  case expired(id: String, reason: String)
  /// It was to stay on this machine.
  case kept(id: String, reason: String)

  public var id: String {
    switch self {
    case .sent(let id, _, _, _), .refused(let id, _, _), .retry(let id, _, _, _, _), .held(let id, _),
      .withdrawn(let id, _), .dropped(let id, _), .expired(let id, _), .kept(let id, _), .limited(let id, _, _, _):
      id
    }
  }
}

/// The ledger's word for how a record ended.
public enum Settlement: String, Sendable, CaseIterable {
  case sent, refused, withdrawn, dropped, expired
  /// It never waited: a message that is none, or made while nobody agreed.
  case rejected
  /// It never left, by the administrator's wish: its place is here.
  case kept
}
