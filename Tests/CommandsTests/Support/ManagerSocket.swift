import Glibc
import Platform

/// The datagram socket of a service manager or of the journal, played by the test.
final class ManagerSocket {
  private let socket: Descriptor
  /// As `NOTIFY_SOCKET` names it.
  let name: String

  /// A name that begins with `@` is one of the abstract name space.
  init(_ name: String) throws {
    self.name = name
    let raw = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard raw >= 0 else { throw SystemError("socket", name) }
    socket = Descriptor(adopting: raw)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(name.utf8)
    withUnsafeMutableBytes(of: &address.sun_path) { place in
      place.copyBytes(from: bytes)
      if name.hasPrefix("@") { place[0] = 0 }
    }
    let size = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(raw, $0, size) == 0 }
    }
    guard bound else { throw SystemError("bind", name) }
  }

  /// Everything that came so far, a datagram each.
  private(set) var messages: [String] = []

  @discardableResult
  func read() -> [String] {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = recv(socket.raw, &buffer, buffer.count, Int32(MSG_DONTWAIT))
      guard count > 0 else { return messages }
      messages.append(String(decoding: buffer[..<count], as: UTF8.self))
    }
  }

  /// The datagrams in which a line begins so.
  func all(_ beginning: String) -> [String] {
    read().filter { $0.split(separator: "\n").contains { $0.hasPrefix(beginning) } }
  }
}
