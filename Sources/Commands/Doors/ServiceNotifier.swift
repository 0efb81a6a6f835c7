import Agent
import CPlatform
import Glibc
import Platform

/// Tells the service manager how the service is (sd_notify(3)): one datagram to `$NOTIFY_SOCKET`, nothing when there
/// is none.
struct ServiceNotifier: Sendable {
  private let path: String?
  /// Seconds that a manager with a full queue is waited for.
  private static let patience = 5

  init(_ environment: Environment) {
    // A path, or a name in the abstract name space; other kinds of address are no local manager's.
    path = environment.nonEmpty("NOTIFY_SOCKET").flatMap { $0.hasPrefix("/") || $0.hasPrefix("@") ? $0 : nil }
  }

  /// Whether anybody listens.
  var isHeard: Bool { path != nil }

  /// What the manager said to this process is not for the programs it starts.
  static func keepFromChildren() {
    for name in [
      "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES",
    ] { unsetenv(name) }
  }

  func tell(_ news: ServiceNews) {
    guard let path else { return }
    let bytes = Array(path.utf8)
    var address = sockaddr_un()
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard bytes.count < room else { return }
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { place in
      place.copyBytes(from: bytes)
      // A leading @ means the abstract name space, written with a zero byte.
      if bytes.first == UInt8(ascii: "@") { place[0] = 0 }
    }
    let raw = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard raw >= 0 else { return }
    let descriptor = Descriptor(adopting: raw)
    var limit = timeval(tv_sec: Self.patience, tv_usec: 0)
    setsockopt(raw, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    let size = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
    let message = Array(news.text.utf8)
    _ = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        sendto(descriptor.raw, message, message.count, Int32(MSG_NOSIGNAL), $0, size)
      }
    }
  }
}
