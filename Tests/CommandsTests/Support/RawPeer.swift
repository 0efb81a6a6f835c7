import CPlatform
import Glibc
import Platform

/// A TCP server on the loop-back that behaves as its script says, each client on a thread of its own.
final class RawPeer: Sendable {
  let port: UInt16
  private let stop: Descriptor
  private let thread: WorkerThread

  /// `script` is run for each client; the connection is closed when it returns.
  init(_ script: @Sendable @escaping (Client) -> Void) throws {
    var port: UInt16 = 0
    let raw = cp_loopback_listen(0, &port)
    guard raw >= 0 else { throw SystemError("listen", "127.0.0.1") }
    let listener = Descriptor(adopting: raw)
    let stop = Descriptor(adopting: cp_eventfd())
    self.port = port
    self.stop = stop
    thread = try WorkerThread.start(name: "raw peer") {
      var clients: [WorkerThread] = []
      while Client.wait(for: POLLIN, on: listener.raw, stop: stop) {
        let raw = cp_accept(listener.raw)
        guard raw >= 0 else { continue }
        let client = Client(socket: Descriptor(adopting: raw), stop: stop)
        if let thread = try? WorkerThread.start(name: "raw client", { script(client) }) { clients.append(thread) }
      }
      for client in clients { client.join() }
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

    /// What comes next, empty when the other side has ended or the peer is stopped.
    func read() -> [UInt8] {
      var chunk = [UInt8](repeating: 0, count: 64 << 10)
      guard Self.wait(for: POLLIN, on: socket.raw, stop: stop) else { return [] }
      let count = recv(socket.raw, &chunk, chunk.count, 0)
      return Array(chunk.prefix(max(0, count)))
    }

    /// Sends everything; false when the other side does not take it.
    @discardableResult func send(_ bytes: [UInt8]) -> Bool {
      var rest = bytes[...]
      while !rest.isEmpty {
        guard Self.wait(for: POLLOUT, on: socket.raw, stop: stop) else { return false }
        let count = rest.withUnsafeBytes { Glibc.send(socket.raw, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        if count < 0, errno != EAGAIN { return false }
        rest = rest.dropFirst(max(0, count))
      }
      return true
    }

    /// Until the other side closes or the peer is stopped.
    func holdOn() { while !read().isEmpty {} }

    /// A while; false when the peer is stopped.
    func pause(milliseconds: Int32) -> Bool {
      var polled = [pollfd(fd: stop.raw, events: Int16(POLLIN), revents: 0)]
      return poll(&polled, 1, milliseconds) == 0
    }

    /// False when the peer is stopped.
    static func wait(for events: Int32, on descriptor: Int32, stop: Descriptor) -> Bool {
      var polled = [
        pollfd(fd: stop.raw, events: Int16(POLLIN), revents: 0),
        pollfd(fd: descriptor, events: Int16(events), revents: 0),
      ]
      return poll(&polled, 2, -1) > 0 && polled[0].revents == 0
    }
  }
}
