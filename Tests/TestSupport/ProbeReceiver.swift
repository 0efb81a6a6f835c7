import CPlatform
import Glibc
import Platform
import Synchronization

/// A service that takes whatever is written to its socket, one message a connection, and keeps it.
public final class ProbeReceiver: Sendable {
  private let kept: Kept
  private let stop: Descriptor
  private let thread: WorkerThread

  /// With `reads` off a connection is closed as soon as it is there.
  public init(_ path: String, reads: Bool = true) throws {
    let raw = cp_unix_listen(path, 0o666, 128)
    guard raw >= 0 else { throw SystemError("listen", path) }
    let listener = Descriptor(adopting: raw)
    let stop = Descriptor(adopting: cp_eventfd())
    self.stop = stop
    let kept = Kept()
    self.kept = kept
    thread = try WorkerThread.start(name: "receiver") {
      while true {
        var polled = [
          pollfd(fd: stop.raw, events: Int16(POLLIN), revents: 0),
          pollfd(fd: listener.raw, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&polled, 2, -1) > 0, polled[0].revents == 0 else { return }
        let accepted = cp_accept(listener.raw)
        guard accepted >= 0 else { continue }
        let connection = Descriptor(adopting: accepted)
        guard reads, fcntl(connection.raw, F_SETFL, 0) == 0 else { continue }
        if let message = try? connection.readAll(limit: 1 << 20, from: path) { kept.add(message) }
      }
    }
  }

  deinit { end() }

  public func end() {
    var one: UInt64 = 1
    _ = write(stop.raw, &one, 8)
    thread.join()
  }

  /// Messages so far, as they came.
  public var messages: [[UInt8]] { kept.all }

  /// The messages, once there are so many of them.
  public func messages(_ count: Int) -> [[UInt8]] {
    eventually(within: 60_000) { messages.count >= count ? messages : nil } ?? messages
  }

  private final class Kept: Sendable {
    private let messages = Mutex<[[UInt8]]>([])
    func add(_ message: [UInt8]) { messages.withLock { $0.append(message) } }
    var all: [[UInt8]] { messages.withLock { $0 } }
  }
}
