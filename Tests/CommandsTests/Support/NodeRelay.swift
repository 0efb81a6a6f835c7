import CPlatform
import Demo
import Glibc
import Platform
import Synchronization

/// A port behind which a node stands, or another one, or none: for nodes that go and come back.
final class NodeRelay: Sendable {
  private let target: Target
  private let peer: RawPeer

  var port: UInt16 { peer.port }

  /// `node` nil: nobody answers for now.
  init(_ node: DemoNode?) throws {
    let target = Target(node)
    self.target = target
    peer = try RawPeer { client in
      guard let port = target.port, let far = Self.connect(port) else { return }
      Self.shuttle(client, far)
    }
  }

  func lead(to node: DemoNode?) { target.set(node) }

  private final class Target: Sendable {
    private let node: Mutex<DemoNode?>
    init(_ node: DemoNode?) { self.node = Mutex(node) }
    var port: UInt16? { node.withLock { $0?.port } }
    func set(_ new: DemoNode?) { node.withLock { $0 = new } }
  }

  private static func connect(_ port: UInt16) -> Descriptor? {
    let socket = Descriptor(
      adopting: Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let failure = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(socket.raw, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    return failure == 0 ? socket : nil
  }

  private static func shuttle(_ client: RawPeer.Client, _ far: Descriptor) {
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      var polled = [
        pollfd(fd: client.stop.raw, events: Int16(POLLIN), revents: 0),
        pollfd(fd: client.socket.raw, events: Int16(POLLIN), revents: 0),
        pollfd(fd: far.raw, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&polled, 3, -1) > 0, polled[0].revents == 0 else { return }
      if polled[1].revents != 0 {
        let bytes = client.read()
        guard !bytes.isEmpty, (try? far.writeAll(bytes, to: "node")) != nil else { return }
      }
      if polled[2].revents != 0 {
        let count = recv(far.raw, &chunk, chunk.count, 0)
        guard count > 0, client.send(Array(chunk[..<count])) else { return }
      }
    }
  }
}
