import Outbox
import ProbeSocket

/// What any process can read of the agent's ears: in the outbox's state table.
struct ProbeMemory: Equatable {
  /// The socket that records of programs are taken at; nil when none is open.
  var socket: String?
  /// Why records cannot be taken; nil when they can.
  var trouble: String?
  /// What came by that socket, at most `ProbeService.countsAge` ago.
  var counts = ProbeStatus.Counts()

  private enum Key { static let socket = "probe.socket", trouble = "probe.trouble", counts = "probe.counts" }

  init() {}

  init(_ outbox: Outbox) throws(OutboxFault) {
    socket = try outbox.state(Key.socket)
    trouble = try outbox.state(Key.trouble)
    let numbers = try outbox.state(Key.counts)?.split(separator: " ").compactMap { Int($0) } ?? []
    for ((_, path), number) in zip(ProbeStatus.Counts.names, numbers) { counts[keyPath: path] = number }
  }

  func save(_ outbox: Outbox) throws(OutboxFault) {
    let numbers = ProbeStatus.Counts.names.map { String(counts[keyPath: $0.path]) }.joined(separator: " ")
    try outbox.setState([
      Key.socket: socket, Key.trouble: trouble, Key.counts: counts == .init() ? nil : numbers,
    ])
  }

  var status: ProbeStatus? {
    socket == nil && trouble == nil ? nil : ProbeStatus(socket: socket, trouble: trouble, counts: counts)
  }
}

extension ProbeStatus.Counts {
  /// As the listener counts.
  init(_ counters: ProbeCounters) {
    let late = counters.rejected[.late] ?? 0
    self.init(
      taken: Int(clamping: counters.taken), refused: Int(clamping: counters.refused),
      rejected: Int(clamping: counters.rejectedTotal - late), late: Int(clamping: late + counters.silent),
      paused: Int(clamping: counters.pauses))
  }
}
