import CPlatform
import Glibc
import Platform

/// The poll loop of a `LoopbackServer`, until its wake descriptor is readable.
struct LoopbackLoop {
  let listener: Descriptor
  let wake: Descriptor
  let inputLimit: Int
  let converse: @Sendable () -> any Conversation

  private static let mostClients = 256
  private var clients: [LoopbackClient] = []

  init(
    listener: Descriptor, wake: Descriptor, inputLimit: Int, converse: @Sendable @escaping () -> any Conversation
  ) {
    self.listener = listener
    self.wake = wake
    self.inputLimit = inputLimit
    self.converse = converse
  }

  mutating func run() {
    while true {
      // With all places taken new clients wait in the kernel's queue.
      let accepting = clients.count < Self.mostClients
      var polled = [
        pollfd(fd: wake.raw, events: Int16(POLLIN), revents: 0),
        pollfd(fd: accepting ? listener.raw : -1, events: Int16(POLLIN), revents: 0),
      ]
      polled += clients.map { pollfd(fd: $0.socket.raw, events: $0.events, revents: 0) }
      guard poll(&polled, nfds_t(polled.count), -1) >= 0 || errno == EINTR else { return }
      if polled[0].revents != 0 { return }
      for (client, entry) in zip(clients, polled.dropFirst(2)) where entry.revents != 0 { client.serve(entry.revents) }
      clients.removeAll { $0.isDone }
      if polled[1].revents != 0 { accept() }
    }
  }

  private mutating func accept() {
    while clients.count < Self.mostClients {
      let raw = cp_accept(listener.raw)
      guard raw >= 0 else { return }
      var yes: Int32 = 1
      setsockopt(raw, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
      clients.append(LoopbackClient(Descriptor(adopting: raw), inputLimit: inputLimit, conversation: converse()))
    }
  }
}
