import CPlatform
import Glibc
import Platform

/// A local program at the other end of a probe socket.
struct Client {
  enum End: Equatable {
    /// A clean end of file: the record was taken.
    case clean
    /// ECONNRESET: it was not.
    case reset
    case open
    case failed(Int32)
  }

  let socket: Descriptor

  init(_ path: String) throws {
    let raw = cp_unix_connect(path)
    guard raw >= 0 else { throw SystemError("connect", path) }
    socket = Descriptor(adopting: raw)
  }

  /// False when the other side does not take it all.
  @discardableResult func write(_ bytes: some Collection<UInt8>) -> Bool {
    let all = Array(bytes)
    return Glibc.send(socket.raw, all, all.count, Int32(MSG_NOSIGNAL)) == all.count
  }

  func shutDown() { shutdown(socket.raw, Int32(SHUT_WR)) }

  /// How the connection ended, or that it did not in time.
  func end(within milliseconds: Int32 = 15_000) -> End {
    var polled = pollfd(fd: socket.raw, events: Int16(POLLIN), revents: 0)
    guard poll(&polled, 1, milliseconds) > 0 else { return .open }
    var byte: UInt8 = 0
    let count = recv(socket.raw, &byte, 1, 0)
    if count == 0 { return .clean }
    return errno == ECONNRESET ? .reset : .failed(errno)
  }

  /// Sends one message the usual way and tells how the connection ended.
  static func send(_ bytes: [UInt8], to path: String) throws -> End {
    let client = try Client(path)
    client.write(bytes)
    client.shutDown()
    return client.end()
  }
}
