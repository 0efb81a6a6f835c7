import CPlatform
import Glibc
import Platform
import Synchronization

/// A daemon's socket as far as a probe knows it: takes each message whole, says nothing.
final class ProbeEar {
  let path: String
  private let stop: Descriptor
  private let thread: WorkerThread
  private let heard = Heard()

  private final class Heard: Sendable {
    let messages = Mutex<[[UInt8]]>([])
  }

  /// A record as it came over the socket.
  struct Record {
    var headers: [(name: String, value: String)]
    var payload: String
    subscript(_ name: String) -> String { headers.first { $0.name == name }?.value ?? "" }

    /// nil when the message is not of the form that telemetrics-client 2.2.2 and later read.
    init?(_ bytes: [UInt8]) {
      func word(_ at: Int) -> Int { (0..<4).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) } }
      guard bytes.count > 9, word(0) == bytes.count, bytes.last == 0, 8 + word(4) < bytes.count else { return nil }
      let lines = String(decoding: bytes[8..<8 + word(4)], as: UTF8.self).split(separator: "\n")
      headers = lines.map { line in
        let colon = line.firstIndex(of: ":") ?? line.endIndex
        return (String(line[..<colon]), String(line[colon...].dropFirst(2)))
      }
      payload = String(decoding: bytes[(8 + word(4))...].dropLast(), as: UTF8.self)
    }
  }

  init(_ path: String) throws {
    let raw = cp_unix_listen(path, 0o666, 64)
    guard raw >= 0 else { throw SystemError("listen", path) }
    let listener = Descriptor(adopting: raw)
    let stop = Descriptor(adopting: cp_eventfd())
    let heard = heard
    self.path = path
    self.stop = stop
    thread = try WorkerThread.start(name: "probe ear") {
      while RawPeer.Client.wait(for: POLLIN, on: listener.raw, stop: stop) {
        let raw = cp_accept(listener.raw)
        guard raw >= 0 else { continue }
        let client = RawPeer.Client(socket: Descriptor(adopting: raw), stop: stop)
        var message: [UInt8] = []
        while case let bytes = client.read(), !bytes.isEmpty { message += bytes }
        heard.messages.withLock { $0.append(message) }
      }
    }
  }

  deinit {
    var one: UInt64 = 1
    _ = write(stop.raw, &one, 8)
    thread.join()
  }

  /// The messages of senders that are gone.
  var messages: [[UInt8]] { heard.messages.withLock { $0 } }
}
