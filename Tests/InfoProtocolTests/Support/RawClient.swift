import Glibc
import Platform

@testable import InfoProtocol

/// A TCP client that sends bytes as they are and reads what comes, within a deadline.
struct RawClient {
  private let socket: Descriptor
  private let deadline = Monotonic.now() + 30_000

  init(port: UInt16) throws {
    let address = NodeAddress(host: "127.0.0.1", port: port)
    socket = try Connecting.connect(to: address, limits: .standard, waiting: Waiting())
  }

  /// False when the other side does not take it.
  @discardableResult func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  @discardableResult func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      guard case .ready = Waiting().wait(for: POLLOUT, on: socket.raw, until: deadline) else { return false }
      let count = rest.withUnsafeBytes { Glibc.send(socket.raw, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count < 0, errno != EAGAIN { return false }
      rest = rest.dropFirst(max(0, count))
    }
    return true
  }

  /// Reads until `end` has come, the other side closes, or time is up; all of it as text.
  func read(until end: String) -> String {
    var seen: [UInt8] = []
    while !String(decoding: seen, as: UTF8.self).hasSuffix(end), let more = receive(until: deadline), !more.isEmpty {
      seen += more
    }
    return String(decoding: seen, as: UTF8.self)
  }

  /// Everything until the other side closes; nil when it does not.
  func readToEnd() -> String? {
    var seen: [UInt8] = []
    while let more = receive(until: deadline) {
      if more.isEmpty { return String(decoding: seen, as: UTF8.self) }
      seen += more
    }
    return nil
  }

  /// Whether nothing comes for a while.
  func isSilent(milliseconds: Int64) -> Bool { receive(until: Monotonic.now() + milliseconds) == nil }

  /// One read: empty at the end, nil when nothing came in time.
  private func receive(until deadline: Int64) -> [UInt8]? {
    guard case .ready = Waiting().wait(for: POLLIN, on: socket.raw, until: deadline) else { return nil }
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = recv(socket.raw, &chunk, chunk.count, 0)
    return Array(chunk[..<max(0, count)])
  }
}
