import Outbox

/// What any process can read of the agent's ears: in the outbox's state table.
struct ProbeMemory: Equatable {
  /// The socket that records of programs are taken at; nil when none is open.
  var socket: String?
  /// Why records cannot be taken; nil when they can.
  var trouble: String?

  private enum Key { static let socket = "probe.socket", trouble = "probe.trouble" }

  init() {}

  init(_ outbox: Outbox) throws(OutboxFault) {
    socket = try outbox.state(Key.socket)
    trouble = try outbox.state(Key.trouble)
  }

  func save(_ outbox: Outbox) throws(OutboxFault) {
    try outbox.setState([Key.socket: socket, Key.trouble: trouble])
  }

  var status: ProbeStatus? {
    socket == nil && trouble == nil ? nil : ProbeStatus(socket: socket, trouble: trouble)
  }
}
