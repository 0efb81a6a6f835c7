import Glibc
import Platform

/// The system's journal, for a process whose standard error or output leads to it: entries with a priority and fields
/// of their own by its native protocol, and where its socket does not take them, lines that begin with `<N>`.
final class Journal {
  /// The stream that leads to the journal.
  private let stream: Int32
  private let address: String
  private var socket: Descriptor?

  static let usualAddress = "/run/systemd/journal/socket"

  /// nil when neither stream is the one that `$JOURNAL_STREAM` tells of (device and inode, systemd.exec(5)): somebody
  /// sent it elsewhere.
  init?(_ environment: Environment, streams: [Int32] = [STDERR_FILENO, STDOUT_FILENO], address: String = usualAddress) {
    guard let named = environment.nonEmpty("JOURNAL_STREAM") else { return nil }
    let found = streams.first { descriptor in
      var info = stat()
      return fstat(descriptor, &info) == 0 && "\(info.st_dev):\(info.st_ino)" == named
    }
    guard let found else { return nil }
    stream = found
    self.address = address
  }

  /// `text` and `kind` have no control characters.
  func write(_ level: LogLevel, kind: String, _ text: String) {
    let entry = """
      PRIORITY=\(level.priority)
      SYSLOG_IDENTIFIER=\(Program.name)
      SYSLOG_FACILITY=3
      TELEMETRY_KIND=\(kind)
      MESSAGE=(\(kind)) \(text)

      """
    if send(Array(entry.utf8)) { return }
    let line = Array("<\(level.priority)>(\(kind)) \(text)\n".utf8)
    _ = line.withUnsafeBytes { Glibc.write(stream, $0.baseAddress, $0.count) }
  }

  /// False when the journal is not there, or full, or the entry too long for a datagram.
  private func send(_ entry: [UInt8]) -> Bool {
    if socket == nil { socket = Self.connect(address) }
    guard let socket else { return false }
    if Glibc.send(socket.raw, entry, entry.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)) == entry.count {
      return true
    }
    // It was started anew: the next entry finds it.
    self.socket = nil
    return false
  }

  private static func connect(_ path: String) -> Descriptor? {
    var address = sockaddr_un()
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let raw = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard raw >= 0 else { return nil }
    let socket = Descriptor(adopting: raw)
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(raw, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
    return connected ? socket : nil
  }
}
