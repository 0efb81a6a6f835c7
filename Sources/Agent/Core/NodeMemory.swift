import Outbox
import Platform

/// What the agent remembers of the node between rounds, and between processes: in the outbox's state table.
struct NodeMemory: Sendable, Equatable {
  var condition: NodeStatus.State = .unknown
  /// Why it is not connected.
  var reason: String?
  /// The node's uptime at the last round, in seconds: a smaller one means that it was restarted.
  var uptime: Int64?
  /// When the last full report was accepted.
  var lastFull: Timestamp?
  /// When the next round begins; nil while none is planned.
  var nextRound: Timestamp?

  private enum Key {
    static let condition = "node.condition", reason = "node.reason", uptime = "node.uptime"
    static let lastFull = "report.full_at", nextRound = "report.next_at"
  }

  init() {}

  init(_ outbox: Outbox) throws(OutboxFault) {
    condition = try outbox.state(Key.condition).flatMap(NodeStatus.State.init(rawValue:)) ?? .unknown
    reason = try outbox.state(Key.reason)
    uptime = try outbox.state(Key.uptime).flatMap { Int64($0) }
    lastFull = try outbox.state(Key.lastFull).flatMap { Int64($0) }.map(Timestamp.init(milliseconds:))
    nextRound = try outbox.state(Key.nextRound).flatMap { Int64($0) }.map(Timestamp.init(milliseconds:))
  }

  func save(_ outbox: Outbox) throws(OutboxFault) {
    try outbox.setState([
      Key.condition: condition.rawValue, Key.reason: reason, Key.uptime: uptime.map(String.init),
      Key.lastFull: lastFull.map { String($0.milliseconds) }, Key.nextRound: nextRound.map { String($0.milliseconds) },
    ])
  }

  private static let day: Int64 = 86400 * 1000

  /// Whether the next report is a full one: the first after a start or a reconnect, after the node was restarted, or
  /// when the last one is more than a day old. A clock that went backwards makes one due as well.
  func isFullDue(uptime now: Int64?, at time: Timestamp) -> Bool {
    guard condition == .connected, let lastFull else { return true }
    if let before = uptime, let now, now < before { return true }
    return time - lastFull > Self.day || time < lastFull
  }
}
