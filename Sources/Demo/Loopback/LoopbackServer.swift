import CPlatform
import Glibc
import Platform

/// Many clients of one loop-back TCP port, served by one poll loop on a thread of its own. Memory is bounded: so many
/// clients, so much unread input and unsent output each.
final class LoopbackServer: Sendable {
  let port: UInt16
  private let wake: Descriptor
  private let thread: WorkerThread

  /// Listens on 127.0.0.1 or ::1, on this port or, when it is 0, on one the kernel picks. `converse` makes the protocol of a new client;
  /// `inputLimit` bounds what a client may send without forming a request.
  init(
    name: String, ipv6: Bool, port wanted: UInt16 = 0, inputLimit: Int,
    converse: @Sendable @escaping () -> any Conversation
  ) throws(SystemError) {
    var port = wanted
    let raw = cp_loopback_listen(ipv6 ? 1 : 0, &port)
    guard raw >= 0 else { throw SystemError("listen", ipv6 ? "::1" : "127.0.0.1") }
    let listener = Descriptor(adopting: raw)
    let event = cp_eventfd()
    guard event >= 0 else { throw SystemError("eventfd", name) }
    let wake = Descriptor(adopting: event)
    // The thread holds the loop, not the server: so letting go of the server ends it.
    thread = try WorkerThread.start(name: name) {
      var loop = LoopbackLoop(listener: listener, wake: wake, inputLimit: inputLimit, converse: converse)
      loop.run()
    }
    self.port = port
    self.wake = wake
  }

  deinit { stop() }

  /// Closes the port and all connections; when it returns the thread has ended.
  func stop() {
    var one: UInt64 = 1
    _ = write(wake.raw, &one, 8)
    thread.join()
  }
}
