import CPlatform
import Glibc

/// The process at the other end of a connection, as the kernel knew it when it connected.
public struct ProbePeer: Sendable, Hashable {
  public var user: uid_t
  public var group: gid_t
  public var process: pid_t

  public init(user: uid_t, group: gid_t, process: pid_t) {
    self.user = user
    self.group = group
    self.process = process
  }

  /// Where the kernel does not tell, a user and group that nobody has.
  init(of socket: Int32) {
    var (user, group, process) = (uid_t.max, gid_t.max, pid_t(0))
    _ = cp_peer(socket, &process, &user, &group)
    self.init(user: user, group: group, process: process)
  }
}

/// A record and who sent it.
public struct ProbeMessage: Sendable, Equatable {
  public var record: ProbeRecord
  public var peer: ProbePeer

  public init(record: ProbeRecord, peer: ProbePeer) {
    self.record = record
    self.peer = peer
  }
}

/// What became of a message.
public enum ProbeVerdict: Sendable, Equatable {
  /// It is durable, or was dropped by a rule that its sender need not know: the connection ends in a clean end of file.
  case taken
  /// It is not kept: the connection is reset.
  case refused
}

/// Takes what a `ProbeListener` hears. Called on the listener's threads, never by two at the same time for `take`;
/// `reject` may come at the same time from the other one. While `take` runs, new messages gather for the next.
public protocol ProbeHandler: Sendable {
  /// Returns when the messages are durable, a verdict for each in their order. Those it gives no verdict are refused.
  func take(_ batch: [ProbeMessage]) -> [ProbeVerdict]

  /// Somebody sent what is no record.
  func reject(_ fault: ProbeFault, from peer: ProbePeer)
}
