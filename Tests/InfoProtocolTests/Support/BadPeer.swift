import CPlatform
import Glibc
import InfoProtocol
import Platform

/// A TCP server on the loop-back that behaves as its script says, one client after the other.
final class BadPeer: Sendable {
  let address: NodeAddress
  private let stop: Descriptor
  private let thread: WorkerThread

  /// `script` is run for each client on the peer's thread; the connection is closed when it returns.
  init(_ script: @Sendable @escaping (Client) -> Void) throws {
    var port: UInt16 = 0
    let raw = cp_loopback_listen(0, &port)
    guard raw >= 0 else { throw SystemError("listen", "127.0.0.1") }
    let listener = Descriptor(adopting: raw)
    let stop = Descriptor(adopting: cp_eventfd())
    address = NodeAddress(host: "127.0.0.1", port: port)
    self.stop = stop
    thread = try WorkerThread.start(name: "bad peer") {
      while Client.wait(for: POLLIN, on: listener.raw, stop: stop, milliseconds: -1) {
        let client = cp_accept(listener.raw)
        if client >= 0 { script(Client(socket: Descriptor(adopting: client), stop: stop)) }
      }
    }
  }

  deinit {
    var one: UInt64 = 1
    _ = write(stop.raw, &one, 8)
    thread.join()
  }

  struct Client: Sendable {
    let socket: Descriptor
    let stop: Descriptor

    /// Reads a whole request; false when there is none.
    @discardableResult func readRequest() -> Bool {
      var seen: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 4096)
      while Self.wait(for: POLLIN, on: socket.raw, stop: stop, milliseconds: -1) {
        let count = recv(socket.raw, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        seen += chunk[..<count]
        if let header = InfoHeader(seen), seen.count >= 8 + Int(header.length) { return true }
      }
      return false
    }

    /// Sends everything; false when the other side does not take it.
    @discardableResult func send(_ bytes: [UInt8]) -> Bool {
      var rest = bytes[...]
      while !rest.isEmpty {
        guard Self.wait(for: POLLOUT, on: socket.raw, stop: stop, milliseconds: -1) else { return false }
        let count = rest.withUnsafeBytes { Glibc.send(socket.raw, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        if count < 0, errno != EAGAIN { return false }
        rest = rest.dropFirst(max(0, count))
      }
      return true
    }

    /// Until the other side closes or the peer is stopped.
    func holdOn() {
      var chunk = [UInt8](repeating: 0, count: 4096)
      while Self.wait(for: POLLIN, on: socket.raw, stop: stop, milliseconds: -1) {
        if recv(socket.raw, &chunk, chunk.count, 0) <= 0 { return }
      }
    }

    /// Waits a while; false when the peer is stopped or the other side closes.
    func pause(milliseconds: Int32) -> Bool {
      var polled = [
        pollfd(fd: stop.raw, events: Int16(POLLIN), revents: 0), pollfd(fd: socket.raw, events: 0, revents: 0),
      ]
      return poll(&polled, 2, milliseconds) == 0
    }

    /// False when the time is over or the peer is stopped.
    static func wait(for events: Int32, on descriptor: Int32, stop: Descriptor, milliseconds: Int32) -> Bool {
      var polled = [
        pollfd(fd: stop.raw, events: Int16(POLLIN), revents: 0),
        pollfd(fd: descriptor, events: Int16(events), revents: 0),
      ]
      return poll(&polled, 2, milliseconds) > 0 && polled[0].revents == 0
    }
  }
}
